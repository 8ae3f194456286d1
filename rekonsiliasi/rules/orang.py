"""Compares the officials of one month; every rupiah of either book ends in exactly one finding or in a match."""

from collections.abc import Iterable, Iterator

from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import JenisSelisih, RinciSelisih

from .bentuk import EMPTY, BarisBpjs, Beda, BukuBulan, Dikenal, PesertaKita, Temuan
from .cocok import HasilCocok, Pasangan
from .data import (
    RELATED,
    code_of,
    differing_amounts,
    differing_data,
    is_rounding,
    same_amounts,
    states_other_wage,
    status_text,
)
from .mirip import Usulan, suggest


def compare_people(buku: BukuBulan, cocok: HasilCocok) -> Iterator[Temuan]:
    """The findings of the officials' rows (Hubungan 1)."""
    as_family = _family_rows(buku.bpjs)
    for pair in cocok.pasangan:
        yield from _pair(buku, pair, as_family)
    for twin in cocok.kembar:
        detail = Beda("Desa", f"{twin.desa} {twin.nama_desa}".strip(), EMPTY)
        yield _ours(buku, JenisSelisih.GANDA, twin, (detail,), RinciSelisih.DUA_KALI_KITA)
    known = _Dikenal(buku)
    asked = _suggestions(buku, cocok, known)
    for group in cocok.sisa:
        yield from _stranger(buku, group, known, asked)


class _Dikenal:
    """People of ours whom a stranger's row may be: by a person's word, by NIK, by card; and who a number belongs to."""

    def __init__(self, buku: BukuBulan) -> None:
        people = sorted(buku.dikenal, key=lambda one: one.id)
        self.by_id = {one.id: one for one in people}
        self.by_number = {one.kartu: one for one in people if one.kartu} | {one.nik: one for one in people if one.nik}
        self.billed = {number for one in buku.kita for number in (one.nik, one.kartu) if number}
        self.family = {number for one in buku.keluarga for number in (one.nik, one.kartu) if number}
        self.setuju = buku.ingatan.setuju

    def of(self, row: BarisBpjs) -> Dikenal | None:
        said = self.by_id.get(self.setuju.get(row.dikenal, 0))
        return said or self.by_number.get(row.nik) or self.by_number.get(row.kartu)

    def code(self, row: BarisBpjs, person: Dikenal | None) -> str:
        """Which case of a stranger a row is."""
        if person is not None:
            return person.rinci or (RinciSelisih.DIKECUALIKAN if person.menjabat else RinciSelisih.HABIS_MASA)
        if self.billed & {row.nik, row.kartu}:
            return RinciSelisih.NIK_ORANG_LAIN
        return RinciSelisih.KELUARGA_KITA if self.family & {row.nik, row.kartu} else RinciSelisih.TIDAK_DIKENAL


def _suggestions(buku: BukuBulan, cocok: HasilCocok, known: _Dikenal) -> dict[int, Usulan]:
    """Who of ours without a row may be a row that is nobody's."""
    missing: list[PesertaKita | Dikenal] = [pair.kita for pair in cocok.pasangan if pair.baris is None]
    strangers = [group[0] for group in cocok.sisa if known.of(group[0]) is None]
    named = {id(known.of(row)) for group in cocok.sisa for row in group}
    return suggest([*missing, *(one for one in buku.dikenal if id(one) not in named)], strangers, buku.ingatan)


def _family_rows(rows: Iterable[BarisBpjs]) -> dict[str, BarisBpjs]:
    """The row of each person whom BPJS lists as somebody's family: an active one, else the first of the list."""
    best_last = sorted(rows, key=lambda row: (not row.aktif, row.nomor, row.id), reverse=True)
    return {row.nik: row for row in best_last if row.hubungan != 1 and row.nik}


def _pair(buku: BukuBulan, pair: Pasangan, as_family: dict[str, BarisBpjs]) -> Iterator[Temuan]:
    if pair.baris is None:
        details = _why_missing(pair.kita, as_family)
        code = RinciSelisih.HUBUNGAN if details else pair.kita.pendaftaran or RinciSelisih.TIDAK_TERCANTUM
        yield _ours(buku, JenisSelisih.HANYA_KITA, pair.kita, details, code)
    else:
        yield from _compared(buku, pair.kita, pair.baris)
    for row in pair.lebih:
        if not row.tidur:
            code = _twice(pair.baris or row, row)
            yield _theirs(buku, JenisSelisih.GANDA, row, _repeated(row), pair.kita.id, rinci=code)


def _why_missing(person: PesertaKita, as_family: dict[str, BarisBpjs]) -> tuple[Beda, ...]:
    row = as_family.get(person.nik)
    return (Beda("Hubungan", RELATED[1], RELATED[row.hubungan]),) if row else ()


def _compared(buku: BukuBulan, ours: PesertaKita, row: BarisBpjs) -> Iterator[Temuan]:
    """At most one finding that carries the rupiah, and one for the other columns that carries none."""
    jenis = _kind_of_amount(ours, row)
    if jenis is not None:
        details = differing_amounts(ours, row)
        if jenis == JenisSelisih.STATUS_BERBEDA:
            details = (Beda("Status", "Aktif", status_text(row)), *details)
        yield Temuan(
            buku.bulan, jenis, ours.nama, ours.nik, ours.id, row.id, ours.desa,
            kita=ours.jumlah, bpjs=row.jumlah, rincian=details, rinci=_case_of_amount(jenis, ours, row),
        )  # fmt: skip
    data = differing_data(ours, row)
    if data:
        yield Temuan(
            buku.bulan, JenisSelisih.DATA_BERBEDA, ours.nama, ours.nik, ours.id, row.id, ours.desa, rincian=data,
            rinci=code_of(data),
        )  # fmt: skip


def _kind_of_amount(ours: PesertaKita, row: BarisBpjs) -> JenisSelisih | None:
    if not row.aktif:
        return JenisSelisih.STATUS_BERBEDA
    if states_other_wage(ours, row):
        return JenisSelisih.GAJI_BERBEDA
    if same_amounts(ours, row):
        return None
    return JenisSelisih.PEMBULATAN if is_rounding(ours, row) else JenisSelisih.GAJI_BERBEDA


def _case_of_amount(jenis: JenisSelisih, ours: PesertaKita, row: BarisBpjs) -> str:
    if jenis == JenisSelisih.STATUS_BERBEDA:
        return RinciSelisih.NONAKTIF
    if jenis == JenisSelisih.PEMBULATAN:
        return ""
    return RinciSelisih.UPAH if states_other_wage(ours, row) else RinciSelisih.IURAN


def _twice(first: BarisBpjs, row: BarisBpjs) -> str:
    return RinciSelisih.DUA_BARIS if first.desa == row.desa else RinciSelisih.DUA_DESA


def _stranger(
    buku: BukuBulan, group: tuple[BarisBpjs, ...], known: _Dikenal, asked: dict[int, Usulan]
) -> Iterator[Temuan]:
    """Rows of one person who owes nothing here: a former official, one who is not billed, or nobody of ours.

    A row that claims nothing is told only where a person is asked whether it is one of ours.
    """
    claims = [row for row in group if not row.tidur]
    for row in claims[1:]:
        person = known.of(row)
        code = _twice(claims[0], row)
        yield _theirs(buku, JenisSelisih.GANDA, row, _repeated(row), person.id if person else None, rinci=code)
    for row in claims[:1] or [one for one in group[:1] if one.id in asked]:
        person, may_be = known.of(row), asked.get(group[0].id)
        jenis = JenisSelisih.STATUS_BERBEDA if person and person.menjabat else JenisSelisih.HANYA_BPJS
        details = (Beda("Status", person.alasan, status_text(row)),) if person else ()
        yield _theirs(
            buku, jenis, row, details, person.id if person else None, rinci=known.code(row, person), usulan=may_be
        )


def _repeated(row: BarisBpjs) -> tuple[Beda, ...]:
    return (
        Beda("Baris berkas", "Satu orang, satu iuran", f"Baris {row.nomor}, {status_text(row)}"),
        Beda("Desa", EMPTY, f"{row.desa} {row.nama_desa}".strip()),
        Beda("Iuran", EMPTY, format_rupiah(row.jumlah)),
    )


def _ours(buku: BukuBulan, jenis: JenisSelisih, ours: PesertaKita, details: tuple[Beda, ...], rinci: str) -> Temuan:
    return Temuan(
        buku.bulan, jenis, ours.nama, ours.nik, ours.id, None, ours.desa, kita=ours.jumlah, rincian=details, rinci=rinci
    )


def _theirs(
    buku: BukuBulan,
    jenis: JenisSelisih,
    row: BarisBpjs,
    details: tuple[Beda, ...],
    peserta: int | None,
    *,
    rinci: str,
    usulan: Usulan | None = None,
) -> Temuan:
    return Temuan(
        buku.bulan, jenis, row.nama, row.nik, peserta, row.id, row.desa, bpjs=row.jumlah, rincian=details, rinci=rinci,
        mungkin=usulan.peserta if usulan else None, mirip=usulan.mirip if usulan else 0,
    )  # fmt: skip
