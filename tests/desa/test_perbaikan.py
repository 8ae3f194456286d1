"""A village mends its file in the preview (MM Pasal 6): cells, missing people, a roster that moved meanwhile."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desa.access import today_in
from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, return_to_village
from desa.actions.perbaikan import JawabanMasuk, mend_upload
from desa.enums import StatusUpload
from desa.models import AuditEvent, KepesertaanUpload, MasaJabatan, PerbaikanSel
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.desa.test_kepesertaan_daur import packed, put, sheets

PROOF = ("sk.pdf", b"%PDF-1.4 surat keputusan")


def broken(cast: Cast, *, without_treasurer: bool = False) -> bytes:
    """The head's birth date is impossible, the secretary's wage unclear."""
    perangkat, keluarga = sheets(cast)
    put(perangkat, 1, "Tanggal Lahir", "31/02/1975")
    put(perangkat, 2, "Penghasilan Tetap", "2.500")
    if without_treasurer:
        del perangkat[3]
    return packed(perangkat, keluarga)


def received(cast: Cast, isi: bytes) -> KepesertaanUpload:
    return receive_upload(desa=cast.rantebulahan, nama_berkas="daftar.xlsx", isi=isi, by=cast.sari)


MENDED = {("Perangkat", "F2"): "12 Maret 1975", ("Perangkat", "L3"): "2.500.000"}


@pytest.mark.lambat
def test_mended_cells_stand_beside_the_bytes_and_make_the_file_whole(cast: Cast) -> None:
    isi = broken(cast)
    upload = received(cast, isi)
    before = upload.sha256
    assert {one["sel"] for one in upload.hasil["salah"]} == {"F2", "L3"}
    upload = mend_upload(upload=upload, sel={("Perangkat", "F2"): "12 Maret 1975"}, jawaban=[], by=cast.sari)
    assert (upload.status, [one["sel"] for one in upload.hasil["salah"]]) == (StatusUpload.SALAH, ["L3"])
    upload = mend_upload(upload=upload, sel=MENDED, jawaban=[], by=cast.sari)
    assert (upload.status, upload.sha256, len(upload.hasil["berubah"])) == (StatusUpload.SIAP, before, 1)
    with upload.berkas.open("rb") as kept:
        assert kept.read() == isi
    told = AuditEvent.objects.filter(aksi="kepesertaan.perbaiki").latest("id")
    assert (told.oleh, told.rincian["sel"]) == (
        cast.sari, [{"lembar": "Perangkat", "sel": "L3", "lama": "", "baru": "2.500.000"}],
    )  # fmt: skip
    month = Bulan.of(today_in(cast.mamasa))
    accept(penyampaian=hand_in_upload(upload=upload, bulan=month, by=cast.sari), by=cast.dewi)
    assert cast.peserta[cast.rantebulahan.kode][1].penghasilan.latest("mulai").jumlah == 2_500_000
    with pytest.raises(Kesalahan, match="sudah disampaikan"):
        mend_upload(upload=upload, sel=MENDED, jawaban=[], by=cast.sari)


@pytest.mark.lambat
def test_an_emptied_mending_and_the_same_bytes_again(cast: Cast) -> None:
    isi = broken(cast)
    upload = mend_upload(upload=received(cast, isi), sel=MENDED, jawaban=[], by=cast.sari)
    again = received(cast, isi)
    assert (again, again.status) == (upload, StatusUpload.SIAP)
    back = mend_upload(upload=again, sel={("Perangkat", "F2"): ""}, jawaban=[], by=cast.sari)
    assert (back.status, PerbaikanSel.objects.count()) == (StatusUpload.SALAH, 1)
    with pytest.raises(Kesalahan, match="tidak dikenal"):
        mend_upload(upload=again, sel={("Perangkat", "drop"): "x"}, jawaban=[], by=cast.sari)


@pytest.mark.lambat
def test_who_is_missing_must_be_answered_for_with_day_reason_and_proof(cast: Cast) -> None:
    perangkat, keluarga = sheets(cast)
    del perangkat[3]
    upload = received(cast, packed(perangkat, keluarga))
    term = MasaJabatan.objects.get(peserta=cast.peserta[cast.rantebulahan.kode][2])
    assert [one["masa"] for one in upload.hasil["hilang"]] == [term.pk]
    month = Bulan.of(today_in(cast.mamasa))
    for lacking in (
        JawabanMasuk(term.pk, "berhenti"),
        JawabanMasuk(term.pk, "berhenti", "31/10/2026"),
        JawabanMasuk(term.pk, "berhenti", "31/10/2026", "meninggal"),
        JawabanMasuk(term.pk, "pindah"),
    ):
        upload = mend_upload(upload=upload, sel={}, jawaban=[lacking], by=cast.sari)
        with pytest.raises(Kesalahan, match="belum dapat disampaikan"):
            hand_in_upload(upload=upload, bulan=month, by=cast.sari)
    whole = {"masa": term.pk, "jawaban": "berhenti", "tanggal": "31/10/2026", "alasan": "meninggal"}
    address = f"/api/v1/kepesertaan-upload/{upload.pk}/jawab/"
    told = cast.client("sari").post(address, whole | {"bukti": SimpleUploadedFile(*PROOF)}).json()
    assert [(one["nama"], one["tanggal"]) for one in told["berakhir"]] == [(term.peserta.nama, "2026-10-31")]
    upload.refresh_from_db()
    accept(penyampaian=hand_in_upload(upload=upload, bulan=month, by=cast.sari), by=cast.dewi)
    term.refresh_from_db()
    assert (term.berakhir, term.alasan_berakhir) == (date(2026, 10, 31), "meninggal")


@pytest.mark.lambat
def test_forgotten_stays_with_the_family_and_moved_ends(cast: Cast) -> None:
    perangkat, keluarga = sheets(cast)
    del perangkat[1]
    upload = received(cast, packed(perangkat, keluarga))
    term = MasaJabatan.objects.get(peserta=cast.peserta[cast.rantebulahan.kode][0])
    upload = mend_upload(upload=upload, sel={}, jawaban=[JawabanMasuk(term.pk, "lupa")], by=cast.sari)
    kinds = ("tetap", "baru", "berubah", "berakhir", "salah")
    assert [upload.hasil[kind] for kind in kinds] == [3, [], [], [], []]
    moved = mend_upload(upload=upload, sel={}, jawaban=[JawabanMasuk(term.pk, "pindah", "1/10/2026")], by=cast.sari)
    assert [one["alasan"] for one in moved.hasil["berakhir"]] == ["Pindah ke desa atau tugas lain"]
    other = MasaJabatan.objects.filter(desa=cast.sutera)[0].pk
    with pytest.raises(Kesalahan, match="tidak ada dalam daftar desa"):
        mend_upload(upload=upload, sel={}, jawaban=[JawabanMasuk(other, "lupa")], by=cast.sari)


@pytest.mark.lambat
def test_the_second_of_two_is_told_what_changed_and_goes_on(cast: Cast) -> None:
    """UP-20: Yusuf's file was previewed, then Sari's was handed in and accepted; nobody's change is lost."""
    desa, month = cast.rantebulahan, Bulan.of(today_in(cast.mamasa))
    perangkat, keluarga = sheets(cast)
    put(perangkat, 2, "Faskes Tingkat I", "Klinik Baru")
    second = received(cast, packed(perangkat, keluarga))
    put(perangkat, 2, "Faskes Tingkat I", "Puskesmas")
    put(perangkat, 3, "Penghasilan Tetap", 2_100_000)
    first = received(cast, packed(perangkat, keluarga))
    accept(penyampaian=hand_in_upload(upload=first, bulan=month, by=cast.sari), by=cast.dewi)
    name = cast.peserta[desa.kode][2].nama
    with pytest.raises(Kesalahan, match=rf"Daftar di portal berubah.*Sari.*{name}: Penghasilan Tetap"):
        hand_in_upload(upload=second, bulan=month, by=cast.sari)
    page = cast.client("sari").get(reverse("kepesertaan_unggahan", args=[desa.kode, second.pk])).content.decode()
    assert "Menerima laporan" in page
    assert f"{name}: Penghasilan Tetap" in page
    again = reverse("kepesertaan_periksa_lagi", args=[desa.kode, second.pk])
    assert "Sudah dibandingkan" in cast.client("sari").post(again, follow=True).content.decode()
    second.refresh_from_db()
    assert {one["kolom"] for one in second.hasil["berubah"]} == {"Faskes Tingkat I", "Penghasilan Tetap"}
    assert hand_in_upload(upload=second, bulan=month, by=cast.sari).versi == 2


@pytest.mark.lambat
def test_a_preview_is_mended_on_the_page_kept_for_later_and_handed_in(cast: Cast) -> None:
    desa, sari = cast.rantebulahan, cast.client("sari")
    file = SimpleUploadedFile("daftar.xlsx", broken(cast, without_treasurer=True))
    page = sari.post(reverse("kepesertaan_unggah", args=[desa.kode]), {"berkas": file}, follow=True)
    text, address = page.content.decode(), page.redirect_chain[-1][0]
    term = MasaJabatan.objects.get(peserta=cast.peserta[desa.kode][2])
    assert all(one in text for one in ('name="isi-Perangkat-F2"', 'name="isi-Perangkat-L3"', f'name="jawab-{term.pk}"'))
    later = sari.post(address, {"isi-Perangkat-F2": "12/03/1975", "lanjut": "nanti"}, follow=True)
    assert "Lanjutkan berkas ini" in later.content.decode()
    answer = {
        "isi-Perangkat-L3": "2224420", f"jawab-{term.pk}": "berhenti", f"tanggal-{term.pk}": "31/10/2026",
        f"alasan-{term.pk}": "meninggal", f"bukti-{term.pk}": SimpleUploadedFile(*PROOF),
    }  # fmt: skip
    whole = sari.post(address, {"isi-Perangkat-F2": "12/03/1975", **answer}, follow=True).content.decode()
    assert ("Semua sudah benar." in whole, "31 Oktober 2026" in whole, "2 sel sudah diperbaiki" in whole) == (True,) * 3
    proof = KepesertaanUpload.objects.get().jawaban.get()
    letter = cast.client("dewi").get(reverse("jawabanhilang_bukti", args=[proof.pk]))
    assert b"".join(letter.streaming_content) == PROOF[1]  # type: ignore[attr-defined]  # a file answer
    receipt = sari.post(f"{address}sampaikan/", follow=True).content.decode()
    assert ("https://wa.me/?text=" in receipt, term.peserta.nik in receipt) == (True, False)


@pytest.mark.lambat
def test_a_session_that_ended_gives_the_typed_cells_back(cast: Cast) -> None:
    upload = received(cast, broken(cast))
    address = reverse("kepesertaan_unggahan", args=[cast.rantebulahan.kode, upload.pk])
    sari = cast.client("sari")
    cast.sari.set_password("sandi-untuk-uji-saja")
    cast.sari.save()
    sari.logout()
    sent = sari.post(address, {"isi-Perangkat-F2": "12 Maret 1975"})
    assert (sent.status_code, sent["Location"]) == (302, f"{reverse('masuk')}?next={address}")
    sari.post(sent["Location"], {"username": "sari", "password": "sandi-untuk-uji-saja"})
    assert 'value="12 Maret 1975"' in sari.get(address).content.decode()


@pytest.mark.lambat
def test_a_returned_report_can_be_mended_and_sent_again(cast: Cast) -> None:
    isi, month = broken(cast), Bulan.of(today_in(cast.mamasa))
    upload = mend_upload(upload=received(cast, isi), sel=MENDED, jawaban=[], by=cast.sari)
    report = hand_in_upload(upload=upload, bulan=month, by=cast.sari)
    return_to_village(penyampaian=report, alasan="Gaji sekdes keliru.", by=cast.dewi)
    fresh = received(cast, isi)
    assert (fresh.pk == upload.pk, fresh.status) == (False, StatusUpload.SIAP)


@pytest.mark.lambat
def test_the_person_who_fits_is_offered_and_chosen_by_a_human(cast: Cast) -> None:
    """A NIK that lost its last digit: on the page and through the API the same choice, and never a guess."""
    desa, sari = cast.rantebulahan, cast.client("sari")
    secretary = cast.peserta[desa.kode][1]
    perangkat, keluarga = sheets(cast)
    put(perangkat, 2, "NIK", secretary.nik[:15])
    first = received(cast, packed(perangkat, keluarga))
    page = sari.get(reverse("kepesertaan_unggahan", args=[desa.kode, first.pk])).content.decode()
    assert (f"orang:{secretary.pk}" in page, secretary.nik in page) == (True, False)
    chosen = {"pilih-Perangkat-A3": f"orang:{secretary.pk}"}
    address = reverse("kepesertaan_unggahan", args=[desa.kode, first.pk])
    assert "Semua sudah benar." in sari.post(address, chosen, follow=True).content.decode()
    put(perangkat, 1, "Telepon", "081299990000")
    second = received(cast, packed(perangkat, keluarga))
    body = {"sel": [{"lembar": "Perangkat", "sel": "A3", "kunci": f"orang:{secretary.pk}"}]}
    mend = f"/api/v1/kepesertaan-upload/{second.pk}/perbaiki/"
    assert sari.post(mend, body, content_type="application/json").json()["status"] == "siap"
    other = {"sel": [body["sel"][0] | {"kunci": f"orang:{cast.peserta[cast.sutera.kode][0].pk}"}]}
    assert sari.post(mend, other, content_type="application/json").status_code == 400
