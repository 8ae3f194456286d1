"""Reads the completeness board: each village by state, what blocks it, and what its silence does to the bill."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum

from desa.enums import JenisPenyampaian, StatusDraf, StatusPenyampaian, StatusUpload
from desa.models import Desa, DrafPerubahan, Kabupaten, KepesertaanUpload, Penyampaian
from desa.queries.kepesertaan import terms_on
from desa.rules.riwayat import days_late
from desa.rules.tenggat import cutoff
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan, PorsiIuran
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah

MENUNGGU, DIKEMBALIKAN, TAK_PERNAH, BELUM, DITERIMA, TETAP = (
    "menunggu", "dikembalikan", "tak_pernah", "belum", "diterima", "tetap",
)  # fmt: skip
# Exceptions first: what waits for the office, what waits for the village, and at last what is done.
KEADAAN = {
    MENUNGGU: ("Menunggu diperiksa", "peringatan"),
    DIKEMBALIKAN: ("Dikembalikan", "info"),
    TAK_PERNAH: ("Belum pernah melapor", "negatif"),
    BELUM: ("Belum melapor", "negatif"),
    DITERIMA: ("Diterima dengan perubahan", "positif"),
    TETAP: ("Diterima, tanpa perubahan", "positif"),
}
DIAM = {TAK_PERNAH, BELUM, DIKEMBALIKAN}
SELESAI = {DITERIMA, TETAP}


@dataclass(frozen=True, slots=True)
class BarisPapan:
    """One village's month. `terlambat` counts days after BPJS' cut-off; `sejak` is the last month it was accepted."""

    desa: Desa
    laporan: Penyampaian | None
    keadaan: str
    terlambat: int
    halangan: str
    akibat: str
    orang: int
    sejak: Bulan | None

    @property
    def teks(self) -> str:
        return KEADAAN[self.keadaan][0]

    @property
    def nada(self) -> str:
        return KEADAAN[self.keadaan][1]

    @property
    def diam(self) -> bool:
        return self.keadaan in DIAM


@dataclass(frozen=True, slots=True)
class BarisKecamatan:
    """One kecamatan's bar: how many of its villages are done, and how many in each state."""

    nama: str
    kode: str
    desa: int
    selesai: int
    menunggu: int
    diam: int


def completeness(kabupaten: Kabupaten, bulan: Bulan, today: date) -> list[BarisPapan]:
    """Every village of the regency, exceptions first, then by days late and code. Constant number of queries."""
    villages = list(Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan"))
    reports = _newest(kabupaten, bulan)
    facts = _Fakta(kabupaten, bulan, today)
    rows = [_row(desa, reports.get(desa.pk), facts, today, bulan) for desa in villages]
    order = list(KEADAAN)
    return sorted(rows, key=lambda row: (order.index(row.keadaan), -row.terlambat, row.desa.kode))


def by_kecamatan(rows: Iterable[BarisPapan]) -> list[BarisKecamatan]:
    """The same by kecamatan, the least complete first."""
    groups: dict[str, list[BarisPapan]] = {}
    for row in rows:
        groups.setdefault(row.desa.kecamatan.kode, []).append(row)
    found = [_bar(kode, group) for kode, group in groups.items()]
    return sorted(found, key=lambda one: (one.selesai - one.desa, one.kode))


def _bar(kode: str, group: list[BarisPapan]) -> BarisKecamatan:
    states = Counter(row.keadaan for row in group)
    done, silent = (sum(states[state] for state in kinds) for kinds in (SELESAI, DIAM))
    return BarisKecamatan(group[0].desa.kecamatan.nama, kode, len(group), done, states[MENUNGGU], silent)


def _newest(kabupaten: Kabupaten, bulan: Bulan) -> dict[int, Penyampaian]:
    rows = Penyampaian.objects.filter(desa__kecamatan__kabupaten=kabupaten, bulan=bulan.first_day)
    return {one.desa_id: one for one in rows.select_related("disampaikan_oleh").order_by("versi")}


class _Fakta:
    """What the sentences of all rows need, read once."""

    def __init__(self, kabupaten: Kabupaten, bulan: Bulan, today: date) -> None:
        here = {"desa__kecamatan__kabupaten": kabupaten}
        reports = Penyampaian.objects.filter(**here, bulan__lte=bulan.first_day).order_by()
        accepted = Q(status=StatusPenyampaian.DITERIMA)
        self.pernah = {
            desa: Bulan.of(month) if month else None
            for desa, month in reports.values_list("desa_id").annotate(sejak=Max("bulan", filter=accepted))
        }
        posts = terms_on(today).filter(**here).order_by()
        self.orang = dict(posts.values_list("desa_id").annotate(banyak=Count("peserta", distinct=True)))
        unpaid = posts.filter(peserta__penghasilan__isnull=True)
        self.tanpa_gaji = dict(unpaid.values_list("desa_id").annotate(banyak=Count("peserta", distinct=True)))
        broken = KepesertaanUpload.objects.filter(**here, pada__date__gte=bulan.first_day)
        self.berkas = {one.desa_id: one for one in broken.order_by("pk").only("desa_id", "status", "hasil")}
        drafts = DrafPerubahan.objects.filter(**here, status=StatusDraf.TERBUKA)
        self.draf = set(drafts.values_list("desa_id", flat=True))
        self.penetapan = _last_assessed(kabupaten, bulan)
        shares = PorsiIuran.objects.filter(iuran__penetapan=self.penetapan).order_by()
        self.iuran = dict(shares.values_list("iuran__desa_id").annotate(Sum("jumlah"))) if self.penetapan else {}


def _last_assessed(kabupaten: Kabupaten, bulan: Bulan) -> Penetapan | None:
    rows = Penetapan.objects.filter(kabupaten=kabupaten, status=StatusPenetapan.SELESAI, bulan__lte=bulan.first_day)
    return rows.order_by("-bulan").first()


def _row(desa: Desa, report: Penyampaian | None, facts: _Fakta, today: date, bulan: Bulan) -> BarisPapan:
    state = _state(report, desa.pk in facts.pernah)
    late = days_late(cutoff(bulan), today) if state in DIAM else 0
    since = facts.pernah.get(desa.pk)
    return BarisPapan(
        desa, report, state, late, _blocked(desa, report, state, facts), _effect(desa, state, facts, bulan),
        facts.orang.get(desa.pk, 0), since,
    )  # fmt: skip


def _state(report: Penyampaian | None, ever: bool) -> str:
    if report is None:
        return BELUM if ever else TAK_PERNAH
    if report.status == StatusPenyampaian.DISAMPAIKAN:
        return MENUNGGU
    if report.status == StatusPenyampaian.DIKEMBALIKAN:
        return DIKEMBALIKAN
    return TETAP if report.jenis == JenisPenyampaian.TIDAK_ADA_PERUBAHAN else DITERIMA


def _blocked(desa: Desa, report: Penyampaian | None, state: str, facts: _Fakta) -> str:
    """What stands between this village and a complete month, in words."""
    if state == MENUNGGU and report:
        return f"{report.get_jenis_display()}, dari {report.disampaikan_oleh or 'petugas server'}."
    if state == DIKEMBALIKAN and report:
        return f"Harus diperbaiki desa: {report.alasan}"
    if state in {BELUM, TAK_PERNAH}:
        return _unsent(desa, facts)
    missing = facts.tanpa_gaji.get(desa.pk, 0)
    return f"{missing} orang tanpa penghasilan tetap; iurannya belum dapat dihitung." if missing else ""


def _unsent(desa: Desa, facts: _Fakta) -> str:
    upload = facts.berkas.get(desa.pk)
    if upload and upload.status == StatusUpload.SALAH:
        return f"Berkas terakhirnya belum bersih: {len(upload.hasil['salah'])} hal salah."
    if upload and upload.status == StatusUpload.SIAP:
        return "Berkasnya sudah bersih, tetapi belum disampaikan."
    if desa.pk in facts.draf:
        return "Ada draf perubahan yang belum disampaikan."
    return "Desa belum mengirim apa pun."


def _effect(desa: Desa, state: str, facts: _Fakta, bulan: Bulan) -> str:
    """What it does to the bill that nothing newer was accepted: the last roster is billed, right or wrong."""
    if state in SELESAI:
        return ""
    since = facts.pernah.get(desa.pk)
    basis = f"daftar {since.nama}" if since else "daftar awal"
    people = facts.orang.get(desa.pk, 0)
    amount = facts.iuran.get(desa.pk)
    told = f", {format_rupiah(amount)} sebulan" if amount else ""
    if facts.penetapan and facts.penetapan.bulan == bulan.first_day:
        return f"Sudah ditetapkan menurut {basis}: {people} orang{told}. Perubahannya menjadi pembetulan."
    return f"Ditagih menurut {basis}: {people} orang{told}."
