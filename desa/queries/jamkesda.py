"""Reads the register of JAMKESDA: residents with what is known of each, and the report per kecamatan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from desa.enums import StatusPutusan, StatusWarga
from desa.models import (
    Desa,
    DokumenWarga,
    Faskes,
    JarakFaskes,
    Kabupaten,
    Kecamatan,
    PemberiKerja,
    Peraturan,
    PutusanWarga,
    Rujukan,
    SampelLapangan,
    VerifikasiLapangan,
    Warga,
)
from desa.parameters.kelayakan import JamkesdaAturan
from desa.queries.ganda import findings_of_residents
from desa.queries.kelayakan import as_rule, eligibility_rule
from desa.rules.ganda import Temuan
from desa.rules.jamkesda import KeadaanWarga, obstacles
from desa.rules.kelayakan import completeness
from jaminan.kesalahan import Kesalahan

HEADS = (
    "Terdaftar", "Dokumen lengkap", "Sesuai di lapangan", "Jaminan ganda", "Punya pemberi kerja", "Aktif",
    "Aktif dan sesuai pasal", "Rujukan terbuka",
)  # fmt: skip
CURRENT = (StatusWarga.DIAJUKAN, StatusWarga.AKTIF)


def waiting_decisions(kabupaten: Kabupaten) -> QuerySet[PutusanWarga]:
    """Proposals about residents that a second person has to decide."""
    return PutusanWarga.objects.filter(warga__desa__kecamatan__kabupaten=kabupaten, status=StatusPutusan.MENUNGGU)


def keeps_register(kabupaten: Kabupaten, today: date) -> bool:
    """Whether the regency's regulation says anything of JAMKESDA today. One light query, for every page's foot."""
    still = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=today)
    rows = Peraturan.objects.filter(still, kabupaten=kabupaten, berlaku_mulai__lte=today)
    return any(rows.values_list("isi__kelayakan__jamkesda", flat=True))


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """One resident with what is known: the state, the findings, and what keeps from being accepted."""

    warga: Warga
    keadaan: KeadaanWarga
    temuan: list[Temuan]
    halangan: list[str]

    @property
    def aktif(self) -> bool:
        return self.warga.status == StatusWarga.AKTIF


@dataclass(slots=True)
class BarisLaporan:
    """One kecamatan against the article."""

    kecamatan: Kecamatan
    terdaftar: int = 0
    lengkap: int = 0
    terverifikasi: int = 0
    ganda: int = 0
    pemberi_kerja: int = 0
    aktif: int = 0
    aktif_sesuai: int = 0
    rujukan: int = 0

    @property
    def persen(self) -> int | None:
        """Percent of the active who meet the article, rounded down; None without anybody active."""
        return 100 * self.aktif_sesuai // self.aktif if self.aktif else None

    def angka(self) -> tuple[int, ...]:
        return (
            self.terdaftar, self.lengkap, self.terverifikasi, self.ganda, self.pemberi_kerja, self.aktif,
            self.aktif_sesuai, self.rujukan,
        )  # fmt: skip


@dataclass(slots=True)
class Laporan:
    """The register of a regency on a day, per kecamatan and in all."""

    kabupaten: Kabupaten
    hari: date
    aturan: JamkesdaAturan
    baris: list[BarisLaporan] = field(default_factory=list)

    def jumlah(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*(one.angka() for one in self.baris), strict=True))


def register_rule(kabupaten: Kabupaten, hari: date) -> JamkesdaAturan | None:
    """The regency's JAMKESDA article; None where it keeps no such register."""
    return eligibility_rule(kabupaten, hari).jamkesda


def require_register(kabupaten: Kabupaten, hari: date) -> JamkesdaAturan:
    """The same, or Kesalahan."""
    found = register_rule(kabupaten, hari)
    if found is None:
        raise Kesalahan(
            f"Kabupaten {kabupaten.nama} tidak memiliki register JAMKESDA.",
            "Register ada bila peraturannya memuat bagian kelayakan.jamkesda.",
        )
    return found


def residents(place: Desa | Kabupaten) -> QuerySet[Warga]:
    """Everybody who was ever handed in at a place."""
    here: dict[str, Any] = {"desa": place} if isinstance(place, Desa) else {"desa__kecamatan__kabupaten": place}
    return Warga.objects.filter(**here).select_related("desa__kecamatan__kabupaten", "pemberi_kerja", "oleh")


def known_of(rows: Iterable[Warga], kabupaten: Kabupaten, hari: date) -> list[Pendaftaran]:
    """What is known of these residents on a day. Constant number of queries."""
    people = list(rows)
    rule = require_register(kabupaten, hari)
    numbers = [one.pk for one in people]
    papers: dict[int, list[DokumenWarga]] = {}
    for paper in DokumenWarga.objects.filter(warga__in=numbers, diakhiri_pada__isnull=True):
        papers.setdefault(paper.warga_id, []).append(paper)
    seen = VerifikasiLapangan.objects.filter(warga__in=numbers).order_by("tanggal", "pk")
    visits = dict(seen.values_list("warga_id", "temuan"))
    doubles: dict[int, list[Temuan]] = {}
    for found in findings_of_residents(kabupaten, people, hari):
        doubles.setdefault(found.orang.pk, []).append(found)
    return [_known(one, rule, papers.get(one.pk, []), visits, doubles.get(one.pk, []), hari) for one in people]


def _known(
    warga: Warga, rule: JamkesdaAturan, papers: list[DokumenWarga], visits: dict[int, str], found: list[Temuan],
    hari: date,
) -> Pendaftaran:  # fmt: skip
    employer = warga.pemberi_kerja.nama if warga.pemberi_kerja else ""
    blocking = tuple(one.teks for one in found if one.putusan != "bukan")
    state = KeadaanWarga(completeness(rule.syarat, as_rule(papers), hari), visits.get(warga.pk, ""), blocking, employer)
    return Pendaftaran(warga, state, found, obstacles(state, rule))


def known_of_one(warga: Warga, hari: date) -> Pendaftaran:
    """The same of one resident."""
    return known_of([warga], warga.desa.kabupaten, hari)[0]


def report(kabupaten: Kabupaten, hari: date) -> Laporan:
    """The register per kecamatan against the article. Constant number of queries."""
    found = Laporan(kabupaten, hari, require_register(kabupaten, hari))
    lines = {
        one.pk: BarisLaporan(one) for one in Kecamatan.objects.filter(kabupaten=kabupaten).prefetch_related("desa")
    }
    for one in known_of(residents(kabupaten).filter(status__in=CURRENT), kabupaten, hari):
        _count(lines[one.warga.desa.kecamatan_id], one)
    for place in open_referrals(kabupaten).values_list("warga__desa__kecamatan_id", flat=True):
        lines[place].rujukan += 1
    found.baris = list(lines.values())
    return found


def _count(line: BarisLaporan, one: Pendaftaran) -> None:
    line.terdaftar += 1
    line.lengkap += one.keadaan.kelengkapan.lengkap
    line.terverifikasi += one.keadaan.terverifikasi
    line.ganda += bool(one.keadaan.ganda)
    line.pemberi_kerja += bool(one.keadaan.pemberi_kerja)
    line.aktif += one.aktif
    line.aktif_sesuai += one.aktif and one.keadaan.memenuhi


def open_referrals(place: Desa | Kabupaten) -> QuerySet[Rujukan]:
    """Referrals of which nobody has said how they ended, oldest first."""
    return referrals(place).filter(ditutup_pada__isnull=True).order_by("tanggal", "pk")


def referrals(place: Desa | Kabupaten) -> QuerySet[Rujukan]:
    """Every referral of a place."""
    here: dict[str, Any] = (
        {"warga__desa": place} if isinstance(place, Desa) else {"warga__desa__kecamatan__kabupaten": place}
    )
    return Rujukan.objects.filter(**here).select_related("warga__desa__kecamatan__kabupaten", "faskes", "oleh")


def facilities_from(kecamatan: Kecamatan) -> list[tuple[Faskes, int | None]]:
    """The facilities of a regency with the distance from a kecamatan, nearest first; unknown distances last."""
    known = dict(JarakFaskes.objects.filter(kecamatan=kecamatan).values_list("faskes_id", "km"))
    rows = Faskes.objects.filter(kabupaten_id=kecamatan.kabupaten_id)
    return sorted(
        ((one, known.get(one.pk)) for one in rows), key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].nama)
    )


def employers(kabupaten: Kabupaten) -> QuerySet[PemberiKerja]:
    """Employers whose workers came to the register."""
    rows = PemberiKerja.objects.filter(kabupaten=kabupaten)
    return rows.prefetch_related("warga__desa", "tindak__oleh")


def sample_results(sampel: SampelLapangan) -> list[tuple[Warga, VerifikasiLapangan | None]]:
    """Every resident of a sample with what was found, None while nobody went."""
    seen = {row.warga_id: row for row in sampel.verifikasi.order_by("tanggal", "pk").select_related("oleh")}
    rows = sampel.butir.select_related("warga__desa__kecamatan")
    return [(one.warga, seen.get(one.warga_id)) for one in rows]
