from django.db import migrations

from desa.models.fields import append_only

ENDED = ("diakhiri_oleh_id", "diakhiri_pada", "alasan_akhir")


class Migration(migrations.Migration):
    """What is stated of a family stays as stated; only its end is written later."""

    dependencies = [("desa", "0005_keluarga")]

    operations = [
        append_only("desa_buktisekolah", but=ENDED),
        append_only("desa_keterangankeluarga", but=(*ENDED, "berakhir")),
        append_only("desa_naikkelas", but=ENDED),
    ]
