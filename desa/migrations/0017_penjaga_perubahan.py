from django.db import migrations

from desa.models.fields import append_only


class Migration(migrations.Migration):
    """What was handed in one by one stays as it was said, its proofs too."""

    dependencies = [("desa", "0016_penjaga_kelayakan")]

    operations = [
        append_only("desa_drafperubahan", when="OLD.status <> 'terbuka'"),
        append_only("desa_perubahan", when="OLD.terkirim"),
    ]
