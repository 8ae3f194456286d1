from typing import Any

from django.db import migrations, models

import desa.models.pendaftaran
from desa.models.fields import append_only, unguarded

BATCH = 1_000


def forward(apps: Any, _schema_editor: Any) -> None:
    """What was told before marks were kept is marked now."""
    model = apps.get_model("desa", "RiwayatKepesertaan")
    rows, mark = model.objects, model._meta.get_field("sidik")
    unmarked = rows.exclude(isi={}).filter(sidik="").order_by("pk").only("pk", "isi")
    while batch := list(unmarked[:BATCH]):
        for row in batch:
            mark.pre_save(row, add=False)
        rows.bulk_update(batch, ["sidik"])


class Migration(migrations.Migration):
    """What BPJS Kesehatan was told of a person gets a mark; family members are found by NIK without reading all."""

    dependencies = [("desa", "0026_penjaga_usul_daftar")]

    operations = [
        unguarded("desa_riwayatkepesertaan"),
        migrations.AddField(
            model_name="riwayatkepesertaan",
            name="sidik",
            field=desa.models.pendaftaran.SidikIsiField(blank=True, default="", editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
        append_only("desa_riwayatkepesertaan"),
        migrations.AddIndex(
            model_name="anggotakeluarga",
            index=models.Index(fields=["nik"], name="keluarga_nik"),
        ),
    ]
