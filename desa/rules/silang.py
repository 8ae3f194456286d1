"""What only shows when cells are read together: those of one row, or the dates of one column."""

import re
from collections.abc import Iterator
from datetime import date

from desa.rules.fakta import Aturan, Daftar, Fakta, note
from desa.rules.isi import Isi
from desa.rules.kolom import PERANGKAT
from desa.rules.lembar import Nilai
from desa.rules.nik import check_nik
from desa.rules.salah import reading
from desa.rules.tanggal import DAY_FIRST, MONTH_FIRST
from jaminan.bulan import format_tanggal

WRITTEN = re.compile(r"\s*([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})\s*")
DATES = ("tanggal_lahir", "mulai", "berakhir")


def across(fact: Fakta, aturan: Aturan) -> Iterator[tuple[Isi, str]]:
    """What only shows when cells of one row are read together."""
    yield from _number_against_person(fact, aturan)
    born = fact.nilai.get("tanggal_lahir")
    if born and born > aturan.hari:
        yield Isi(galat="Tanggal Lahir masih akan datang.", saran="Cocokkan dengan KTP."), "tanggal_lahir"
    if fact.lembar == PERANGKAT:
        yield from _term(fact)


def _number_against_person(fact: Fakta, aturan: Aturan) -> Iterator[tuple[Isi, str]]:
    nik, sex = fact.nilai.get("nik"), fact.nilai.get("jenis_kelamin")
    if not nik:
        return
    checked = check_nik(
        nik,
        lahir=fact.nilai.get("tanggal_lahir"),
        perempuan=sex == "P" if sex else None,
        kabupaten_dikenal=aturan.kabupaten_dikenal,
        kecamatan_dikenal=aturan.kecamatan_dikenal,
    )
    if checked.galat:
        yield Isi(galat=checked.galat, saran=checked.saran), "nik"
    for doubt in checked.ragu:
        yield Isi(ragu=doubt), "nik"


def _term(fact: Fakta) -> Iterator[tuple[Isi, str]]:
    start, end, reason = (fact.nilai.get(name) for name in ("mulai", "berakhir", "alasan_berakhir"))
    if start and end and end < start:
        yield (
            Isi(galat="Tanggal Berakhir lebih awal dari Tanggal Pelantikan.", saran="Periksa kedua tanggal."),
            "berakhir",
        )
    if end and not reason:
        yield (
            Isi(
                galat="Alasan Berakhir belum diisi padahal Tanggal Berakhir ada.", saran="Pilih alasannya dari daftar."
            ),
            "alasan_berakhir",
        )
    if reason and not end and "berakhir" in fact.huruf:
        yield (
            Isi(
                galat="Tanggal Berakhir belum diisi padahal Alasan Berakhir ada.", saran="Tulis hari terakhir menjabat."
            ),
            "berakhir",
        )


def month_first(facts: list[Fakta], daftar: Daftar) -> None:
    """A column with 12/31/1990 in it was written with the month first: its 01/02/1990 are asked about, not read."""
    for isian in DATES:
        came = [fact.semula.get(isian, fact.tulisan.get(isian)) for fact in facts]
        if any(month > 12 and day <= 12 for value in came for day, month, _year in _written(value)):
            for fact in facts:
                _ask_which(fact, isian, daftar)


def _written(value: Nilai) -> list[tuple[int, int, int]]:
    """The three numbers of a date that was typed; none for anything else."""
    match = WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return [(int(match[1]), int(match[2]), int(match[3]))] if match and int(match[3]) >= 1900 else []


def _ask_which(fact: Fakta, isian: str, daftar: Daftar) -> None:
    """Refuses a typed date that may be two days; what was mended in the portal was typed with the day first."""
    for day, month, year in _written(fact.tulisan.get(isian)):
        if isian in fact.semula or day > 12 or month > 12 or day == month:
            continue
        first, other = date(year, month, day), date(year, day, month)
        fact.nilai[isian] = None
        note(daftar, fact, isian, _which(fact.tulisan[isian], first, other))


def _which(value: Nilai, first: date, other: date) -> Isi:
    return Isi(
        galat=f'"{value}" dapat berarti {format_tanggal(first)} atau {format_tanggal(other)}.',
        saran="Kolom ini memuat tanggal dengan bulan di depan. Pilih tanggalnya, atau tulis hari lebih dahulu.",
        tawaran=tuple(
            reading(format_tanggal(one), one.isoformat(), how)
            for one, how in ((first, DAY_FIRST), (other, MONTH_FIRST))
        ),
    )
