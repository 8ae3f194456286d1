from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """SQLite rebuilt these tables for their new columns: what BPJS sent stays as it came, the new columns too."""

    dependencies = [("rekonsiliasi", "0006_pencocokan")]

    operations = [append_only("rekonsiliasi_tagihan"), append_only("rekonsiliasi_tagihanbaris")]
