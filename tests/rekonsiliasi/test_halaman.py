"""The branch's desk and the office's: who may do what, and the way from an upload to the last answered difference."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from iuran.actions.penetapan import close_month
from rekonsiliasi.models import Rekonsiliasi, Tagihan, TagihanMenunggu

from .conftest import Panggung
from .daftar import workbook
from .test_tagihan import JUDUL_CABANG, PILIHAN

TAGIHAN = "/kabupaten/76.03/tagihan/"
REKONSILIASI = "/kabupaten/76.03/rekonsiliasi/"
OKTOBER = f"{REKONSILIASI}2026-10/"


def upload(client: Client, isi: bytes, bulan: str = "2026-10") -> tuple[int, str]:
    answer = client.post(TAGIHAN, {"bulan": bulan, "berkas": SimpleUploadedFile("daftar.xlsx", isi)})
    return answer.status_code, answer.get("Location", "")


def waiting() -> str:
    """Where the one waiting file is."""
    return f"{TAGIHAN}menunggu/{TagihanMenunggu.objects.get().pk}/"


@pytest.mark.lambat
def test_from_the_upload_to_the_last_answer(mamasa: Panggung) -> None:
    lina = mamasa.cast.client("lina")
    assert b"Unggah daftar" in lina.get(OKTOBER).content
    rows = mamasa.daftar()
    rows[0]["pemda"] += 1
    assert upload(lina, workbook(rows)) == (302, OKTOBER)
    assert b"Bandingkan kedua buku" in lina.get(OKTOBER).content
    assert lina.post(f"{OKTOBER}bandingkan/", {"sampai": "2026-10"})["Location"] == OKTOBER
    work = Rekonsiliasi.objects.get()
    page = lina.get(OKTOBER).content.decode()
    assert "3 dari 3 selisih belum bersebab" in page
    assert rows[0]["nik"] not in page

    dewi = mamasa.cast.client("dewi")
    numbers = list(work.selisih.exclude(penanggung="").values_list("pk", flat=True))
    answer = {"sebab": "anggaran_terlambat", "pihak": "dpm", "tindak_lanjut": "Disetor 25 Oktober."}
    dewi.post(f"{OKTOBER}putuskan/", {"nomor": numbers, **answer})
    last = work.selisih.get(sebab="")
    one = reverse("selisih", args=["76.03", last.pk])
    assert dewi.get(one).status_code == 200
    assert b"Pilih sebabnya" in dewi.post(one, {"sebab": ""}).content
    done = dewi.post(one, {"sebab": "pembulatan", "pihak": "bpjs", "tindak_lanjut": ""})
    assert done["Location"] == OKTOBER
    assert b"Susun Berita Acara" in dewi.get(OKTOBER).content
    assert b"Menunggu Berita Acara" in lina.get(OKTOBER).content


@pytest.mark.lambat
def test_an_answer_leads_to_the_next_question(mamasa: Panggung) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    first, second = work.selisih.order_by("id")
    answer = {"sebab": "anggaran_terlambat", "pihak": "dpm", "tindak_lanjut": ""}
    done = mamasa.cast.client("lina").post(reverse("selisih", args=["76.03", first.pk]), answer)
    assert done["Location"] == reverse("selisih", args=["76.03", second.pk])


@pytest.mark.lambat
def test_errors_of_a_file_stand_on_one_page(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    rows[0]["status"] = "?"
    lina = mamasa.cast.client("lina")
    sent, address = upload(lina, workbook(rows)), waiting()
    assert sent == (302, address)
    assert "Daftar, sel F2" in lina.get(address).content.decode()
    assert Tagihan.objects.count() == 0


@pytest.mark.lambat
def test_the_same_file_again_is_said_so(mamasa: Panggung) -> None:
    lina = mamasa.cast.client("lina")
    isi = workbook(mamasa.daftar())
    upload(lina, isi)
    answer = lina.post(TAGIHAN, {"bulan": "2026-10", "berkas": SimpleUploadedFile("x.xlsx", isi)})
    assert "sudah diterima sebagai versi 1" in answer.content.decode()
    assert Tagihan.objects.count() == 1


@pytest.mark.lambat
def test_columns_are_chosen_once(mamasa: Panggung) -> None:
    lina = mamasa.cast.client("lina")
    rows = mamasa.daftar()
    sent, kolom = upload(lina, workbook(rows, judul=JUDUL_CABANG)), waiting()
    assert sent == (302, kolom)
    assert "BAGIAN PEMKAB" in lina.get(kolom).content.decode()
    twice = lina.post(kolom, PILIHAN | {"iuran_peserta": "BAGIAN PEMKAB"})
    assert "Kolom ini sudah dipilih untuk Iuran Pemda." in twice.content.decode()
    assert lina.post(kolom, PILIHAN)["Location"] == OKTOBER
    assert upload(lina, workbook(rows[:-1], judul=JUDUL_CABANG)) == (302, OKTOBER)
    assert Tagihan.objects.count() == 2


@pytest.mark.lambat
def test_filters_narrow_the_list(mamasa: Panggung) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0]["pemda"] += 1
    rows[4] |= {"status": "NONAKTIF", "pemda": 0, "peserta": 0}
    mamasa.bandingkan(rows)
    dewi = mamasa.cast.client("dewi")

    def names(query: str) -> list[str]:
        return [row.nama for row in dewi.get(f"{OKTOBER}?{query}").context["page"]]

    assert names("jenis=pembulatan") == ["Kepala Desa Rantebulahan"]
    assert names("desa=76.03.01.2008") == ["Sekretaris Desa Sondonglayu"]
    assert names("keadaan=sudah") == []
    assert len(names("jenis=&desa=&keadaan=belum")) == len(names("jenis=khayal")) == 4


READERS = {"lina": 200, "dewi": 200, "ines": 200, "andi": 200, "sari": 404, "damar": 404}


@pytest.mark.parametrize(("name", "status"), READERS.items())
@pytest.mark.lambat
def test_who_reads(mamasa: Panggung, name: str, status: int) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    row = work.selisih.first()
    assert row is not None
    client = mamasa.cast.client(name)
    pages = [TAGIHAN, REKONSILIASI, OKTOBER, f"{REKONSILIASI}2026-09/", reverse("selisih", args=["76.03", row.pk])]
    assert [client.get(page).status_code for page in pages] == [status] * 5


WRITERS = {"lina": (302, 302, 302), "dewi": (302, 302, 302), "ines": (403, 403, 403), "andi": (403, 403, 403),
           "sari": (404, 404, 404), "gusti": (404, 404, 404)}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), WRITERS.items())
@pytest.mark.lambat
def test_who_writes(mamasa: Panggung, name: str, expected: tuple[int, int, int]) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    row = work.selisih.first()
    assert row is not None
    client = mamasa.cast.client(name)
    answer = {"sebab": "lain", "pihak": "dpm", "tindak_lanjut": "Ditanyakan.", "nomor": row.pk}
    found = (
        upload(client, workbook(mamasa.daftar(keluarga=False)))[0],
        client.post(reverse("selisih", args=["76.03", row.pk]), answer).status_code,
        client.post(f"{OKTOBER}bandingkan/").status_code,
    )
    assert found == expected


@pytest.mark.lambat
def test_a_village_without_differences_reads_up_to_when(mamasa: Panggung) -> None:
    sari = mamasa.cast.client("sari")
    assertContains(sari.get("/desa/76.03.01.2004/selisih/"), "Belum dibandingkan")
    mamasa.bandingkan(mamasa.daftar(keluarga=False))
    told = "Sampai perbandingan terakhir, Oktober 2026, daftar desa ini sama dengan daftar BPJS Kesehatan."
    assertContains(sari.get("/desa/76.03.01.2004/selisih/"), told)


@pytest.mark.lambat
def test_a_village_reads_its_own_and_no_other(mamasa: Panggung) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0]["pemda"] += 1
    rows[4]["pemda"] += 1
    mamasa.bandingkan(rows)
    sari = mamasa.cast.client("sari")
    page = sari.get("/desa/76.03.01.2004/selisih/")
    assert [row.nama for row in page.context["page"]] == ["Kepala Desa Rantebulahan"]
    assert sari.get("/desa/76.03.01.2008/selisih/").status_code == 404


@pytest.mark.lambat
def test_a_closed_month_offers_nothing_to_change(mamasa: Panggung) -> None:
    mamasa.bandingkan(mamasa.daftar())
    Rekonsiliasi.objects.update(status="selesai")
    close_month(kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, by=mamasa.dpm)
    lina = mamasa.cast.client("lina")
    page = lina.get(OKTOBER).content.decode()
    assert "Selesai dengan Berita Acara" in page
    assert '<form method="post" action="/kabupaten' not in page
    assert upload(lina, workbook(mamasa.daftar(keluarga=False)))[0] == 200
    assert Tagihan.objects.count() == 1
    told = lina.post(f"{OKTOBER}bandingkan/", follow=True).content.decode()
    assert "sudah ditutup dengan Berita Acara" in told


@pytest.mark.lambat
def test_months_that_do_not_exist(mamasa: Panggung) -> None:
    lina = mamasa.cast.client("lina")
    assert lina.get(f"{REKONSILIASI}2026-13/").status_code == 404
    assert b"belum ditetapkan" in lina.get(f"{REKONSILIASI}2027-01/").content


@pytest.mark.lambat
def test_the_list_page_asks_as_often_for_many_as_for_few(
    mamasa: Panggung, django_assert_max_num_queries: object
) -> None:
    mamasa.bandingkan(mamasa.daftar())
    lina = mamasa.cast.client("lina")
    lina.get(OKTOBER)
    for page in (TAGIHAN, REKONSILIASI, OKTOBER):
        with django_assert_max_num_queries(32):  # type: ignore[operator] # a fixture of pytest-django
            lina.get(page)
