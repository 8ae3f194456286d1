"""Law values and their proposals: what stands, what waits, and what a proposal may not do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from desa.access import today_in
from desa.enums import JenisUsul, Kepastian
from desa.models import Kabupaten, ParameterValue, UsulNilai
from desa.parameters import Nilai
from desa.parameters.bagian import ANGKA_KELAS
from desa.parameters.nilai import NAMA_KUNCI, short_name
from desa.queries.peraturan import TidakAdaPeraturan, bagian_iuran, nilai_of, peraturan_in_force
from desa.rules.nilai import PerubahanNilai, amount_of, overlap
from iuran.enums import StatusPenetapan
from iuran.models import KewajibanKeluargaLain, Penetapan
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

TARIF = "tarif_mandiri"


def change_of(usul: UsulNilai) -> PerubahanNilai:
    """The proposal as the rules see it."""
    lama = nilai_of(usul.atas) if usul.atas else None
    if usul.jenis == JenisUsul.AKHIRI:
        return PerubahanNilai(None, lama, usul.sampai)
    replaces = usul.atas if usul.jenis == JenisUsul.GANTI else None
    versi = replaces.versi + 1 if replaces and replaces.mulai == usul.mulai else 1
    baru = Nilai(
        usul.kunci, usul.mulai, usul.sampai, amount_of(usul.sen or 0), usul.sumber, usul.kabupaten, usul.provinsi,
        versi=versi,
    )  # fmt: skip
    return PerubahanNilai(baru, lama, last_day_of_replaced(replaces, usul.mulai) if replaces else None)


def last_day_of_replaced(atas: ParameterValue, mulai: date) -> date:
    """The day before the new value, but never before the end of a month that was assessed with the old one.

    The old value stays as those months used it; on the days that both name the new one counts.
    """
    days = [mulai - timedelta(days=1), atas.mulai]
    if atas.dipakai_sampai is not None:
        days.append(Bulan.of(atas.dipakai_sampai).last_day)
    last = nilai_of(atas).berlaku_sampai
    return max(days) if last is None else min(max(days), last)


def concerned(kabupaten: str, provinsi: str) -> QuerySet[Kabupaten]:
    """The regencies whose months a value of this place may decide."""
    if kabupaten:
        return Kabupaten.objects.filter(kode=kabupaten)
    return Kabupaten.objects.filter(provinsi_kode=provinsi) if provinsi else Kabupaten.objects.all()


def series(kunci: str, kabupaten: str, provinsi: str) -> QuerySet[ParameterValue]:
    """All values of one key at one place."""
    return ParameterValue.objects.filter(kunci=kunci, kabupaten=kabupaten, provinsi=provinsi)


def not_possible(usul: UsulNilai) -> Kesalahan | None:
    """Why the proposal may not be, as the months are now; None when it may.

    A value that comes late corrects assessed months in the next bill; a value cannot be unsaid for a month that used
    it, and a tariff that was charged for a year is not charged again.
    """
    atas = usul.atas
    if usul.jenis == JenisUsul.AKHIRI and atas is not None and atas.dipakai_sampai is not None:
        last = Bulan.of(atas.dipakai_sampai)
        if usul.sampai is not None and usul.sampai < last.first_day:
            return Kesalahan(
                f"{short_name(usul.kunci)} ini sudah dipakai menetapkan iuran sampai {last.nama}.",
                f"Akhiri {format_tanggal(last.first_day)} atau sesudahnya. Bila nilainya keliru, ganti dengan nilai "
                "yang benar; selisihnya dibetulkan dalam tagihan berikutnya.",
            )
    return _tariff_charged(usul) if usul.kunci.startswith(TARIF) else None


def _tariff_charged(usul: UsulNilai) -> Kesalahan | None:
    """A tariff of which a month was closed or charged stays; only later months may get another one."""
    since = change_of(usul).bulan
    places = concerned(usul.kabupaten, usul.provinsi)
    closed = [
        one.bulan
        for one in Penetapan.objects.filter(
            kabupaten__in=places, status=StatusPenetapan.DITUTUP, bulan__gte=since.first_day
        ).select_related("peraturan")
        if one.peraturan.isi.get("keluarga")
    ]
    kelas = next((one for one, number in ANGKA_KELAS.items() if usul.kunci == f"{TARIF}_{number}"), "")
    charged = KewajibanKeluargaLain.objects.filter(kabupaten__in=places, kelas=kelas, sampai__gte=since.first_day)
    months = [*closed, *charged.values_list("sampai", flat=True)]
    if not months:
        return None
    hit = Bulan.of(max(months))
    return Kesalahan(
        f"Iuran {hit.nama} sudah ditutup atau ditagih dengan tarif yang ada.",
        f"Pilih tanggal mulai 1 {hit.next().nama} atau sesudahnya. Tarif yang lama tetap untuk bulan itu.",
    )


@dataclass(frozen=True, slots=True)
class SeriNilai:
    """All values of one key at one place, the newest first."""

    kunci: str
    kabupaten: str
    provinsi: str
    baris: list[ParameterValue]

    @property
    def digantikan(self) -> list[tuple[ParameterValue, ParameterValue | None]]:
        """Each value with the one that takes its place on days that both name (None: nothing does)."""
        return [(one, next((other for other in self.baris if _replaces(other, one)), None)) for one in self.baris]

    @property
    def celah(self) -> int:
        return sum(one.kepastian == Kepastian.CELAH for one in self.baris)


def _replaces(other: ParameterValue, one: ParameterValue) -> bool:
    later = (other.mulai, other.versi) > (one.mulai, one.versi)
    return later and other.nilai is not None and overlap(nilai_of(other), nilai_of(one))


def series_seen(where: Q) -> list[SeriNilai]:
    """The values that a filter leaves, by key and place."""
    found: dict[tuple[str, str, str], list[ParameterValue]] = {}
    for row in ParameterValue.objects.filter(where).order_by("-kabupaten", "-provinsi", "kunci", "-mulai", "-versi"):
        found.setdefault((row.kunci, row.kabupaten, row.provinsi), []).append(row)
    return [SeriNilai(*key, rows) for key, rows in found.items()]


def proposals(where: Q) -> QuerySet[UsulNilai]:
    """Proposals that a filter leaves, newest first."""
    people = ("diusulkan_oleh", "diputus_oleh", "atas", "hasil")
    return UsulNilai.objects.filter(where).select_related(*people).order_by("-pk")


def is_known_key(kunci: str, kabupaten: Iterable[Kabupaten]) -> bool:
    """Whether the law, a stored value or the regulation of one of these regencies knows the key."""
    if kunci in NAMA_KUNCI or ParameterValue.objects.filter(kunci=kunci).exists():
        return True
    return any(kunci in keys_of(one, today_in(one)) for one in kabupaten)


def keys_of(kabupaten: Kabupaten, day: date) -> list[str]:
    """The keys that a regency may add: the minimum wages, and what its regulation's floor names."""
    try:
        named = bagian_iuran(peraturan_in_force(kabupaten, Bulan.of(day))).dasar.batas_bawah
    except TidakAdaPeraturan:
        named = ()
    return list(dict.fromkeys(("umk", "ump", *named)))
