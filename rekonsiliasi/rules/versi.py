"""What changed between two versions of BPJS' list: who came, who left, and which columns of whom. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jaminan.bulan import format_tanggal
from jaminan.rupiah import format_rupiah

from .bentuk import EMPTY, BarisBpjs
from .data import RELATED, SEX, status_text


@dataclass(frozen=True, slots=True)
class UbahBaris:
    """One person of whom the newer version says something else: column, before, after."""

    lama: BarisBpjs
    baru: BarisBpjs
    kolom: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class UbahVersi:
    """The newer version against the older one. Amounts in rupiah."""

    datang: tuple[BarisBpjs, ...]
    pergi: tuple[BarisBpjs, ...]
    berubah: tuple[UbahBaris, ...]
    tetap: int

    @property
    def jumlah(self) -> int:
        """What the newer version bills more."""
        changed = sum(one.baru.jumlah - one.lama.jumlah for one in self.berubah)
        return sum(row.jumlah for row in self.datang) - sum(row.jumlah for row in self.pergi) + changed


def compare_versions(lama: Iterable[BarisBpjs], baru: Iterable[BarisBpjs]) -> UbahVersi:
    """Rows are found again by NIK, else by card number; a person's second row by its place among theirs."""
    before: defaultdict[tuple[str, str], list[BarisBpjs]] = defaultdict(list)
    for row in sorted(lama, key=lambda one: one.nomor):
        before[row.dikenal].append(row)
    came, changed, same = [], [], 0
    for row in sorted(baru, key=lambda one: one.nomor):
        earlier = before[row.dikenal].pop(0) if before[row.dikenal] else None
        columns = _columns(earlier, row) if earlier else ()
        if earlier is None:
            came.append(row)
        elif columns:
            changed.append(UbahBaris(earlier, row, columns))
        else:
            same += 1
    left = sorted((row for rows in before.values() for row in rows), key=lambda one: one.nomor)
    return UbahVersi(tuple(came), tuple(left), tuple(changed), same)


def _columns(lama: BarisBpjs, baru: BarisBpjs) -> tuple[tuple[str, str, str], ...]:
    said = zip(_said(lama), _said(baru), strict=True)
    return tuple((name, before or EMPTY, after or EMPTY) for (name, before), (_, after) in said if before != after)


def _said(row: BarisBpjs) -> list[tuple[str, str]]:
    """Everything that a row says, as people read it."""
    return [
        ("Nomor kartu", row.kartu[-4:].rjust(len(row.kartu), "*")),
        ("Nama", row.nama),
        ("Tanggal lahir", format_tanggal(row.lahir) if row.lahir else ""),
        ("Jenis kelamin", SEX.get(row.jenis_kelamin, "")),
        ("Hubungan", RELATED.get(row.hubungan, str(row.hubungan))),
        ("Status", status_text(row)),
        ("Kelas", row.kelas),
        ("Desa", f"{row.desa} {row.nama_desa}".strip()),
        ("Gaji", format_rupiah(row.gaji)),
        ("Iuran pemberi kerja", format_rupiah(row.pemberi_kerja)),
        ("Iuran peserta", format_rupiah(row.peserta)),
    ]
