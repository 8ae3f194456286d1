from django.db import migrations

from desa.models.fields import append_only, no_overlap

ANSWER = ("status", "dijawab_oleh_id", "dijawab_pada", "jawaban")


class Migration(migrations.Migration):
    """What one side asked stays as asked, only its answer is added; a month is in one reconciliation of a regency."""

    dependencies = [("rekonsiliasi", "0017_buka_kembali")]

    operations = [
        append_only("rekonsiliasi_kesepakatanrentang", but=ANSWER),
        append_only("rekonsiliasi_pembukaankembali", but=ANSWER),
        no_overlap(
            "rekonsiliasi_rekonsiliasi", same=("kabupaten_id",), name="rekonsiliasi_tak_bertumpuk",
            first="bulan_mulai", last="bulan_sampai",
        ),
    ]  # fmt: skip
