from django.db import migrations

from desa.models.fields import append_only, no_overlap


class Migration(migrations.Migration):
    """What the database itself refuses, whoever asks."""

    dependencies = [("desa", "0001_awal")]

    operations = [
        append_only("desa_auditevent"),
        append_only("desa_penyampaian", when="OLD.status <> 'disampaikan'"),
        append_only("desa_kepesertaanupload", but=("status",)),
        no_overlap(
            "desa_masajabatan",
            same=("desa_id", "jabatan"),
            where="jabatan IN ('kepala_desa', 'sekretaris_desa')",
            name="masa_jabatan_tunggal_tak_bertumpuk",
        ),
        no_overlap(
            "desa_masajabatan",
            same=("peserta_id", "desa_id", "jabatan", "bidang"),
            name="masa_jabatan_tak_bertumpuk",
        ),
    ]
