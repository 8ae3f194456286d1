from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """The bill for other family members is only ever added to."""

    dependencies = [("iuran", "0015_keluarga_lain")]

    operations = [append_only("iuran_kewajibankeluargalain"), append_only("iuran_pembayarankeluargalain")]
