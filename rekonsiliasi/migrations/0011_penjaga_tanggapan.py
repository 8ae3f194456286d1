from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """What somebody said about a difference stays as it was said."""

    dependencies = [("rekonsiliasi", "0010_tanggapan_selisih")]

    operations = [append_only("rekonsiliasi_tanggapanselisih")]
