from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """The sender's bytes never change; what the check found follows the mended cells until the file is handed in."""

    dependencies = [("desa", "0009_draf")]

    operations = [
        append_only("desa_penyampaian", when="OLD.status <> 'disampaikan'"),
        append_only("desa_kepesertaanupload", but=("status", "hasil", "diperiksa_pada")),
    ]
