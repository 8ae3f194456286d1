"""Writes what a comparison found over what an earlier one left: a line lives on, with its decision and its talk."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from jaminan.bulan import Bulan
from rekonsiliasi.enums import Perbandingan
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.queries.tagihan import villages_by_code
from rekonsiliasi.rules import Temuan

DECISION = ("sebab", "pihak", "tindak_lanjut", "diputus_oleh_id", "diputus_pada")
FOUND = (
    "rekonsiliasi", "bulan", "jenis", "rinci", "peserta", "baris", "desa", "penanggung", "nik", "nama", "kita", "bpjs",
    "jumlah", "jumlah_setoran", "rincian", "mungkin", "mirip", "perbandingan", "kunci", "sejak",
)  # fmt: skip
KEYS = {name: f"{name}_id" for name in ("rekonsiliasi", "peserta", "baris", "desa", "mungkin")}
ANSWERED = (
    "jawaban_lama", "sebab", "pihak", "tindak_lanjut", "diputus_oleh", "diputus_pada", "tenggat", "dikembalikan",
    "selesai_oleh", "selesai_pada", "versi",
)  # fmt: skip
MOST = 1_000  # rows a statement
Kunci = tuple[object, ...]
Kartu = dict[int, str]


class _Lama:
    """The lines of earlier comparisons, found again by what they are about."""

    def __init__(self, rows: Iterable[Selisih]) -> None:
        self.free: dict[int, Selisih] = {}
        self.exact: defaultdict[Kunci, list[int]] = defaultdict(list)
        self.alike: defaultdict[Kunci, list[int]] = defaultdict(list)
        for row in sorted(rows, key=lambda one: (one.perbandingan == Perbandingan.HILANG, not one.sebab, one.pk)):
            about, figures = _about(row, row.baris.nomor_kartu if row.baris else ""), _figures(row)
            self.free[row.pk] = row
            self.exact[about + figures].append(row.pk)
            self.alike[about].append(row.pk)

    def take(self, index: dict[Kunci, list[int]], key: Kunci) -> Selisih | None:
        pk = next((pk for pk in index.get(key, ()) if pk in self.free), None)
        return self.free.pop(pk) if pk is not None else None


def write_lines(rekonsiliasi: Rekonsiliasi, found: Sequence[Temuan]) -> dict[str, int]:
    """Writes every difference; answers how many are new, as before, changed in their figures, and gone.

    A line with other figures than before lays its answer aside as `jawaban_lama`; one that is found no more stays in
    `Selisih.semua` with everything that was said about it.
    """
    villages, cards = villages_by_code(rekonsiliasi.kabupaten), _cards(rekonsiliasi)
    rows = [_as_row(rekonsiliasi, one, villages) for one in found]
    _name_matters(rekonsiliasi, rows, {pk: code for code, pk in villages.items()}, cards)
    old = _Lama(Selisih.semua.filter(rekonsiliasi=rekonsiliasi).select_related("baris"))
    keys = [_about(row, cards.get(row.baris_id or 0, "")) for row in rows]
    again = [old.take(old.exact, key + _figures(row)) for key, row in zip(keys, rows, strict=True)]
    kept: list[Selisih] = []
    changed: list[Selisih] = []
    fresh: list[Selisih] = []
    for row, key, same in zip(rows, keys, again, strict=True):
        before = same or old.take(old.alike, key)
        if before is None:
            fresh.append(row)
        else:
            (kept if same else changed).append(_live_on(row, before, changed=same is None))
    Selisih.semua.bulk_create(fresh, batch_size=MOST)
    _rewrite(kept, FOUND)
    _rewrite(changed, (*FOUND, *ANSWERED))
    gone = [row for row in old.free.values() if row.perbandingan != Perbandingan.HILANG]
    Selisih.semua.filter(pk__in=[row.pk for row in gone]).update(perbandingan=Perbandingan.HILANG)
    return {"baru": len(fresh), "tetap": len(kept), "berubah": len(changed), "hilang": len(gone)}


def _rewrite(rows: list[Selisih], fields: tuple[str, ...]) -> None:
    if rows:
        Selisih.semua.bulk_create(
            rows, batch_size=MOST, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )


def _live_on(row: Selisih, before: Selisih, *, changed: bool) -> Selisih:
    """The earlier line with what was found now."""
    answer = {name: getattr(before, name) for name in ("sebab", "pihak", "tindak_lanjut")}
    for name in FOUND:
        setattr(before, KEYS.get(name, name), getattr(row, KEYS.get(name, name)))
    before.perbandingan = Perbandingan.BERUBAH if changed else Perbandingan.TETAP
    if changed and answer["sebab"]:
        before.jawaban_lama = answer
        for name in DECISION:
            setattr(before, name, None if name.startswith("diputus") else "")
        before.tenggat = before.selesai_oleh = before.selesai_pada = None
        before.dikembalikan, before.versi = "", before.versi + 1
    return before


def key_of(row: Selisih, code: str, card: str) -> str:
    """The same matter in every month: kind, person, place (its code) and payer, whatever the rupiah."""
    who = f"{row.peserta_id or ''}|{row.nik or card or row.nama}"
    return hashlib.sha256("|".join((row.jenis, who, code, row.penanggung)).encode()).hexdigest()


def _name_matters(rekonsiliasi: Rekonsiliasi, rows: Sequence[Selisih], codes: dict[int, str], cards: Kartu) -> None:
    """Says what each line is about, and since which month the same was found without a gap."""
    first = Bulan.of(rekonsiliasi.bulan_mulai).previous().first_day
    earlier = Selisih.objects.filter(rekonsiliasi__kabupaten=rekonsiliasi.kabupaten, bulan=first).exclude(kunci="")
    since = {(first, kunci): day or first for kunci, day in earlier.values_list("kunci", "sejak")}
    for row in sorted(rows, key=lambda one: one.bulan):
        row.kunci = key_of(row, codes.get(row.desa_id or 0, ""), cards.get(row.baris_id or 0, ""))
        row.sejak = since.get((Bulan.of(row.bulan).previous().first_day, row.kunci), row.bulan)
        since[row.bulan, row.kunci] = row.sejak


def _about(row: Selisih, card: str) -> Kunci:
    """What a line is about: month, kind, person, place and payer."""
    who = row.nik or card or row.nama
    return (row.bulan, row.jenis, row.peserta_id, who, row.desa_id, row.penanggung)


def _figures(row: Selisih) -> Kunci:
    return ((row.kita, row.bpjs, row.jumlah_setoran), tuple(detail["kolom"] for detail in row.rincian))


def _cards(rekonsiliasi: Rekonsiliasi) -> dict[int, str]:
    rows = rekonsiliasi.tagihan.filter(baris__nik="").values_list("baris__id", "baris__nomor_kartu")
    return {pk: card for pk, card in rows if pk is not None}


def _as_row(rekonsiliasi: Rekonsiliasi, finding: Temuan, villages: dict[str, int]) -> Selisih:
    values: dict[str, Any] = {
        name: getattr(finding, name)
        for name in ("jenis", "rinci", "penanggung", "nik", "kita", "bpjs", "jumlah", "jumlah_setoran", "mirip")
    }
    return Selisih(
        rekonsiliasi=rekonsiliasi,
        bulan=finding.bulan.first_day,
        peserta_id=finding.peserta,
        baris_id=finding.baris,
        mungkin_id=finding.mungkin,
        desa_id=villages.get(finding.desa),
        nama=finding.nama[:120],
        rincian=[detail.as_dict() for detail in finding.rincian],
        **values,
    )


def take_over(earlier: Iterable[Rekonsiliasi], target: Rekonsiliasi) -> None:
    """The lines of the comparisons that become part of this one move to it."""
    others = [one for one in earlier if one.pk != target.pk]
    Selisih.semua.filter(rekonsiliasi__in=others).update(rekonsiliasi=target)
    for one in others:
        one.delete()


def told(rekonsiliasi: Rekonsiliasi, changes: dict[str, int]) -> dict[str, Any]:
    """The figures of a comparison for the audit."""
    return {
        "sampai": str(Bulan.of(rekonsiliasi.bulan_sampai)),
        "total_kita": rekonsiliasi.total_kita,
        "total_bpjs": rekonsiliasi.total_bpjs,
        "total_setoran": rekonsiliasi.total_setoran,
        **changes,
    }
