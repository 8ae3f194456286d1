from django.db import migrations

from desa.models.fields import append_only, frozen

FOLLOWS = ("jatuh_tempo", "alasan_jatuh_tempo")


class Migration(migrations.Migration):
    """The due date of an open month may follow a decision; that of a signed one stays as it was."""

    dependencies = [("iuran", "0012_pencairan_apbdesa"), ("desa", "0008_tahap_add")]

    operations = [
        append_only("iuran_penetapan", but=("status", "kecamatan_selesai", "gagal", "selesai_pada", *FOLLOWS)),
        frozen("iuran_penetapan", columns=FOLLOWS, when="OLD.status = 'ditutup'"),
    ]
