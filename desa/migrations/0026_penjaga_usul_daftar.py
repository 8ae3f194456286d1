from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """What was proposed to a village stays as it was; only its answer, or that it was taken back, is added."""

    dependencies = [("desa", "0025_usul_daftar")]

    operations = [
        append_only(
            "desa_usuldaftar", but=("dicabut_pada", "jawaban", "alasan", "dijawab_oleh_id", "dijawab_pada")
        ),
    ]
