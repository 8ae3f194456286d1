"""Reading: who sees which rows, masked, filtered, and nothing of anybody else."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from desa.enums import AlasanBerakhir
from desa.models import MasaJabatan, PenghasilanTetap
from tests.cast import Cast

Masuk = Callable[[str], APIClient]
LISTS = (
    "kabupaten", "kecamatan", "desa", "peraturan", "peserta", "anggota-keluarga", "kepesertaan-upload", "penyampaian",
    "penghasilan", "iuran", "setoran", "tagihan", "rekonsiliasi", "selisih", "berita-acara",
)  # fmt: skip


def counts(client: APIClient) -> dict[str, int]:
    return {name: client.get(f"/api/v1/{name}/").json()["count"] for name in (*LISTS[:6], "penghasilan")}


@pytest.mark.lambat
def test_everybody_sees_their_place_and_no_more(masuk: Masuk) -> None:
    village = {"kabupaten": 1, "kecamatan": 1, "desa": 1, "peraturan": 2, "peserta": 3, "anggota-keluarga": 3,
               "penghasilan": 3}  # fmt: skip
    regency = {"kabupaten": 1, "kecamatan": 2, "desa": 3, "peraturan": 2, "peserta": 9, "anggota-keluarga": 9,
               "penghasilan": 9}  # fmt: skip
    assert counts(masuk("sari")) == counts(masuk("wahyu")) == counts(masuk("beni")) == village
    assert counts(masuk("dewi")) == counts(masuk("gusti")) == counts(masuk("ines")) == regency


@pytest.mark.lambat
def test_no_long_number_is_ever_in_full(masuk: Masuk) -> None:
    dewi = masuk("dewi")
    for name in LISTS:
        assert re.findall(r"(?<!\d)\d{13,16}(?!\d)", dewi.get(f"/api/v1/{name}/").content.decode()) == []
    person = dewi.get("/api/v1/peserta/").json()["results"][0]
    detail = dewi.get(f"/api/v1/peserta/{person['id']}/").json()
    assert detail == person
    assert re.fullmatch(r"7603\d\d\*{6}9\d{3}", person["nik"])


def test_a_person_reads_as_the_model_names_it(cast: Cast, masuk: Masuk) -> None:
    head = cast.peserta["76.03.01.2004"][0]
    term = head.masa_jabatan.get()
    assert masuk("sari").get(f"/api/v1/peserta/{head.pk}/").json() == {
        "id": head.pk, "nik": "760301******9001", "nomor_kk": "760301******9001", "nama": "Kepala Desa Rantebulahan",
        "jenis_kelamin": "L", "tempat_lahir": "Rantebulahan", "tanggal_lahir": "1975-03-12", "status_kawin": "kawin",
        "nomor_kartu": "000000***0001", "faskes": "Puskesmas", "pns": False, "jaminan_lain": "", "status": "dilaporkan",
        "masa_jabatan": [
            {"id": term.pk, "desa": "76.03.01.2004", "jabatan": "kepala_desa", "bidang": "", "sifat": "definitif",
             "mulai": "2021-01-04", "berakhir": None, "alasan_berakhir": ""},
        ],
    }  # fmt: skip


def test_another_village_and_no_village_answer_alike(cast: Cast, masuk: Masuk) -> None:
    sari = masuk("sari")
    foreign = cast.peserta["76.03.01.2008"][0]
    pairs = [
        ("/api/v1/desa/76.03.01.2008/", "/api/v1/desa/76.03.01.9999/"),
        ("/api/v1/kabupaten/61.11/", "/api/v1/kabupaten/99.99/"),
        ("/api/v1/kecamatan/76.03.02/", "/api/v1/kecamatan/76.03.99/"),
        (f"/api/v1/peserta/{foreign.pk}/", "/api/v1/peserta/999999999/"),
        (f"/api/v1/anggota-keluarga/{foreign.keluarga.all()[0].pk}/", "/api/v1/anggota-keluarga/999999999/"),
        (f"/api/v1/penghasilan/{foreign.penghasilan.get().pk}/", "/api/v1/penghasilan/999999999/"),
    ]
    for theirs, nobodys in pairs:
        one, other = sari.get(theirs), sari.get(nobodys)
        assert (one.status_code, one.content, one.headers) == (404, other.content, other.headers), theirs


def test_a_filter_answers_no_question_about_others(cast: Cast, masuk: Masuk) -> None:
    sari = masuk("sari")
    for query in ("desa=76.03.01.2008", "kabupaten=61.11", "nama=Sondonglayu"):
        assert sari.get(f"/api/v1/peserta/?{query}").json()["count"] == 0
    foreign = cast.peserta["76.03.01.2008"][0]
    assert sari.get(f"/api/v1/penghasilan/?peserta={foreign.pk}").json()["count"] == 0


def test_a_village_reads_nothing_of_the_time_after_somebody_left(cast: Cast, masuk: Masuk) -> None:
    """Its kaur keuangan went to Sondonglayu in April 2026; the wage there is not Rantebulahan's business."""
    mover = cast.peserta["76.03.01.2004"][2]
    mover.masa_jabatan.update(berakhir=date(2026, 3, 31), alasan_berakhir=AlasanBerakhir.MASA_JABATAN)
    MasaJabatan.objects.create(
        peserta=mover, desa=cast.sondonglayu, jabatan="kepala_seksi", bidang="Pelayanan", mulai=date(2026, 4, 1)
    )
    PenghasilanTetap.objects.create(peserta=mover, mulai=date(2026, 4, 1), jumlah=2_100_000)
    seen = {name: masuk(name).get(f"/api/v1/penghasilan/?peserta={mover.pk}").json() for name in ("sari", "yusuf")}
    assert [row["mulai"] for row in seen["sari"]["results"]] == ["2021-01"]
    assert [row["mulai"] for row in seen["yusuf"]["results"]] == ["2021-01", "2026-04"]
    posts = masuk("sari").get(f"/api/v1/peserta/{mover.pk}/").json()["masa_jabatan"]
    assert [post["desa"] for post in posts] == ["76.03.01.2004"]


@pytest.mark.lambat
def test_lists_are_narrowed_by_place_post_and_month(masuk: Masuk) -> None:
    dewi = masuk("dewi")
    asked = {
        "peserta/?desa=76.03.02.2004": 3, "peserta/?kecamatan=76.03.01&jabatan=kepala_desa": 2,
        "penghasilan/?mulai=2021-01": 9, "penghasilan/?mulai=2026-10": 0, "anggota-keluarga/?hubungan=istri": 3,
        "desa/?nama=rante": 1, "kecamatan/?kabupaten=61.11": 0,
    }  # fmt: skip
    assert {query: dewi.get(f"/api/v1/{query}").json()["count"] for query in asked} == asked


@pytest.mark.parametrize("query", ["penghasilan/?mulai=2026-13", "peserta/?status=apa", "iuran/?peserta=abc"])
def test_a_filter_that_means_nothing_is_said_so(masuk: Masuk, query: str) -> None:
    answer = masuk("dewi").get(f"/api/v1/{query}")
    assert (answer.status_code, len(answer.json())) == (400, 1)


def test_somebody_without_a_role_sees_the_law_and_nothing_else(cast: Cast, masuk: Masuk) -> None:
    cast.sari.keanggotaan.update(sampai=date(2020, 1, 1))
    assert {name: count for name, count in counts(masuk("sari")).items() if count} == {"peraturan": 2}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_many(
    cast: Cast, masuk: Masuk, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        assert masuk("dewi").get(f"/api/v1/{name}/").status_code == 200
