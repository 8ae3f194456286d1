from typing import Any

from django.db import migrations
from django.db.models import Q


def mark_values(apps: Any, _schema_editor: Any) -> None:
    """Values that months assessed so far were reckoned with are marked, so that the database keeps them."""
    last: dict[tuple[str, str, str, str], Any] = {}
    rows = apps.get_model("iuran", "Iuran").objects.order_by("bulan").values_list("bulan", "nilai")
    for month, values in rows.iterator(chunk_size=2000):
        for one in values:
            last[one["kunci"], one["kabupaten"], one["provinsi"], one["mulai"]] = month
    stored = apps.get_model("desa", "ParameterValue").objects
    for (kunci, kabupaten, provinsi, mulai), month in last.items():
        stored.filter(kunci=kunci, kabupaten=kabupaten, provinsi=provinsi, mulai=mulai).update(dipakai_sampai=month)
    for row in apps.get_model("iuran", "KewajibanKeluargaLain").objects.values("kelas", "tarif"):
        for one in row["tarif"]:
            _mark_tariff(stored, {"I": 1, "II": 2, "III": 3}[row["kelas"]], f"{one['bulan']}-01")


def _mark_tariff(stored: Any, kelas: int, day: str) -> None:
    """The national tariff that was in force on the first day of a charged month."""
    still = Q(sampai__isnull=True) | Q(sampai__gte=day)
    found = stored.filter(still, kunci=f"tarif_mandiri_{kelas}", mulai__lte=day).order_by("-mulai").first()
    if found is not None and (found.dipakai_sampai is None or found.dipakai_sampai.isoformat() < day):
        stored.filter(pk=found.pk).update(dipakai_sampai=day)


class Migration(migrations.Migration):
    """From here on each assessment marks the values that it uses."""

    dependencies = [("iuran", "0016_penjaga_keluarga_lain"), ("desa", "0014_penjaga_nilai")]

    operations = [migrations.RunPython(mark_values, migrations.RunPython.noop, elidable=True)]
