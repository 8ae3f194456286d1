from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """What a check of the book found stays as it was found."""

    dependencies = [("rekonsiliasi", "0004_pemeriksaan_buku")]

    operations = [append_only("rekonsiliasi_pemeriksaanbuku")]
