from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """SQLite rebuilt the table: entries of the next bill stay as written; opening a month again marks them withdrawn."""

    dependencies = [("iuran", "0018_buka_kembali")]

    operations = [append_only("iuran_saldopindahan", but=("dicabut_pada",))]
