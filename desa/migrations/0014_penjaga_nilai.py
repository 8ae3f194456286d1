from django.db import migrations

from desa.models.fields import append_only, refuse_change

USED = "OLD.dipakai_sampai IS NOT NULL"


class Migration(migrations.Migration):
    """A law value that an assessed month used stays as it was; it may end later, after the last of those months."""

    dependencies = [("desa", "0013_versi_nilai")]

    operations = [
        append_only("desa_parametervalue", but=("sampai", "sumber", "kepastian", "dipakai_sampai"), when=USED),
        refuse_change(
            "desa_parametervalue",
            name="desa_parametervalue_dipakai",
            when=f"{USED} AND (NEW.dipakai_sampai IS NULL OR NEW.dipakai_sampai < OLD.dipakai_sampai "
            "OR NEW.sampai < OLD.dipakai_sampai AND (OLD.sampai IS NULL OR NEW.sampai < OLD.sampai) "
            "OR NEW.sampai IS NULL AND OLD.sampai IS NOT NULL AND OLD.kunci IN ('umk', 'ump'))",
            message="nilai ini sudah dipakai bulan yang ditetapkan, tidak dapat berakhir sebelumnya",
        ),
    ]
