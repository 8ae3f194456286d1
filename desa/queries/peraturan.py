"""Reads regulations, law values and holidays for a regency and a month."""

from datetime import date

from django.db.models import Q, QuerySet

from desa.enums import JenisHari
from desa.models import HariLibur, Kabupaten, ParameterValue, Peraturan
from desa.parameters import BagianAnggaran, BagianIuran, KumpulanNilai, Nilai, Tempat
from desa.parameters.peraturan import BagianKepesertaan, PengecualianAturan
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan


class TidakAdaPeraturan(Kesalahan):
    """No regulation is in force on the first day of the month."""


def tempat_of(kabupaten: Kabupaten) -> Tempat:
    """The regency as the law values know it."""
    return Tempat(
        kabupaten=kabupaten.kode,
        nama=f"Kabupaten {kabupaten.nama}",
        provinsi=kabupaten.provinsi_kode,
        nama_provinsi=kabupaten.provinsi_nama,
    )


def peraturan_in_force(kabupaten: Kabupaten, bulan: Bulan) -> Peraturan:
    """The regulation in force on the first day of the month (design decision 2).

    Raises TidakAdaPeraturan, which says since when there is one.
    """
    found = _in_force(Peraturan.objects.filter(kabupaten=kabupaten), bulan.first_day)
    if found is None:
        raise TidakAdaPeraturan(_why_none(kabupaten, bulan), "Pilih bulan lain, atau muat peraturan yang berlaku.")
    return found


def national_rule(bulan: Bulan) -> Peraturan | None:
    """The national rule of the month, which is shown beside the regency's; None before the first known."""
    return _in_force(Peraturan.objects.filter(kabupaten__isnull=True), bulan.first_day)


def _in_force(rows: QuerySet[Peraturan], day: date) -> Peraturan | None:
    still = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=day)
    return rows.filter(still, berlaku_mulai__lte=day).order_by("-berlaku_mulai").first()


def _why_none(kabupaten: Kabupaten, bulan: Bulan) -> str:
    rules = Peraturan.objects.filter(kabupaten=kabupaten)
    lead = f"Belum ada peraturan yang berlaku untuk Kabupaten {kabupaten.nama} pada {bulan.nama}"
    coming = rules.filter(berlaku_mulai__gt=bulan.first_day).order_by("berlaku_mulai").first()
    if coming is not None:
        return f"{lead}: {coming.judul} baru berlaku {format_tanggal(coming.berlaku_mulai)}, sesudah tanggal 1."
    if not rules.exists():
        return f"{lead}: belum ada satu pun yang dimuat."
    return (
        f"Tidak ada peraturan yang berlaku untuk Kabupaten {kabupaten.nama} pada {bulan.nama}: semuanya sudah berakhir."
    )


def bagian_iuran(peraturan: Peraturan) -> BagianIuran:
    """The contribution article of a stored regulation."""
    return BagianIuran.model_validate(peraturan.isi["iuran"])


def bagian_anggaran(peraturan: Peraturan) -> BagianAnggaran | None:
    """The accounts of the budget by this regulation; None where it names none."""
    stored = peraturan.isi.get("anggaran")
    return BagianAnggaran.model_validate(stored) if stored else None


def exclusions(peraturan: Peraturan) -> tuple[PengecualianAturan, ...]:
    """Who is on the roster but not billed, by this regulation."""
    stored = peraturan.isi.get("kepesertaan")
    return BagianKepesertaan.model_validate(stored).kecuali if stored else ()


def values_for(kabupaten: Kabupaten) -> KumpulanNilai:
    """Every law value of the regency, its province and the nation."""
    return KumpulanNilai(nilai_rows(kabupaten))


def nilai_rows(kabupaten: Kabupaten) -> list[Nilai]:
    """The same as single values, to look at a change before it is made."""
    return [nilai_of(row) for row in ParameterValue.objects.filter(nilai_here(kabupaten))]


def nilai_here(kabupaten: Kabupaten) -> Q:
    """Rows of the regency, of its province, and of the nation."""
    return Q(kabupaten=kabupaten.kode) | Q(provinsi=kabupaten.provinsi_kode) | Q(kabupaten="", provinsi="")


def nilai_of(row: ParameterValue) -> Nilai:
    return Nilai(
        kunci=row.kunci,
        mulai=row.mulai,
        sampai=row.sampai,
        nilai=row.nilai,
        sumber=row.sumber,
        kabupaten=row.kabupaten,
        provinsi=row.provinsi,
        kepastian=row.kepastian,
        versi=row.versi,
    )


def holidays_of(kabupaten: Kabupaten, since: date, until: date) -> dict[date, str]:
    """The days off in a regency between two days, with their names; withdrawn ones left out."""
    rows = HariLibur.objects.filter(
        Q(kabupaten__isnull=True) | Q(kabupaten=kabupaten), tanggal__gte=since, tanggal__lte=until
    )
    off: dict[date, str] = {}
    withdrawn: set[date] = set()
    for row in rows:
        if row.jenis == JenisHari.HARI_KERJA:
            withdrawn.add(row.tanggal)
        else:
            off[row.tanggal] = day_off_in_words(row)
    return {day: name for day, name in off.items() if day not in withdrawn}


def day_off_in_words(row: HariLibur) -> str:
    """A day off as it stands in a sentence: "libur nasional Hari Raya Waisak", "cuti bersama Hari Raya Waisak"."""
    kind = row.get_jenis_display().lower()
    name = row.nama[len(kind) :].strip() if row.nama.lower().startswith(kind) else row.nama
    return f"{kind} {name}".strip()


def national_day_off(day: date) -> HariLibur | None:
    """The national holiday or cuti bersama on a day."""
    rows = HariLibur.objects.filter(kabupaten=None, tanggal=day).exclude(jenis=JenisHari.HARI_KERJA)
    withdrawn = HariLibur.objects.filter(kabupaten=None, tanggal=day, jenis=JenisHari.HARI_KERJA)
    return None if withdrawn.exists() else rows.first()


def days_off_in(kabupaten: Kabupaten, year: int) -> QuerySet[HariLibur]:
    """The rows of a year that concern a regency: the nation's and its own."""
    here = Q(kabupaten__isnull=True) | Q(kabupaten=kabupaten)
    return HariLibur.objects.filter(here, tanggal__year=year).order_by("tanggal", "kabupaten_id")


def in_force_on(peraturan: Peraturan, day: date) -> bool:
    """Whether the regulation is in force on a day."""
    return peraturan.berlaku_mulai <= day and (peraturan.berlaku_sampai is None or day <= peraturan.berlaku_sampai)


def years_of_days_off(kabupaten: Kabupaten) -> list[int]:
    """The years that have any row for a regency."""
    here = Q(kabupaten__isnull=True) | Q(kabupaten=kabupaten)
    return [day.year for day in HariLibur.objects.filter(here).dates("tanggal", "year")]
