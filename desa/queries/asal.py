"""Where the facts of a roster come from: the village's report that carried them, who sent it, who accepted it."""

from dataclasses import dataclass
from datetime import date, datetime

from desa.enums import StatusPenyampaian
from desa.models import Desa, MasaJabatan, PenghasilanTetap, Penyampaian, Peserta
from desa.queries.kepesertaan import terms_on

PEOPLE = ("upload", "disampaikan_oleh", "diputus_oleh", "desa")
OF_ROW = tuple(f"penyampaian__{name}" for name in PEOPLE)


@dataclass(frozen=True, slots=True)
class AsalDaftar:
    """A person's place on the roster of a day: the report it rested on, and the rows with the report of each.

    `laporan` None: no report was accepted before. A row without a report stood there before the first one.
    """

    laporan: Penyampaian | None
    jabatan: MasaJabatan | None
    penghasilan: PenghasilanTetap | None


def report_in_force(desa: Desa, day: date, until: datetime | None) -> Penyampaian | None:
    """The newest report of the village about this month or one before it that was accepted by then."""
    accepted = Penyampaian.objects.filter(desa=desa, bulan__lte=day, status=StatusPenyampaian.DITERIMA)
    if until is not None:
        accepted = accepted.filter(diputus_pada__lte=until)
    return accepted.select_related(*PEOPLE).order_by("-bulan", "-versi").first()


def origin_on(peserta: Peserta, desa: Desa, day: date, until: datetime | None) -> AsalDaftar:
    """What put the person and the wage on the village's roster of a day. Three queries."""
    terms = terms_on(day).filter(peserta=peserta, desa=desa).select_related(*OF_ROW)
    wages = PenghasilanTetap.objects.filter(peserta=peserta, mulai__lte=day).select_related(*OF_ROW)
    return AsalDaftar(report_in_force(desa, day, until), terms.first(), wages.order_by("-mulai").first())
