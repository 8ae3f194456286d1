"""The letters of a village to BPJS Kesehatan: what the regulation asks, about whom, and what such a letter says."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from desa.enums import Jabatan
from desa.models import Desa, MasaJabatan, Peraturan, SuratBpjs
from desa.parameters.bagian import SuratAturan
from desa.queries.bagian import membership_rule
from desa.queries.kepesertaan import roster_on
from desa.queries.pejabat import KOSONG
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force
from jaminan.bulan import Bulan


def letter_rule(desa: Desa, hari: date) -> tuple[Peraturan, SuratAturan] | None:
    """The regulation that wants such a letter and where it says so; None where it wants none."""
    bulan = Bulan.of(hari)
    try:
        peraturan = peraturan_in_force(desa.kabupaten, bulan)
    except TidakAdaPeraturan:
        return None
    rule = membership_rule(peraturan, bulan).surat
    return (peraturan, rule) if rule else None


def letters_of(desa: Desa) -> QuerySet[SuratBpjs]:
    """The village's letters, newest first."""
    return SuratBpjs.objects.filter(desa=desa).select_related("berhenti__peserta", "pengganti__peserta", "oleh")


def ended_terms(desa: Desa, hari: date) -> QuerySet[MasaJabatan]:
    """The posts that ended, newest first."""
    rows = MasaJabatan.objects.filter(desa=desa, berakhir__lte=hari)
    return rows.select_related("peserta").order_by("-berakhir", "-pk")


def without_letter(desa: Desa, hari: date) -> list[MasaJabatan]:
    """Posts that ended within a year and about which no letter was written."""
    told = SuratBpjs.objects.filter(desa=desa).values("berhenti_id")
    year = hari.replace(year=hari.year - 1, day=1)
    return list(ended_terms(desa, hari).filter(berakhir__gte=year).exclude(pk__in=told))


def successors(desa: Desa) -> QuerySet[MasaJabatan]:
    """Who may have followed: whoever holds a post of the village now, the newest first."""
    rows = MasaJabatan.objects.filter(desa=desa, berakhir__isnull=True)
    return rows.select_related("peserta").order_by("-mulai", "-pk")


def wording(
    desa: Desa, rule: tuple[Peraturan, SuratAturan], hari: date, berhenti: MasaJabatan, pengganti: MasaJabatan | None
) -> dict[str, Any]:
    """What a letter says of places, people and law, frozen as it stands today."""
    peraturan, article = rule
    kabupaten = desa.kabupaten
    clerk = next((one for one in roster_on(desa, hari) if one.masa.jabatan == Jabatan.SEKRETARIS_DESA), None)
    return {
        "kepada": f"Kepala BPJS Kesehatan Kantor {kabupaten.kantor_bpjs}".strip(), "peraturan": peraturan.judul,
        "pasal": article.pasal, "pasal_pengalihan": article.pengalihan, "kabupaten": kabupaten.nama,
        "kecamatan": desa.kecamatan.nama, "desa": desa.nama, "kode_desa": desa.kode,
        "berhenti": _person(berhenti), "pengganti": _person(pengganti) if pengganti else None,
        "sekretaris": clerk.peserta.nama if clerk else KOSONG,
        "jabatan": clerk.masa.nama_jabatan if clerk else "Sekretaris Desa",
    }  # fmt: skip


def _person(term: MasaJabatan) -> dict[str, str]:
    person = term.peserta
    return {
        "nama": person.nama, "nik": person.nik, "nomor_kartu": person.nomor_kartu, "jabatan": term.nama_jabatan,
        "lahir": person.tanggal_lahir.isoformat(), "mulai": term.mulai.isoformat(),
        "berakhir": term.berakhir.isoformat() if term.berakhir else "",
        "alasan": str(term.get_alasan_berakhir_display()) if term.alasan_berakhir else "",
    }  # fmt: skip
