from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """Numbers given, layouts chosen, lists kept: none of it changes. A series' pattern may; decided words may not."""

    dependencies = [("rekonsiliasi", "0012_kertas")]

    operations = [
        append_only("rekonsiliasi_tatakertas"),
        append_only("rekonsiliasi_nomorsurat"),
        append_only("rekonsiliasi_lampiranorang"),
        append_only("rekonsiliasi_naskahkertas", when="OLD.status <> 'diusulkan'"),
    ]
