"""Compares family members. They owe nothing of their own; a rupiah on their row is a difference by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rekonsiliasi.enums import JenisSelisih, RinciSelisih

from .bentuk import EMPTY, BarisBpjs, Beda, BukuBulan, KeluargaKita, Temuan
from .cocok import HasilCocok
from .data import birth_text, code_of, differing_family_data, status_text

COVERED = "Ditanggung"
UNKNOWN = "Tidak ada di daftar desa"


def compare_family(buku: BukuBulan, cocok: HasilCocok) -> Iterator[Temuan]:
    """Members too many, too few, or recorded otherwise. A list without any family row says nothing of families."""
    rows = [row for row in buku.bpjs if row.hubungan != 1]
    if not rows:
        return
    officials = {pair.kita.nik: pair.kita.id for pair in cocok.pasangan if pair.kita.nik}
    seated = {pair.kita.nik for pair in cocok.pasangan if pair.baris is not None and pair.kita.nik}
    claims, rest = _match(buku.keluarga, rows)
    for member, row in claims:
        yield from _member(buku, member, row)
    for row, is_repeated in rest:
        yield from _surplus(buku, row, officials, seated, is_repeated=is_repeated)
    yield from _missing(buku, cocok, {member.nik or member.kartu for member, _ in claims})


def _match(
    family: Iterable[KeluargaKita], rows: list[BarisBpjs]
) -> tuple[list[tuple[KeluargaKita, BarisBpjs]], list[tuple[BarisBpjs, bool]]]:
    """Pairs by NIK, else by card; the rows left over, each with whether its person stands on another row."""
    by_nik, by_card = _family_by_number(family)
    pairs: dict[str, tuple[KeluargaKita, BarisBpjs]] = {}
    rest = []
    seen: set[str] = set()
    for row in sorted(rows, key=lambda one: (not one.aktif, one.desa, one.nik, one.kartu, one.nomor, one.id)):
        member = by_nik.get(row.nik) or by_card.get(row.kartu)
        key = (member.nik or member.kartu) if member else (row.nik or row.kartu or f"#{row.id}")
        if member is not None and key not in seen:
            pairs[key] = (member, row)
        else:
            rest.append((row, key in seen))
        seen.add(key)
    return list(pairs.values()), rest


def _family_by_number(family: Iterable[KeluargaKita]) -> tuple[dict[str, KeluargaKita], dict[str, KeluargaKita]]:
    """A child of two officials is one person, covered where either covers it."""
    by_nik: dict[str, KeluargaKita] = {}
    by_card: dict[str, KeluargaKita] = {}
    for member in sorted(family, key=_rank):
        if member.nik:
            by_nik.setdefault(member.nik, member)
        if member.kartu:
            by_card.setdefault(member.kartu, member)
    return by_nik, by_card


def _rank(member: KeluargaKita) -> tuple[object, ...]:
    """Covered first; then by what is stored, so that the order of the list decides nothing."""
    born = member.lahir.toordinal() if member.lahir else 0
    return (not member.ditanggung, member.peserta, member.nik, member.kartu, member.nama, born, member.alasan)


def _member(buku: BukuBulan, member: KeluargaKita, row: BarisBpjs) -> Iterator[Temuan]:
    details: tuple[Beda, ...] = ()
    code = str(RinciSelisih.KELUARGA_STATUS)
    if row.aktif and not member.ditanggung:
        details = (Beda("Keluarga", member.alasan or "Tidak ditanggung", status_text(row)),)
    elif not row.aktif and member.ditanggung:
        details = (Beda("Keluarga", COVERED, status_text(row)),)
    elif row.aktif:
        details = differing_family_data(member, row)
        code = code_of(details) if details else code
    if details or row.jumlah:
        yield _finding(buku, row, member.peserta, details, RinciSelisih.KELUARGA_BERIURAN if row.jumlah else code)


def _surplus(
    buku: BukuBulan, row: BarisBpjs, officials: dict[str, int], seated: set[str], *, is_repeated: bool
) -> Iterator[Temuan]:
    """An active row of a stranger, of somebody twice, or of an official who has a row of their own."""
    if row.tidur:
        return
    if is_repeated or row.nik in seated:
        detail = Beda("Baris berkas", "Satu orang, satu baris", f"Baris {row.nomor}, {status_text(row)}")
        yield Temuan(
            buku.bulan, JenisSelisih.GANDA, row.nama, row.nik, officials.get(row.nik), row.id, row.desa,
            bpjs=row.jumlah, rincian=(detail,), rinci=RinciSelisih.DUA_BARIS,
        )  # fmt: skip
    elif row.nik not in officials or row.jumlah:
        detail = Beda("Keluarga", UNKNOWN, f"{status_text(row)}, lahir {birth_text(row.lahir)}")
        code = RinciSelisih.KELUARGA_BERIURAN if row.jumlah else RinciSelisih.KELUARGA_LEBIH
        yield _finding(buku, row, officials.get(row.nik), (detail,), code)


def _missing(buku: BukuBulan, cocok: HasilCocok, present: set[str]) -> Iterator[Temuan]:
    """Covered members of an official with an active row who stand nowhere in the list."""
    active = {pair.kita.id for pair in cocok.pasangan if pair.baris is not None and pair.baris.aktif}
    own_rows = {number for row in buku.bpjs if row.hubungan == 1 for number in (row.nik, row.kartu) if number}
    absent: dict[str, list[KeluargaKita]] = defaultdict(list)
    for member in buku.keluarga:
        key = member.nik or member.kartu
        if member.ditanggung and member.peserta in active and key not in present and not own_rows & {key, member.kartu}:
            absent[key or f"{member.peserta} {member.nama}"].append(member)
    for members in absent.values():
        member = min(members, key=lambda one: (one.peserta, one.nama))
        yield Temuan(
            buku.bulan, JenisSelisih.KELUARGA_BERBEDA, member.nama, member.nik, member.peserta, None, member.desa,
            rincian=(Beda("Keluarga", COVERED, EMPTY),), rinci=RinciSelisih.KELUARGA_KURANG,
        )  # fmt: skip


def _finding(buku: BukuBulan, row: BarisBpjs, peserta: int | None, details: tuple[Beda, ...], rinci: str) -> Temuan:
    return Temuan(
        buku.bulan, JenisSelisih.KELUARGA_BERBEDA, row.nama, row.nik, peserta, row.id, row.desa,
        bpjs=row.jumlah, rincian=details, rinci=rinci,
    )  # fmt: skip
