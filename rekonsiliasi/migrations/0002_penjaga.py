from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """What BPJS sent, what was agreed and what was issued stays as it was."""

    dependencies = [("rekonsiliasi", "0001_awal")]

    operations = [
        append_only("rekonsiliasi_tagihan"),
        append_only("rekonsiliasi_tagihanbaris"),
        append_only("rekonsiliasi_persetujuanberitaacara"),
        append_only("rekonsiliasi_beritaacara", when="OLD.status = 'terbit'"),
    ]
