"""What a plan assumes: the rule of each month of a year, the typed guess of a wage floor, and all of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from desa.enums import Jabatan
from desa.models import Kabupaten, Peraturan
from desa.parameters import BagianIuran, KumpulanNilai, Nilai, NilaiTidakAda, Tempat
from desa.parameters.nilai import short_name
from desa.queries.peraturan import bagian_iuran, in_force_on, nilai_rows, tempat_of
from iuran.rules import Ketentuan, resolve
from iuran.rules.anggaran import Posisi, raised
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import basis_points_to_percent, format_count, format_rupiah


@dataclass(frozen=True, slots=True)
class Kenaikan:
    """A rise as somebody typed it: basis points of the present amount, or rupiah on top of it."""

    satuan: Literal["persen", "rupiah"]
    angka: int

    def on(self, amount: int) -> int:
        return raised(amount, self.angka) if self.satuan == "persen" else amount + self.angka

    @property
    def kalimat(self) -> str:
        if self.satuan == "rupiah":
            return f"naik {format_rupiah(self.angka)}"
        return f"naik {_percent(self.angka)}"


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What the planner asks: a rise of the wage floor (None: as the law values say), of wages, more posts."""

    upah_minimum: Kenaikan | None = None
    kenaikan_gaji: int = 0
    tambahan: tuple[tuple[str, int], ...] = ()
    diisi_lagi: bool = True


@dataclass(frozen=True, slots=True)
class AturanSetahun:
    """The rule of each month in which the regulation is in force, and how the floor came to be."""

    aturan: dict[Bulan, Ketentuan]
    andaian_upah: str = ""


def rules_of_year(kabupaten: Kabupaten, tahun: int, diminta: Permintaan, peraturan: Peraturan) -> AturanSetahun:
    """The rules of a year; a floor that is missing is taken only from what the planner typed.

    Raises Kesalahan when a value is missing and nothing was typed.
    """
    rows, tempat, bagian = nilai_rows(kabupaten), tempat_of(kabupaten), bagian_iuran(peraturan)
    told = ""
    if diminta.upah_minimum is not None and bagian.dasar.batas_bawah:
        guess, told = _assumed(bagian, rows, tempat, tahun, diminta.upah_minimum)
        rows = [one for one in rows if not _of_year(one, guess)] + [guess]
    months = [month for month in Bulan(tahun, 1).until(Bulan(tahun, 12)) if in_force_on(peraturan, month.first_day)]
    values = KumpulanNilai(rows)
    try:
        found = {month: resolve(peraturan.judul, bagian, values, tempat, month) for month in months}
    except NilaiTidakAda as missing:
        raise Kesalahan(
            missing.pesan, "Ketik kenaikan upah minimum yang Anda perkirakan. Portal tidak menebak nilai."
        ) from None
    return AturanSetahun(found, told)


def _of_year(value: Nilai, guess: Nilai) -> bool:
    same = (value.kunci, value.kabupaten, value.provinsi) == (guess.kunci, guess.kabupaten, guess.provinsi)
    return same and value.mulai.year == guess.mulai.year


def _assumed(
    bagian: BagianIuran, rows: Sequence[Nilai], tempat: Tempat, tahun: int, kenaikan: Kenaikan
) -> tuple[Nilai, str]:
    """The floor of the year as the planner sees it, from the one of the year before, and that in words."""
    before = KumpulanNilai(rows).first(bagian.dasar.batas_bawah, tempat, Bulan(tahun - 1, 12))
    amount = kenaikan.on(before.rupiah)
    name = short_name(before.kunci)
    told = (
        f"{name} {tahun} dianggap {format_rupiah(amount)}, yaitu {name} {tahun - 1} {format_rupiah(before.rupiah)} "
        f"{kenaikan.kalimat}. Ini andaian yang diketik, bukan nilai peraturan."
    )
    guess = Nilai(
        before.kunci, date(tahun, 1, 1), None, Decimal(amount), "Andaian", before.kabupaten, before.provinsi,
        "belum_dikonfirmasi",
    )  # fmt: skip
    return guess, told


def sentences(
    rules: AturanSetahun, diminta: Permintaan, posisi: Sequence[Posisi], unpaid: int, tahun: int, today: date
) -> list[str]:
    """Every assumption of the plan, as it is printed beside the figures."""
    ends = sum(one.sampai is not None and one.sampai < Bulan(tahun, 12) for one in posisi)
    refilled = "dianggap diisi lagi dengan penghasilan yang sama, tanpa bulan kosong"
    found = [
        f"Daftar perangkat per {format_tanggal(today)}: {format_count(len(posisi))} orang yang iurannya ditagih.",
        f"{ends} jabatan berakhir sebelum Desember {tahun}; {refilled if diminta.diisi_lagi else 'tidak diisi lagi'}."
        if ends
        else f"Tidak ada jabatan yang tercatat berakhir sebelum Desember {tahun}.",
        f"Penghasilan tetap {'naik ' + _percent(diminta.kenaikan_gaji) if diminta.kenaikan_gaji else 'tidak berubah'}.",
        *_limits(rules),
    ]
    for jabatan, count in diminta.tambahan:
        if count:
            found.append(f"Ditambah {count} {Jabatan(jabatan).label}, dengan penghasilan yang paling umum di sini.")
    if unpaid:
        found.append(f"{format_count(unpaid)} orang belum punya penghasilan tercatat dan tidak ikut dihitung.")
    return found


def _limits(rules: AturanSetahun) -> list[str]:
    found = [rules.andaian_upah] if rules.andaian_upah else []
    last = next(reversed(rules.aturan.values()), None)
    values = last.nilai if last else []
    known = [one for one in values if one.sumber != "Andaian"]
    found += [f"{_title(one.kunci)} {format_rupiah(one.rupiah)}: {one.sumber}." for one in known]
    return found or ["Peraturan ini tidak mengenal batas bawah maupun batas atas."]


def _title(kunci: str) -> str:
    name = short_name(kunci)
    return f"{name[0].upper()}{name[1:]}"


def _percent(basis_points: int) -> str:
    return f"{basis_points_to_percent(basis_points).replace('.', ',')} %"
