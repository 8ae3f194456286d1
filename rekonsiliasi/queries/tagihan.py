"""Reads the bills of BPJS Kesehatan: newest version of a month, remembered columns, months that take one."""

import hashlib
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan
from desa.queries.kepesertaan import inside
from desa.rules.salah import KELUARGA, ORANG
from desa.rules.tawaran import Dikenal
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from jaminan.bulan import Bulan
from rekonsiliasi.enums import StatusBpjs
from rekonsiliasi.models import PemetaanKolom, Tagihan, TagihanMenunggu


def newest_bills(kabupaten: Kabupaten, months: Iterable[Bulan]) -> dict[Bulan, Tagihan]:
    """The newest version per month, where there is one."""
    days = [month.first_day for month in months]
    rows = Tagihan.objects.filter(kabupaten=kabupaten, bulan__in=days).order_by("versi")
    return {Bulan.of(row.bulan): row for row in rows}


def newest_bill(kabupaten: Kabupaten, bulan: Bulan) -> Tagihan | None:
    return newest_bills(kabupaten, [bulan]).get(bulan)


def bills(kabupaten: Kabupaten) -> QuerySet[Tagihan]:
    """Every version of every month, newest first, with the number of officials, of active ones, and of rows."""
    officials = Q(baris__hubungan=1)
    return (
        Tagihan.objects.filter(kabupaten=kabupaten)
        .select_related("oleh")
        .annotate(
            orang=Count("baris", filter=officials & Q(baris__status=StatusBpjs.AKTIF)),
            jiwa=Count("baris"),
        )
        .order_by("-bulan", "-versi")
    )


def billable_months(kabupaten: Kabupaten) -> list[Bulan]:
    """The assessed months that are not closed, newest first: a bill can be compared with these."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten, status=StatusPenetapan.SELESAI).order_by("-bulan")
    return [Bulan.of(row.bulan) for row in rows]


def branch_of(kabupaten: Kabupaten) -> str:
    """The branch whose ways of naming columns are remembered together; a regency without one stands alone."""
    return kabupaten.kantor_bpjs or kabupaten.kode


def remembered_columns(kabupaten: Kabupaten) -> list[PemetaanKolom]:
    """The ways that the branch of this regency names its columns, whichever of its regencies confirmed them."""
    return list(PemetaanKolom.objects.filter(kantor=branch_of(kabupaten)))


def villages_by_code(kabupaten: Kabupaten) -> dict[str, int]:
    """Code -> id of every village of the regency."""
    return dict(Desa.objects.filter(kecamatan__kabupaten=kabupaten).values_list("kode", "id"))


def known_people(kabupaten: Kabupaten) -> tuple[list[Dikenal], list[Dikenal]]:
    """The officials whom the portal knows in this regency, and their families, each with the newest village."""
    terms = MasaJabatan.objects.filter(inside(kabupaten)).order_by("mulai", "pk")
    columns = ("peserta_id", "peserta__nik", "peserta__nama", "desa__kode")
    posts = {pk: Dikenal(nik, nama, f"{ORANG}:{pk}", kode) for pk, nik, nama, kode in terms.values_list(*columns)}
    members = AnggotaKeluarga.objects.filter(peserta__in=terms.values("peserta"), berakhir__isnull=True)
    kin = [
        Dikenal(nik, nama, f"{KELUARGA}:{pk}", posts[peserta].tempat)
        for pk, nik, nama, peserta in members.order_by("pk").values_list("pk", "nik", "nama", "peserta_id")
    ]
    return list(posts.values()), kin


def waiting_bills(kabupaten: Kabupaten) -> QuerySet[TagihanMenunggu]:
    """The files that wait to be read by a person, newest first."""
    return TagihanMenunggu.objects.filter(kabupaten=kabupaten).select_related("oleh").defer("salah", "sel")


def sha256_of(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()
