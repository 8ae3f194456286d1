"""How complete a person's documents are on a day: each requirement met by any one valid document. Pure."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desa.enums import JenisDokumen
from desa.parameters.kelayakan import BagianKelayakan, DokumenAturan, SyaratAturan
from jaminan.bulan import format_tanggal

SOON = 60  # days


@dataclass(frozen=True, slots=True)
class DokumenAda:
    """A document as the rule needs it; `sampai` is the end that is written on it."""

    jenis: JenisDokumen
    tanggal: date
    sampai: date | None = None


@dataclass(frozen=True, slots=True)
class Butir:
    """One requirement on a day: met by a document until a day, run out, or never met."""

    syarat: SyaratAturan
    dokumen: JenisDokumen | None = None
    sampai: date | None = None
    terpenuhi: bool = False
    segera: bool = False

    @property
    def teks(self) -> str:
        """The state in words."""
        if self.dokumen is None:
            names = " atau ".join(str(one.jenis.label) for one in self.syarat.dokumen)
            return f"Belum ada. Yang diminta: {names}."
        name = str(self.dokumen.label)
        if not self.terpenuhi:
            return f"{name} habis berlaku {format_tanggal(self.sampai)}." if self.sampai else f"{name} belum berlaku."
        return f"{name}, berlaku sampai {format_tanggal(self.sampai)}." if self.sampai else f"{name}."


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """All requirements of a person on a day."""

    butir: tuple[Butir, ...]

    @property
    def terpenuhi(self) -> int:
        return sum(one.terpenuhi for one in self.butir)

    @property
    def skor(self) -> int:
        """Percent of the requirements that are met, rounded down; without a requirement, whole."""
        return 100 * self.terpenuhi // len(self.butir) if self.butir else 100

    @property
    def lengkap(self) -> bool:
        return self.terpenuhi == len(self.butir)

    @property
    def kurang(self) -> list[str]:
        """What is missing, by name."""
        return [one.syarat.nama for one in self.butir if not one.terpenuhi]


def completeness(syarat: Iterable[SyaratAturan], dokumen: Sequence[DokumenAda], hari: date) -> Kelengkapan:
    """The checklist of a person on a day."""
    return Kelengkapan(tuple(_item(one, dokumen, hari) for one in syarat))


def valid_until(dokumen: DokumenAda, aturan: DokumenAturan) -> date | None:
    """The last day of a document: what is written on it or what the rule allows, whichever is first; None: no end."""
    ends = [dokumen.sampai] if dokumen.sampai else []
    if aturan.berlaku_bulan:
        ends.append(months_after(dokumen.tanggal, aturan.berlaku_bulan))
    return min(ends, default=None)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; 31 August plus six months is the last of February.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _item(syarat: SyaratAturan, dokumen: Sequence[DokumenAda], hari: date) -> Butir:
    found = [(one, valid_until(one, rule)) for rule in syarat.dokumen for one in dokumen if one.jenis == rule.jenis]
    valid = [(one, end) for one, end in found if one.tanggal <= hari and (end is None or hari <= end)]
    if valid:
        best, end = max(valid, key=lambda pair: (pair[1] is None, pair[1] or date.max))
        return Butir(syarat, best.jenis, end, True, end is not None and (end - hari).days <= SOON)
    if found:
        last, end = max(found, key=lambda pair: pair[0].tanggal)
        return Butir(syarat, last.jenis, end if end is not None and end < hari else None)
    return Butir(syarat)


def requirements_in_words(part: BagianKelayakan) -> list[tuple[str, str, str, str]]:
    """Each requirement and each exclusion: what it is about, in a sentence, its pasal and its note."""
    rows = [(f"Syarat: {one.nama.lower()}", _documents(one), one.pasal, one.catatan) for one in part.syarat]
    for rule in part.ganda:
        names = ", ".join(str(one.label) for one in rule.skema)
        rows.append(("Jaminan ganda", f"Tidak ditagih di sini: {names}.", rule.pasal, rule.catatan))
    if part.jamkesda is not None:
        own = part.jamkesda
        text = f"Register kedua untuk warga, menurut {own.peraturan}: {own.kutipan}."
        rows.append((own.nama, text, f"{own.pasal} {own.peraturan}", own.catatan))
    return rows


def _documents(syarat: SyaratAturan) -> str:
    names = [
        f"{one.jenis.label}{f' (berlaku {one.berlaku_bulan} bulan)' if one.berlaku_bulan else ''}"
        for one in syarat.dokumen
    ]
    return f"Salah satu dari {', '.join(names)}." if len(names) > 1 else f"{names[0]}."
