"""Plain rows are what values_list gives, on both databases."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from desa.models import AnggotaKeluarga, MasaJabatan, RiwayatKepesertaan
from desa.queries.baris import plain_rows
from desa.queries.kepesertaan import OF_PERSON, OF_PLACE, OF_TERM
from desa.queries.pendaftaran import OF_EVENT
from desa.rules.riwayat import MENENTUKAN
from tests.cast import Cast


def same(rows: QuerySet[Any], *names: str) -> int:
    plain = plain_rows(rows.order_by("pk"), *names)
    usual = list(rows.order_by("pk").values_list(*names))
    assert [[(type(one), one) for one in row] for row in plain] == [[(type(one), one) for one in row] for row in usual]
    return len(plain)


def test_days_numbers_and_yes_or_no_come_as_the_models_have_them(cast: Cast) -> None:
    assert same(MasaJabatan.objects.all(), *OF_TERM, *OF_PLACE, *OF_PERSON) > 0
    AnggotaKeluarga.objects.create(
        peserta=cast.peserta[cast.rantebulahan.kode][0], nik="7603015708149001", nama="Anak", hubungan="anak_kandung",
        jenis_kelamin="P", tanggal_lahir=date(2014, 8, 17), mulai=date(2020, 1, 1), masih_sekolah=True,
    )  # fmt: skip
    assert same(AnggotaKeluarga.objects.all(), "pk", "peserta_id", "nik", *MENENTUKAN, "berakhir") > 0
    RiwayatKepesertaan.objects.create(
        peserta=cast.peserta[cast.rantebulahan.kode][0],
        desa=cast.rantebulahan,
        keadaan="aktif",
        berlaku=date(2026, 1, 1),
    )
    assert same(RiwayatKepesertaan.objects.all(), *OF_EVENT) > 0


def test_what_cannot_match_is_not_asked(cast: Cast) -> None:
    assert plain_rows(MasaJabatan.objects.filter(pk__in=[]), "pk") == []
