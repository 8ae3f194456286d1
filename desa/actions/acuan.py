"""Loads the reference data that comes with the portal: it adds what is missing and never overwrites."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays
import yaml
from django.conf import settings
from django.db import transaction

from desa.actions.audit import record
from desa.actions.nilai import save_nilai
from desa.actions.peraturan import load_peraturan
from desa.actions.wilayah import load_wilayah
from desa.enums import JenisHari
from desa.models import HariLibur, Peraturan, User
from desa.parameters.berkas import read_nilai, read_peraturan
from desa.parameters.peraturan import IsiPeraturan
from desa.queries.muatan import (
    conflict_in_words,
    conflicts,
    key_of,
    late_for,
    only_adds,
    stored_form,
    stored_nilai,
    used_nilai,
)

JENIS_OF_CATEGORY = {"public": JenisHari.LIBUR_NASIONAL, "government": JenisHari.CUTI_BERSAMA}
Lapor = Callable[[str], None]


@transaction.atomic
def load_acuan(*, by: User | None, lapor: Lapor = lambda _: None) -> None:
    """Regencies, regulations, dated values and holidays of `fixtures/`, as far as they are not here yet.

    What staff changed or added since stays; `lapor` is told where the portal and a file differ.
    """
    files = [(path, read_peraturan(path.read_text(encoding="utf-8"))) for path in _files("peraturan")]
    for kode in sorted({isi.peraturan.kabupaten for _, isi in files if isi.peraturan.kabupaten}):
        load_wilayah(kode=kode, by=by, lapor=lapor)
    for path in _files("acuan"):
        if path.stem != "hari_libur":
            _load_nilai(path, by, lapor)
    for path, isi in files:
        _load_peraturan(path, isi, by, lapor)
    _load_hari_libur(by, lapor)


def _files(folder: str) -> list[Path]:
    return sorted((Path(settings.BASE_DIR) / "fixtures" / folder).rglob("*.yaml"))


def _load_nilai(path: Path, by: User | None, lapor: Lapor) -> None:
    rows = read_nilai(path.read_text(encoding="utf-8"))
    stored = stored_nilai(rows)
    for row in rows:
        present = stored.get(key_of(row))
        if present is not None and conflicts(row, present):
            lapor(f"Berkas {path.name}: {conflict_in_words(row, present)}.")
    used = used_nilai()
    late = {key_of(row): told for row in rows if (told := late_for(row, stored.get(key_of(row)), used))}
    for told in late.values():
        lapor(f"Berkas {path.name}: {told}.")
    touched = save_nilai(rows=[row for row in rows if key_of(row) not in late], by=by)
    if touched:
        lapor(f"Nilai dari {path.name}: {touched} baris ditambahkan.")


def _load_peraturan(path: Path, isi: IsiPeraturan, by: User | None, lapor: Lapor) -> None:
    stored = Peraturan.objects.filter(kode=isi.peraturan.kode).first()
    if stored is None or (stored.isi != stored_form(isi) and only_adds(stored.isi, stored_form(isi))):
        load_peraturan(text=path.read_text(encoding="utf-8"), by=by, lapor=lapor)
    elif stored.isi != stored_form(isi):
        lapor(
            f"{stored.judul} di portal berbeda dari berkas {path.name} dan dibiarkan. "
            f"Untuk memperbarui: python manage.py muat_peraturan {path.relative_to(settings.BASE_DIR)}"
        )


def _load_hari_libur(by: User | None, lapor: Lapor) -> None:
    """Fills each year that has no national row yet; a day that staff removed does not come back."""
    path = Path(settings.BASE_DIR) / "fixtures" / "acuan" / "hari_libur.yaml"
    sources: dict[int, str] = yaml.safe_load(path.read_text(encoding="utf-8"))["tahun"]
    filled = {day.year for day in HariLibur.objects.filter(kabupaten=None).values_list("tanggal", flat=True)}
    for year in sorted(set(sources) - filled):
        rows = HariLibur.objects.bulk_create(_days_off(year, sources[year]))
        record(
            "hari_libur.isi_tahun",
            by=by,
            objek=rows[0],
            ringkas=f"{len(rows)} hari libur dan cuti bersama {year} diisi",
            rincian={"tahun": year, "sumber": sources[year], "pustaka": f"holidays {version('holidays')}"},
        )
        lapor(f"Hari libur {year}: {len(rows)} hari.")


def _days_off(year: int, source: str) -> list[HariLibur]:
    rows: list[HariLibur] = []
    for category, jenis in JENIS_OF_CATEGORY.items():
        days: dict[Any, str] = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        rows += [
            HariLibur(tanggal=day, nama=nama, jenis=jenis, sumber=source)
            for day, nama in sorted(days.items())
            if day.year == year
        ]
    return rows
