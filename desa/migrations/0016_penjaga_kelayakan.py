from django.db import migrations

from desa.models.fields import append_only

ENDED = ("diakhiri_oleh_id", "diakhiri_pada", "alasan_akhir")


class Migration(migrations.Migration):
    """Documents, lists of other schemes and decisions about double cover stay as they came."""

    dependencies = [("desa", "0015_kelayakan")]

    operations = [
        append_only("desa_dokumenorang", but=ENDED),
        append_only("desa_daftarlain"),
        append_only("desa_orangdaftarlain"),
        append_only("desa_putusanjaminan"),
    ]
