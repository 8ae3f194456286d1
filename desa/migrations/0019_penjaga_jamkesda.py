from django.db import migrations

from desa.models.fields import append_only

ENDED = ("diakhiri_oleh_id", "diakhiri_pada", "alasan_akhir")
DECIDED = ("status", "diputus_oleh_id", "diputus_pada", "catatan")
CLOSED = ("hasil", "catatan", "ditutup_oleh_id", "ditutup_pada")


class Migration(migrations.Migration):
    """What was handed in, seen, decided and referred stays; only its end is written later."""

    dependencies = [("desa", "0018_jamkesda")]

    operations = [
        append_only("desa_dokumenwarga", but=ENDED),
        append_only("desa_verifikasilapangan"),
        append_only("desa_putusanwarga", but=DECIDED),
        append_only("desa_tindakpemberikerja"),
        append_only("desa_sampellapangan"),
        append_only("desa_butirsampel"),
        append_only("desa_rujukan", but=CLOSED),
    ]
