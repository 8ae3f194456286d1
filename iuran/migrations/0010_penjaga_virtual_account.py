from django.db import migrations

from desa.models.fields import append_only, no_overlap


class Migration(migrations.Migration):
    """A number is ended, never rewritten; a payer has one number a day."""

    dependencies = [("iuran", "0009_virtual_account")]

    operations = [
        append_only("iuran_virtualaccount", but=("berakhir",)),
        no_overlap(
            "iuran_virtualaccount",
            same=("desa_id", "penanggung"),
            name="virtual_account_satu_sehari_di_desa",
            where="desa_id IS NOT NULL",
        ),
        no_overlap(
            "iuran_virtualaccount",
            same=("kabupaten_id", "penanggung"),
            name="virtual_account_satu_sehari_di_kabupaten",
            where="desa_id IS NULL",
        ),
    ]
