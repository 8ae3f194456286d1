from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """The ledger is only ever added to: what was assessed and what was paid stays as written."""

    dependencies = [("iuran", "0001_awal")]

    operations = [
        append_only("iuran_iuran"),
        append_only("iuran_porsiiuran"),
        append_only("iuran_setoran"),
        append_only("iuran_alokasisetoran"),
        append_only(
            "iuran_penetapan",
            but=("status", "kecamatan_selesai", "gagal", "selesai_pada"),
        ),
    ]
