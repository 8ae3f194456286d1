"""The pages of a village's month and of the board, as their users walk them."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from desa.access import today_in
from desa.actions.kepesertaan import return_to_village, state_no_change
from desa.models import KepesertaanUpload, Penyampaian, Peserta
from desa.queries.daftar import rows_for_template
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from tests.cast import Cast
from tests.desa import berkas

TODAY = timezone.localdate()


@pytest.mark.lambat
def test_a_receipts_code_tells_anybody_that_it_is_genuine_and_nobodys_data(cast: Cast, client: Client) -> None:
    bulan = Bulan.of(today_in(cast.mamasa))
    report = state_no_change(desa=cast.rantebulahan, bulan=bulan, by=cast.sari)
    receipt = cast.client("sari").get(reverse("kepesertaan_bukti", args=[cast.rantebulahan.kode, report.pk]))
    address = receipt.context["alamat"]
    path = address.removeprefix(settings.ALAMAT_PORTAL)
    assertContains(receipt, f'<a class="govuk-link" href="{address}"><img src="data:image/svg+xml')
    told = client.get(path)
    assertContains(told, "Bukti laporan ini asli")
    assertContains(told, f"{bulan}/76.03.01.2004/1")
    people = [one.nama for one in cast.peserta[cast.rantebulahan.kode]]
    assert not any(name in told.content.decode() for name in (*people, cast.sari.nama))
    return_to_village(penyampaian=report, alasan="Periksa lagi", by=cast.dewi)
    newer = state_no_change(desa=cast.rantebulahan, bulan=bulan, by=cast.sari)
    assertContains(client.get(path), f"laporan yang lebih baru untuk bulan yang sama, versi {newer.versi}")
    for strange in (path.replace(f"/{report.pk}/", f"/{newer.pk}/"), f"{path[:-3]}xx/"):
        assert client.get(strange).status_code == 404


@pytest.mark.lambat
def test_no_change_is_two_presses_and_a_receipt(cast: Cast) -> None:
    kode, sari = cast.rantebulahan.kode, cast.client("sari")
    start = sari.get(reverse("kepesertaan", args=[kode]))
    assert "Tidak ada perubahan" in start.content.decode()
    assert sari.get(reverse("kepesertaan_tetap", args=[kode])).status_code == 200
    sent = sari.post(reverse("kepesertaan_tetap", args=[kode]))
    report = Penyampaian.objects.get()
    assert sent["Location"] == reverse("kepesertaan_bukti", args=[kode, report.pk])
    assert f"{report.bulan:%Y-%m}/{kode}/1" in sari.get(sent["Location"]).content.decode()
    again = sari.post(reverse("kepesertaan_tetap", args=[kode]), follow=True)
    assert "sudah disampaikan" in again.content.decode()
    assert Penyampaian.objects.count() == 1


@pytest.mark.lambat
def test_a_file_goes_from_download_to_acceptance(cast: Cast) -> None:
    desa, sari, dewi = cast.rantebulahan, cast.client("sari"), cast.client("dewi")
    data = sari.get(reverse("kepesertaan_unduh", args=[desa.kode])).content
    assert data == write_templat(desa.nama, *rows_for_template(desa, TODAY))
    file = SimpleUploadedFile("daftar.xlsx", data)
    sent = sari.post(reverse("kepesertaan_unggah", args=[desa.kode]), {"berkas": file}, follow=True)
    upload = KepesertaanUpload.objects.get()
    assert "Tidak ada yang berubah" in sent.content.decode()
    handed = reverse("kepesertaan_sampaikan", args=[desa.kode, upload.pk])
    assert sari.post(handed)["Location"] == sari.post(handed)["Location"]
    report = Penyampaian.objects.get()
    board = reverse("penyampaian_papan", args=["76.03", str(Bulan.of(today_in(cast.mamasa)))])
    assert dewi.get(reverse("penyampaian", args=["76.03"]))["Location"] == board
    assert "Menunggu diperiksa" in dewi.get(board).content.decode()
    assert dewi.get(reverse("penyampaian_periksa", args=["76.03", report.pk])).status_code == 200
    assert dewi.post(reverse("penyampaian_terima", args=["76.03", report.pk]))["Location"] == board
    report.refresh_from_db()
    assert (report.status, report.diputus_oleh) == ("diterima", cast.dewi)


@pytest.mark.lambat
def test_a_return_shows_its_reason_to_the_village(cast: Cast) -> None:
    kode, sari, dewi = cast.rantebulahan.kode, cast.client("sari"), cast.client("dewi")
    sari.post(reverse("kepesertaan_tetap", args=[kode]))
    back = reverse("penyampaian_kembalikan", args=["76.03", Penyampaian.objects.get().pk])
    assert "Tulis apa yang harus diperbaiki desa." in dewi.post(back, {"alasan": " "}).content.decode()
    dewi.post(back, {"alasan": "Kaur Umum sudah berganti."})
    assert "Kaur Umum sudah berganti." in sari.get(reverse("kepesertaan", args=[kode])).content.decode()


@pytest.mark.lambat
def test_every_waiting_no_change_is_accepted_at_once(cast: Cast) -> None:
    cast.client("sari").post(reverse("kepesertaan_tetap", args=[cast.rantebulahan.kode]))
    cast.client("yusuf").post(reverse("kepesertaan_tetap", args=[cast.sondonglayu.kode]))
    month = str(Bulan.of(today_in(cast.mamasa)))
    answer = cast.client("dewi").post(reverse("penyampaian_terima_semua", args=["76.03", month]), follow=True)
    assert "2 laporan tanpa perubahan diterima." in answer.content.decode()
    assert list(Penyampaian.objects.values_list("status", flat=True)) == ["diterima", "diterima"]


@pytest.mark.parametrize("name", ["kosong", "sandi", "sel_terjauh", "bom_zip"])
@pytest.mark.lambat
def test_a_bad_file_is_told_beside_its_field_and_nothing_is_kept(cast: Cast, name: str) -> None:
    make, filename, pesan = berkas.BURUK[name]
    before = Peserta.objects.count()
    answer = cast.client("sari").post(
        reverse("kepesertaan_unggah", args=[cast.rantebulahan.kode]),
        {"berkas": SimpleUploadedFile(filename, make())},
    )
    assert (answer.status_code, pesan in answer.content.decode()) == (200, True)
    assert (KepesertaanUpload.objects.count(), Peserta.objects.count()) == (0, before)


@pytest.mark.lambat
def test_faults_are_shown_with_sheet_and_cell_and_no_way_to_hand_in(cast: Cast) -> None:
    desa, sari = cast.rantebulahan, cast.client("sari")
    data = berkas.buku([["NIK", "Nama", "Jabatan"], [7603010101909001, "Andi", "Staf"]])
    page = sari.post(
        reverse("kepesertaan_unggah", args=[desa.kode]), {"berkas": SimpleUploadedFile("a.xlsx", data)}, follow=True
    )
    text = page.content.decode()
    assert ("Perangkat, sel A2" in text, "kepesertaan_sampaikan" in text, 'sampaikan/"' in text) == (True, False, False)
    upload = KepesertaanUpload.objects.get()
    refused = sari.post(reverse("kepesertaan_sampaikan", args=[desa.kode, upload.pk]), follow=True)
    assert "Berkas belum dapat disampaikan" in refused.content.decode()
    assert Penyampaian.objects.count() == 0


@pytest.mark.lambat
def test_who_may_not_see_gets_404_and_who_may_not_do_gets_403(cast: Cast) -> None:
    kode = cast.rantebulahan.kode
    person = reverse("peserta", args=[cast.peserta[kode][0].pk])
    names = ("kepesertaan", "kepesertaan_unduh", "kepesertaan_tetap", "kepesertaan_unggah")
    addresses = [reverse(name, args=[kode]) for name in names]
    assert [cast.client("yusuf").get(one).status_code for one in [*addresses, person]] == [404] * 5
    assert [cast.client("ines").get(one).status_code for one in [*addresses, person]] == [200, 200, 403, 403, 200]
    board = reverse("penyampaian", args=["76.03"])
    assert [cast.client(name).get(board).status_code for name in ("sari", "damar", "ines")] == [404, 404, 302]
    cast.client("sari").post(addresses[2])
    accept = reverse("penyampaian_terima", args=["76.03", Penyampaian.objects.get().pk])
    assert [cast.client(name).post(accept).status_code for name in ("sari", "damar", "ines", "lina")] == [
        404, 404, 403, 403,
    ]  # fmt: skip


def test_a_persons_page_tells_posts_wages_and_who_is_covered(cast: Cast) -> None:
    head = cast.peserta[cast.rantebulahan.kode][0]
    text = cast.client("sari").get(reverse("peserta", args=[head.pk])).content.decode()
    assert (head.nik in text, text.count("Ditanggung bersama peserta"), "Rp\u00a02.426.640" in text) == (False, 3, True)


@pytest.mark.parametrize("address", ["/desa/%00/kepesertaan/", "/kabupaten/76.03%00/penyampaian/"])
def test_a_code_with_a_sign_that_no_database_stores_does_not_exist(cast: Cast, address: str) -> None:
    assert cast.client("dewi").get(address).status_code == 404
