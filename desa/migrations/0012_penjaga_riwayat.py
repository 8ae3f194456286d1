from django.db import migrations

from desa.models.fields import DatabaseStep, append_only, no_overlap

TABLE = "desa_masajabatan"
SINGLE = "jabatan IN ('kepala_desa', 'sekretaris_desa')"
OLD = no_overlap(TABLE, same=("desa_id", "jabatan"), where=SINGLE, name="masa_jabatan_tunggal_tak_bertumpuk")


class Migration(migrations.Migration):
    """One holder of a single post on any day, and one Plt. beside a holder who is suspended; changes stay as told."""

    dependencies = [("desa", "0011_perubahan_daftar")]

    operations = [
        DatabaseStep(OLD.reverse_code, OLD.code, elidable=False),
        no_overlap(
            TABLE,
            same=("desa_id", "jabatan"),
            where=f"{SINGLE} AND sifat <> 'plt'",
            name="masa_jabatan_tunggal_pemegang",
        ),
        no_overlap(
            TABLE,
            same=("desa_id", "jabatan"),
            where=f"{SINGLE} AND sifat = 'plt'",
            name="masa_jabatan_tunggal_plt",
        ),
        append_only("desa_perubahandaftar"),
    ]
