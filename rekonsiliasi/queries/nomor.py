"""The numbers of each office: its pattern, and which number comes next."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from desa.models import Kabupaten
from rekonsiliasi.enums import BEKU, Pihak
from rekonsiliasi.models import BeritaAcara, NomorSurat, SeriNomor
from rekonsiliasi.rules.nomor import compose, next_serial, serial_of

COLUMN = {Pihak.DINAS: "nomor_dinas", Pihak.BPJS: "nomor_bpjs"}


def office_of(kabupaten: Kabupaten, pihak: Pihak) -> str:
    """Whose series it is: the regency's own, or that of the branch, which may serve several regencies."""
    return (kabupaten.kantor_bpjs if pihak == Pihak.BPJS else "") or kabupaten.kode


def offices_of(places: Iterable[Kabupaten]) -> list[str]:
    """The BPJS offices that serve these regencies."""
    return [office_of(one, Pihak.BPJS) for one in places]


def first_pattern(kabupaten: Kabupaten, pihak: Pihak) -> str:
    """The pattern until the office writes its own."""
    if pihak == Pihak.BPJS:
        return "{urut:03}/BA/KC/{bulan}{tahun2}"
    return f"{{urut:03}}/BA-JKN/{kabupaten.dinas_singkat.upper()}/{{bulan_romawi}}/{{tahun}}"


def pattern_of(kabupaten: Kabupaten, pihak: Pihak) -> str:
    row = SeriNomor.objects.filter(pihak=pihak, kantor=office_of(kabupaten, pihak)).first()
    return row.pola if row else first_pattern(kabupaten, pihak)


def papers_of_office(kabupaten: Kabupaten, pihak: Pihak) -> QuerySet[BeritaAcara]:
    """Every paper that bears a number of this office, replaced ones too."""
    rows = BeritaAcara.objects.filter(status__in=BEKU)
    if pihak == Pihak.BPJS and kabupaten.kantor_bpjs:
        return rows.filter(rekonsiliasi__kabupaten__kantor_bpjs=kabupaten.kantor_bpjs)
    return rows.filter(rekonsiliasi__kabupaten=kabupaten)


def serials_taken(kabupaten: Kabupaten, pihak: Pihak, day: date) -> set[int]:
    """The serials of that day's year; also those of papers that were issued before numbers were kept apart."""
    kantor, pola = office_of(kabupaten, pihak), pattern_of(kabupaten, pihak)
    kept = NomorSurat.objects.filter(seri__pihak=pihak, seri__kantor=kantor, tahun=day.year, urut__isnull=False)
    older = papers_of_office(kabupaten, pihak).filter(tanggal__year=day.year).exclude(nomor_surat__seri__pihak=pihak)
    read = (serial_of(pola, nomor, day) for nomor in older.values_list(COLUMN[pihak], flat=True))
    return {urut for urut in kept.values_list("urut", flat=True) if urut} | {urut for urut in read if urut}


def propose_number(kabupaten: Kabupaten, day: date, pihak: Pihak = Pihak.DINAS) -> str:
    """The number a paper of that day would get if it were issued now; each year begins at 1."""
    return compose(pattern_of(kabupaten, pihak), next_serial(serials_taken(kabupaten, pihak, day)), day)
