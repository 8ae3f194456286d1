"""Checks a regulation file against what the portal already knows; every error at once, with its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from desa.enums import Kepastian
from desa.models import Kabupaten, ParameterValue, Peraturan
from desa.parameters import Nilai
from desa.parameters.bagian import TarifAturan
from desa.parameters.berkas import Berkas, BerkasSalah, GalatBerkas
from desa.parameters.nilai import NAMA_KUNCI
from desa.parameters.peraturan import DasarAturan, IsiPeraturan, KepalaPeraturan, NilaiAturan
from jaminan.bulan import Bulan, format_tanggal

Kunci = tuple[str, str, str, date]
# What may still change in a regulation by which a month was assessed: words and account codes, never a rule or a date.
# An article on which it was silent may be added.
WORDS = ("kutipan", "bacaan", "anggaran")


@dataclass(frozen=True, slots=True)
class Muatan:
    """A checked file: its content, its regency (None: national), what it replaces and what it repeals."""

    isi: IsiPeraturan
    kabupaten: Kabupaten | None
    lama: Peraturan | None
    dicabut: list[Peraturan]

    @property
    def berubah(self) -> bool:
        """Whether the stored regulation says something else than the file."""
        return self.lama is None or self.lama.isi != stored_form(self.isi)


def stored_form(isi: IsiPeraturan) -> dict[str, Any]:
    """The regulation as it is kept: all of the file but the values, which have rows of their own."""
    return isi.model_dump(mode="json", exclude={"nilai"})


def read_muatan(text: str) -> Muatan:
    """The file, checked whole. Raises BerkasSalah with every error and its line."""
    berkas = Berkas(text)
    isi, errors = berkas.fit(IsiPeraturan)
    head = berkas.fit(KepalaPeraturan, "peraturan")[0]
    dasar = berkas.fit(DasarAturan, "iuran", "dasar")[0]
    rows = {place: row for place in range(berkas.count("nilai")) if (row := berkas.fit(NilaiAturan, "nilai", place)[0])}
    if head is not None:
        errors += _head_errors(berkas, head, isi)
        errors += [berkas.error(text, "nilai", place) for place, text in _foreign(head, rows)]
    if dasar is not None:
        errors += _key_errors(berkas, dasar, rows.values())
    errors += _tariff_errors(berkas, rows.values())
    errors += [berkas.error(text, "nilai", place) for place, text in _nilai_errors(rows)]
    if isi is None or errors:
        raise BerkasSalah(list(dict.fromkeys(errors)))
    return Muatan(isi, _kabupaten(isi.peraturan), _stored(isi.peraturan), repealed_by(isi.peraturan))


def _kabupaten(head: KepalaPeraturan) -> Kabupaten | None:
    return Kabupaten.objects.filter(kode=head.kabupaten).first() if head.kabupaten else None


def _stored(head: KepalaPeraturan) -> Peraturan | None:
    return Peraturan.objects.filter(kode=head.kode).select_related("kabupaten").first()


def _others(head: KepalaPeraturan) -> list[Peraturan]:
    """The other regulations of the regency that are in force on a day on which this one is."""
    until = head.berlaku_sampai or date.max
    still = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=head.berlaku_mulai)
    rows = Peraturan.objects.filter(still, berlaku_mulai__lte=until, kabupaten=_kabupaten(head)).exclude(kode=head.kode)
    return list(rows)


def repealed_by(head: KepalaPeraturan) -> list[Peraturan]:
    """The older regulations that this one names in `mencabut` and therefore ends."""
    return [
        other
        for other in _others(head)
        if head.mencabut in {other.kode, other.judul} and other.berlaku_mulai < head.berlaku_mulai
    ]


def assessed_since(peraturan: Peraturan, since: date) -> bool:
    """Whether a month from this day on was assessed by the regulation; assessments stand one floor up."""
    assessed = getattr(peraturan, "penetapan", None)
    return assessed is not None and assessed.filter(bulan__gte=since).exists()


def _head_errors(berkas: Berkas, head: KepalaPeraturan, isi: IsiPeraturan | None) -> Iterator[GalatBerkas]:
    if head.kabupaten and _kabupaten(head) is None:
        message = (
            f"kabupaten {head.kabupaten} belum dimuat; jalankan dahulu python manage.py muat_wilayah {head.kabupaten}"
        )
        yield berkas.error(message, "peraturan", "kabupaten")
        return
    stored = _stored(head)
    if stored is not None:
        yield from _change_errors(berkas, stored, head, isi)
    repealed = repealed_by(head)
    for other in _others(head):
        if other not in repealed:
            message = (
                f"masa berlakunya bertumpuk dengan {other.judul}, berlaku sejak {format_tanggal(other.berlaku_mulai)}; "
                f"isi mencabut: {other.kode}, atau atur berlaku_sampai"
            )
            yield berkas.error(message, "peraturan", "berlaku_mulai")
        elif assessed_since(other, head.berlaku_mulai):
            message = f"bulan sesudah tanggal ini sudah ditetapkan dengan {other.judul}; pilih tanggal mulai kemudian"
            yield berkas.error(message, "peraturan", "berlaku_mulai")


def _change_errors(
    berkas: Berkas, stored: Peraturan, head: KepalaPeraturan, isi: IsiPeraturan | None
) -> Iterator[GalatBerkas]:
    owner = stored.kabupaten.kode if stored.kabupaten else None
    if owner != head.kabupaten:
        yield berkas.error(f"kode {head.kode} sudah dipakai {stored.judul}", "peraturan", "kode")
    elif isi is not None and assessed_since(stored, date.min) and not only_adds(stored.isi, stored_form(isi)):
        message = (
            f"{stored.judul} sudah dipakai menetapkan iuran, isinya tidak dapat diubah; "
            "muat perubahannya sebagai peraturan baru dengan kode dan tanggal mulai sendiri"
        )
        yield berkas.error(message, "peraturan", "kode")


def only_adds(stored: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the new form keeps every rule of the stored one and only speaks where that was silent."""
    return all(key in WORDS or _keeps(value, new.get(key)) for key, value in stored.items())


def _keeps(stored: Any, new: Any) -> bool:
    if stored is None:
        return True
    if isinstance(stored, dict) and isinstance(new, dict):
        return all(_keeps(value, new.get(key)) for key, value in stored.items())
    return bool(stored == new)


def _foreign(head: KepalaPeraturan, rows: dict[int, NilaiAturan]) -> Iterator[tuple[int, str]]:
    """A regency's file may bring values of that regency and its province only."""
    if head.kabupaten is None:
        return
    for place, row in rows.items():
        if row.kabupaten != head.kabupaten and row.provinsi != head.kabupaten[:2]:
            yield place, f"nilai {row.kunci} harus milik kabupaten {head.kabupaten} atau provinsi {head.kabupaten[:2]}"


def _key_errors(berkas: Berkas, dasar: DasarAturan, rows: Iterable[NilaiAturan]) -> Iterator[GalatBerkas]:
    known = set(NAMA_KUNCI) | {row.kunci for row in rows}
    for place, key in enumerate(dasar.batas_bawah):
        if key not in known and not ParameterValue.objects.filter(kunci=key).exists():
            message = f"batas_bawah {key} tidak dikenal; periksa ejaannya, atau tambahkan nilainya pada bagian nilai"
            yield berkas.error(message, "iuran", "dasar", "batas_bawah", place)


def _tariff_errors(berkas: Berkas, rows: Iterable[NilaiAturan]) -> Iterator[GalatBerkas]:
    """A tariff that nobody has given a value could never be charged."""
    path = ("keluarga", "yang_lain", "iuran", "tarif")
    tarif = berkas.fit(TarifAturan, *path)[0]
    if tarif is None or tarif.kunci_nilai in {row.kunci for row in rows}:
        return
    if not ParameterValue.objects.filter(kunci=tarif.kunci_nilai).exists():
        message = (
            f"tarif {tarif.kunci} kelas {tarif.kelas} belum punya nilai; tambahkan {tarif.kunci_nilai} pada bagian "
            "nilai, atau periksa ejaannya"
        )
        yield berkas.error(message, *path, "kunci")


def _overlap(row: NilaiAturan, others: Iterable[NilaiAturan | ParameterValue]) -> date | None:
    """The start of another value of the same key and place that shares days with this one, where the earlier of the
    two states its end. An open end gives way to the next start."""
    for other in others:
        early, late = (row, other) if row.mulai < other.mulai else (other, row)
        same = key_of(row)[:3] == key_of(other)[:3] and early.mulai < late.mulai
        if same and early.sampai is not None and early.sampai >= late.mulai:
            return other.mulai
    return None


def _nilai_errors(rows: dict[int, NilaiAturan]) -> Iterator[tuple[int, str]]:
    seen: set[Kunci] = set()
    stored, used = stored_nilai(rows.values()), used_nilai()
    for place, row in rows.items():
        key = key_of(row)
        clash = _overlap(row, [*rows.values(), *stored.values()])
        if clash is not None:
            yield place, f"nilai {row.kunci} mulai {row.mulai} bertumpuk dengan nilai yang mulai {clash}"
        if key in seen:
            yield place, f"nilai {row.kunci} mulai {row.mulai} tertulis dua kali untuk tempat yang sama"
        elif key in stored and conflicts(row, stored[key]):
            yield place, conflict_in_words(row, stored[key])
        elif (late := late_for(row, stored.get(key), used)) is not None:
            yield place, late
        seen.add(key)


def key_of(row: NilaiAturan | ParameterValue) -> Kunci:
    """What makes a value one: key, place, and the day from which it is in force."""
    return (row.kunci, row.kabupaten or "", row.provinsi or "", row.mulai)


def stored_nilai(rows: Iterable[NilaiAturan]) -> dict[Kunci, ParameterValue]:
    """The stored values of the same key, place and day; of a replaced one the first, which a file may know."""
    keys = {row.kunci for row in rows}
    found = ParameterValue.objects.filter(kunci__in=keys).order_by("-versi")
    return {key_of(one): one for one in found}


def used_nilai() -> list[ParameterValue]:
    """The values by which a month was assessed."""
    return list(ParameterValue.objects.filter(dipakai_sampai__isnull=False))


def late_for(row: NilaiAturan, stored: ParameterValue | None, used: Iterable[ParameterValue]) -> str | None:
    """Why a file may not bring the row: it would correct assessed months, which two people have to see first."""
    if row.nilai is None or (stored is not None and stored.kepastian != Kepastian.CELAH):
        return None
    last = _as_nilai(row).berlaku_sampai or date.max
    months = [
        one.dipakai_sampai
        for one in used
        if one.dipakai_sampai and _decides_with(row, one) and row.mulai <= one.dipakai_sampai and one.mulai <= last
    ]
    if not months:
        return None
    return (
        f"nilai {row.kunci} mulai {row.mulai} mengubah bulan yang sudah ditetapkan, sampai "
        f"{Bulan.of(max(months)).nama}; usulkan lewat halaman Nilai peraturan, supaya orang lain melihat pembetulannya"
    )


def _as_nilai(row: NilaiAturan) -> Nilai:
    return Nilai(row.kunci, row.mulai, row.sampai, None, row.sumber)


def _decides_with(row: NilaiAturan, used: ParameterValue) -> bool:
    """Whether both may decide the same limit of the same regency's month: floors with floors, else the same key."""
    alone = {"batas_atas", *(key for key in NAMA_KUNCI if key.startswith("tarif"))}
    same = row.kunci == used.kunci or not {row.kunci, used.kunci} & alone
    mine, theirs = row.kabupaten or row.provinsi or "", used.kabupaten or used.provinsi
    return same and (mine.startswith(theirs) or theirs.startswith(mine))


def conflicts(row: NilaiAturan, stored: ParameterValue) -> bool:
    """Whether the row contradicts the stored value. A gap contradicts nothing, and may be filled."""
    if row.nilai is None or stored.kepastian == Kepastian.CELAH:
        return False
    return Decimal(row.nilai) != stored.nilai or row.sampai != stored.sampai


def conflict_in_words(row: NilaiAturan, stored: ParameterValue) -> str:
    """Why the row is refused: a value that months may have used is never changed in silence."""
    return (
        f"nilai {row.kunci} mulai {row.mulai} sudah ada dengan angka atau masa berlaku lain ({stored.nilai}, "
        f"{stored.sumber}); nilai tidak diubah, tambahkan nilai baru dengan tanggal mulai lain"
    )
