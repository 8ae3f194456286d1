from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """A kecamatan that was assessed stays assessed."""

    dependencies = [("iuran", "0003_penetapan_kecamatan")]

    operations = [append_only("iuran_penetapankecamatan")]
