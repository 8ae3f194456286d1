"""Reads the roster of any day: who, in which post, with which wage and family, by whose word."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from desa.enums import StatusPenyampaian
from desa.models import AnggotaKeluarga, Desa, Kabupaten, Kecamatan, PenghasilanTetap, Penyampaian
from desa.parameters.peraturan import PengecualianAturan
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import families_on, standings_on
from desa.queries.kepesertaan import Pejabat, in_office, plain_roster_on, roster_on, terms_on
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

Tempat = Desa | Kecamatan | Kabupaten
BEFORE = "Sudah ada sebelum laporan pertama"


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One official on a day. `ditanggung` are the family members covered in that day's month; None: no rule tells.

    `asal_jabatan` and `asal_penghasilan` are the reports that carried the post and the wage, `pernyataan` the
    village's newest accepted word on its whole roster by then; None where there was none.
    """

    pejabat: Pejabat
    desa: Desa
    jabatan_lain: list[str] = field(default_factory=list)
    ditanggung: list[AnggotaKeluarga] | None = None
    asal_jabatan: Penyampaian | None = None
    asal_penghasilan: Penyampaian | None = None
    pernyataan: Penyampaian | None = None

    @property
    def jumlah_keluarga(self) -> int:
        return len(self.ditanggung or ())

    @property
    def kata_asal(self) -> list[str]:
        """Who said it and who accepted it, in words; one sentence where one report carried all."""
        if self.asal_jabatan is self.asal_penghasilan:
            return [told_by(self.asal_jabatan)]
        return [f"Jabatan: {told_by(self.asal_jabatan)}", f"Penghasilan: {told_by(self.asal_penghasilan)}"]


def told_by(report: Penyampaian | None) -> str:
    """ "Laporan Oktober 2026 versi 1, Sari 3 Oktober 2026; diterima Dewi 4 Oktober 2026"."""
    if report is None:
        return BEFORE
    zone = ZoneInfo(report.desa.kabupaten.zona_waktu)
    who = report.disampaikan_oleh or "petugas server"
    sent = f"{who} {format_tanggal(report.disampaikan_pada.astimezone(zone))}"
    text = f"Laporan {Bulan.of(report.bulan).nama} versi {report.versi}, {sent}"
    if report.diputus_pada is None:
        return text
    decided = "diterima" if report.status == StatusPenyampaian.DITERIMA else "dikembalikan"
    by = report.diputus_oleh or "petugas server"
    return f"{text}; {decided} {by} {format_tanggal(report.diputus_pada.astimezone(zone))}"


def officials_on(place: Tempat, day: date, hanya: Collection[int] | None = None) -> list[Pejabat]:
    """The roster of a place on a day, by village and post; `hanya` limits it to these. Constant number of queries."""
    return roster_on(place, day, _exclusions(_kabupaten(place), day), hanya)


def numbers_on(place: Tempat, day: date) -> list[int]:
    """The same people in the same order, only their keys: what a page of fifty needs of all the others."""
    return [one.orang.peserta_id for one in plain_roster_on(place, day)]


def roster_told(place: Tempat, day: date) -> list[BarisDaftar]:
    """The roster of a place on a day with its sources. Constant number of queries."""
    return with_sources(officials_on(place, day), place, day)


def with_sources(people: list[Pejabat], place: Tempat, day: date) -> list[BarisDaftar]:
    """These officials of a place with their family and sources. Constant number of queries.

    Cover counts by whole months, so the family is that of the month's first day.
    """
    numbers = [one.peserta.pk for one in people]
    others, family = _other_posts(people, day), _covered(numbers, _kabupaten(place), day)
    wages = _wage_reports(numbers, day)
    stated = _statements(place, day)
    wanted = {one.masa.penyampaian_id for one in people} | set(wages.values()) | set(stated.values())
    told = _reports({number for number in wanted if number is not None})
    return [
        BarisDaftar(
            one,
            one.masa.desa,
            others.get(one.peserta.pk, []),
            None if family is None else family.get(one.peserta.pk, []),
            told.get(one.masa.penyampaian_id or 0),
            told.get(wages.get(one.peserta.pk) or 0),
            told.get(stated.get(one.masa.desa_id) or 0),
        )
        for one in people
    ]


def family_count(people: Collection[int], place: Tempat, day: date) -> int:
    """How many family members of these officials are covered in the day's month; 0 where no rule tells."""
    month = Bulan.of(day)
    try:
        rule = family_rule_in(_kabupaten(place), month)
    except Kesalahan:
        return 0
    counted = set(people)
    told = standings_on(in_office(place, day), rule, month.first_day, ())
    return sum(status.ditanggung and member.peserta_id in counted for member, _, status in told)


def _kabupaten(place: Tempat) -> Kabupaten:
    return place if isinstance(place, Kabupaten) else place.kabupaten


def _exclusions(kabupaten: Kabupaten, day: date) -> tuple[PengecualianAturan, ...]:
    try:
        return exclusions(peraturan_in_force(kabupaten, Bulan.of(day)))
    except TidakAdaPeraturan:
        return ()


def _other_posts(people: list[Pejabat], day: date) -> dict[int, list[str]]:
    chosen = {one.masa.pk for one in people}
    terms = terms_on(day).filter(peserta__in=[one.peserta.pk for one in people]).exclude(pk__in=chosen)
    found: dict[int, list[str]] = {}
    for term in terms.select_related("desa"):
        found.setdefault(term.peserta_id, []).append(f"{term.nama_jabatan}, Desa {term.desa}")
    return found


def _covered(people: Iterable[int], kabupaten: Kabupaten, day: date) -> dict[int, list[AnggotaKeluarga]] | None:
    month = Bulan.of(day)
    found: dict[int, list[AnggotaKeluarga]] = {}
    try:
        rule = family_rule_in(kabupaten, month)
    except Kesalahan:
        return None
    for member, status in families_on(people, rule, month.first_day):
        if status.ditanggung:
            found.setdefault(member.peserta_id, []).append(member)
    return found


def _wage_reports(people: Iterable[int], day: date) -> dict[int, int | None]:
    rows = PenghasilanTetap.objects.filter(peserta__in=people, mulai__lte=day).order_by("mulai")
    return dict(rows.values_list("peserta_id", "penyampaian_id"))


def _statements(place: Tempat, day: date) -> dict[int, int]:
    """Per village its newest accepted report about the day's month or one before."""
    if isinstance(place, Desa):
        villages = Desa.objects.filter(pk=place.pk)
    elif isinstance(place, Kecamatan):
        villages = Desa.objects.filter(kecamatan=place)
    else:
        villages = Desa.objects.filter(kecamatan__kabupaten=place)
    rows = Penyampaian.objects.filter(desa__in=villages, bulan__lte=day, status=StatusPenyampaian.DITERIMA)
    return dict(rows.order_by("bulan", "versi").values_list("desa_id", "pk"))


def _reports(numbers: set[int]) -> dict[int, Penyampaian]:
    rows = Penyampaian.objects.select_related("desa__kecamatan__kabupaten", "disampaikan_oleh", "diputus_oleh")
    return rows.in_bulk(list(numbers))
