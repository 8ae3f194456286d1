from django.db import migrations

from desa.models.fields import append_only

ANSWERED = ("status", "pemetaan", "hasil", "diterapkan_oleh_id", "diterapkan_pada")


class Migration(migrations.Migration):
    """Batches, events and letters are only added; an answer is only carried out."""

    dependencies = [("desa", "0021_riwayat_awal")]

    operations = [
        migrations.RemoveField(model_name="peserta", name="status"),
        append_only("desa_pengajuan"),
        append_only("desa_riwayatkepesertaan"),
        append_only("desa_suratbpjs"),
        append_only("desa_jawabanbpjs", but=ANSWERED),
    ]
