"""A regulation's law card: each rule with its pasal and quote, values, gaps, and the national rule beside it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import F, Q, QuerySet

from desa.enums import Kepastian, Penyetor
from desa.models import ParameterValue, Peraturan
from desa.parameters import CelahNilai, IsiPeraturan, KumpulanNilai, NilaiTidakAda, Tempat
from desa.parameters.nilai import short_name
from desa.parameters.peraturan import BagianIuran
from desa.queries.peraturan import in_force_on, tempat_of, values_for
from desa.rules.bagian import articles_in_words, compare_articles
from desa.rules.kepatuhan import (
    PENANGGUNG,
    Banding,
    cap_in_words,
    compare,
    due_in_words,
    floor_in_words,
    percent_in_words,
)
from desa.rules.kutipan import quotes_for
from jaminan.bulan import Bulan


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule: what it settles, how, by which pasal, and the words of that pasal."""

    hal: str
    isi: str
    pasal: str
    kutipan: list[tuple[str, str]]
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Celah:
    """A year without a value that a rule needs, and what cannot be computed then."""

    tahun: int
    nilai: str
    akibat: str


@dataclass(frozen=True, slots=True)
class Pembanding:
    """The national rule of some of the regulation's time, side by side with it."""

    peraturan: Peraturan
    banding: list[Banding]

    @property
    def berbeda(self) -> list[Banding]:
        return [one for one in self.banding if not one.sesuai]


@dataclass(frozen=True, slots=True)
class KelompokNilai:
    """All values of one key, the newest first."""

    kunci: str
    baris: list[ParameterValue]

    @property
    def ragu(self) -> int:
        """How many are not confirmed."""
        return sum(one.kepastian == Kepastian.BELUM_DIKONFIRMASI for one in self.baris)

    @property
    def celah(self) -> int:
        """How many are gaps."""
        return sum(one.kepastian == Kepastian.CELAH for one in self.baris)


@dataclass(frozen=True, slots=True)
class Kartu:
    """Everything the law card shows."""

    peraturan: Peraturan
    isi: IsiPeraturan
    bulan_pertama: Bulan
    aturan: list[Aturan]
    nilai: list[KelompokNilai]
    celah: list[Celah]
    pembanding: list[Pembanding]


def all_peraturan() -> QuerySet[Peraturan]:
    """Every regulation, the regencies' first. Regulations are public, so everybody with an account may read all."""
    places = F("kabupaten__kode").asc(nulls_last=True)  # SQLite would put the nation's first
    return Peraturan.objects.select_related("kabupaten").order_by(places, "-berlaku_mulai")


def law_card(peraturan: Peraturan, today: date) -> Kartu:
    """The card of a regulation on a day. Constant number of queries."""
    isi = IsiPeraturan.model_validate(peraturan.isi)
    nationals = _nationals(peraturan)
    return Kartu(
        peraturan=peraturan,
        isi=isi,
        bulan_pertama=first_month(peraturan),
        aturan=_rules(isi),
        nilai=[KelompokNilai(kunci, list(rows)) for kunci, rows in groupby(_values(peraturan), lambda row: row.kunci)],
        celah=_gaps(peraturan, isi.iuran, nationals, today),
        pembanding=[
            Pembanding(other, _side_by_side(isi, IsiPeraturan.model_validate(other.isi))) for other in nationals
        ],
    )


def _side_by_side(ours: IsiPeraturan, national: IsiPeraturan) -> list[Banding]:
    return compare(ours.iuran, national.iuran) + compare_articles(ours, national)


def first_month(peraturan: Peraturan) -> Bulan:
    """The first month on whose first day the regulation is in force."""
    bulan = Bulan.of(peraturan.berlaku_mulai)
    return bulan if peraturan.berlaku_mulai.day == 1 else bulan.next()


def _rules(isi: IsiPeraturan) -> list[Aturan]:
    iuran = isi.iuran
    found = [
        ("Dasar iuran", "Penghasilan tetap sebulan.", iuran.dasar.pasal, ""),
        ("Batas paling rendah", _sentence(floor_in_words(iuran)), iuran.dasar.pasal, ""),
        ("Batas paling tinggi", _sentence(cap_in_words(iuran)), iuran.dasar.pasal, ""),
    ]
    for share in iuran.porsi:
        text = (
            f"{percent_in_words(share.persen)} dari dasar, sumber dana {share.sumber_dana.replace('_', ' ')}, "
            f"disetor {Penyetor(share.penyetor).label.lower()}."
        )
        found.append((f"Porsi {PENANGGUNG[share.penanggung]}", text, share.pasal, ""))
    found.append(("Jatuh tempo", _sentence(due_in_words(iuran)), iuran.jatuh_tempo.pasal, ""))
    found += [(one.hal, one.isi, one.pasal, one.catatan) for one in articles_in_words(isi)]
    return [Aturan(hal, text, pasal, quotes_for(pasal, isi.kutipan), note) for hal, text, pasal, note in found]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _overlaps(peraturan: Peraturan) -> Q:
    """Regulations in force on a day on which this one is."""
    still = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=peraturan.berlaku_mulai)
    return still & Q(berlaku_mulai__lte=peraturan.berlaku_sampai or date.max)


def _nationals(peraturan: Peraturan) -> list[Peraturan]:
    if peraturan.kabupaten is None:
        return []
    rows = Peraturan.objects.filter(_overlaps(peraturan), kabupaten__isnull=True)
    return list(rows.order_by("-berlaku_mulai"))


def _values(peraturan: Peraturan) -> QuerySet[ParameterValue]:
    """The values of the regulation's places and time, a gap row included."""
    here = Q(kabupaten="", provinsi="")
    if peraturan.kabupaten:
        here |= Q(kabupaten=peraturan.kabupaten.kode) | Q(provinsi=peraturan.kabupaten.provinsi_kode)
    from_year = date(peraturan.berlaku_mulai.year, 1, 1)
    timely = Q(sampai__isnull=True, mulai__gte=from_year) | Q(sampai__gte=peraturan.berlaku_mulai)
    open_ended = Q(sampai__isnull=True) & ~Q(kunci__in=("umk", "ump"))
    early_enough = Q(mulai__lte=peraturan.berlaku_sampai or date.max)
    return ParameterValue.objects.filter(here, timely | open_ended, early_enough).order_by("kunci", "-mulai")


def _gaps(peraturan: Peraturan, ours: BagianIuran, nationals: list[Peraturan], today: date) -> list[Celah]:
    """The years, newest first, in which a value is missing; those of a national rule only spoil the comparison."""
    kabupaten = peraturan.kabupaten
    if kabupaten is None:
        return []
    values, tempat = values_for(kabupaten), tempat_of(kabupaten)
    last = min(peraturan.berlaku_sampai or date.max, today)
    months = first_month(peraturan).until(Bulan.of(last))
    years = sorted({month.year: month for month in reversed(months)}.items(), reverse=True)
    found: list[Celah] = []
    for year, month in years:
        found += _missing(ours, values, tempat, month, "Iuran tahun ini tidak dapat dihitung.")
        for other in nationals:
            if in_force_on(other, month.first_day):
                rule = BagianIuran.model_validate(other.isi["iuran"])
                gaps = _missing(rule, values, tempat, month, "Pembanding nasional tidak dapat dihitung.")
                found += [gap for gap in gaps if gap.nilai not in {one.nilai for one in found if one.tahun == year}]
    return found


def _missing(rule: BagianIuran, values: KumpulanNilai, tempat: Tempat, bulan: Bulan, akibat: str) -> list[Celah]:
    wanted = [keys for keys in (rule.dasar.batas_bawah, ("batas_atas",) if rule.dasar.batas_atas else ()) if keys]
    gaps = []
    for keys in wanted:
        try:
            values.first(keys, tempat, bulan)
        except CelahNilai as gap:
            gaps.append(Celah(bulan.year, gap.nama, akibat))
        except NilaiTidakAda:
            gaps.append(Celah(bulan.year, " maupun ".join(short_name(key) for key in keys), akibat))
    return gaps
