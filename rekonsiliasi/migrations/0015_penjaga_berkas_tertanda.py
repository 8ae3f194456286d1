from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """A signed version and what was said of a scan stay as they came."""

    dependencies = [("rekonsiliasi", "0014_berkas_tertanda")]

    operations = [append_only("rekonsiliasi_berkastertanda"), append_only("rekonsiliasi_putusanpindaian")]
