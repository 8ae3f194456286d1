"""The JAMKESDA register: not complete, not active; seen by another person, decided by two (Pasal 7 Perbup 2/2009)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains
from rest_framework.test import APIClient

from desa.actions.jamkesda import draw_sample, keep_facility, open_referral
from desa.actions.kelayakan import decide_double, receive_other_list
from desa.actions.warga import (
    add_resident_document,
    decide_resident,
    hand_in_resident,
    propose_decision,
    verify_resident,
)
from desa.enums import JenisDokumen
from desa.models import Desa, Membership, PemberiKerja, PutusanWarga, Rujukan, SampelLapangan, User, Warga
from desa.queries.ganda import findings
from desa.queries.jamkesda import facilities_from, known_of_one, report
from desa.rules.jamkesda import KeadaanWarga, draw, obstacles
from desa.rules.kelayakan import DokumenAda, completeness
from jaminan.kesalahan import Kesalahan
from tests.api.conftest import masuk  # noqa: F401 - a client of the API per member of the cast
from tests.cases import law_cases, regulations
from tests.cast import Cast
from tests.house import ROOT, one_line
from tests.jamkesda import BORN, nik_of, resident_of
from tests.kelayakan import SCAN, other_list

TODAY = date(2026, 10, 20)
SURAT = ("surat.pdf", b"%PDF-1.4 surat belum punya jaminan lain")


@pytest.fixture(autouse=True)
def twentieth_of_october() -> Iterator[None]:
    with time_machine.travel("2026-10-20T02:00:00Z", tick=False):
        yield


@pytest.fixture
def dara(cast: Cast) -> User:
    """The second person at DPM-Pemdes."""
    user = User.objects.create(username="dara", nama="Dara")
    Membership.objects.create(user=user, peran="dpm", kabupaten=cast.kayong_utara, mulai=date(2020, 1, 1))
    return user


def handed_in(cast: Cast, desa: Desa, serial: int = 1, **more: Any) -> Warga:
    return hand_in_resident(desa=desa, by=cast.wahyu, **resident_of(desa, serial) | more)


def with_papers(cast: Cast, warga: Warga) -> Warga:
    add_resident_document(warga=warga, jenis="ktp", tanggal=date(2018, 1, 2), berkas=SCAN, by=cast.wahyu)
    add_resident_document(warga=warga, jenis="pernyataan", tanggal=date(2026, 9, 1), berkas=SURAT, by=cast.wahyu)
    return warga


def accepted(cast: Cast, dara: User, warga: Warga) -> Warga:
    """Complete, seen by Damar, proposed by Damar, agreed by Dara."""
    with_papers(cast, warga)
    verify_resident(warga=warga, tanggal=TODAY, temuan="sesuai", catatan="Ditemui di rumah", by=cast.damar)
    made = propose_decision(warga=warga, jenis="terima", alasan="Semua syarat ada", by=cast.damar)
    decide_resident(putusan=made, setuju=True, by=dara)
    warga.refresh_from_db()
    return warga


def test_what_the_article_asks_is_quoted_from_the_abstract() -> None:
    part = regulations()["kayong-utara-39-2018"].kelayakan
    assert part is not None
    assert part.jamkesda is not None
    text = (ROOT / "fixtures" / "peraturan" / "jamkesda_abstrak.txt").read_text(encoding="utf-8")
    assert one_line(part.jamkesda.kutipan) in one_line(text)
    other = regulations()["mamasa-10-2021"].kelayakan
    assert other is not None
    assert other.jamkesda is None, "which regency keeps a register is data"


@pytest.mark.parametrize("case", law_cases("jamkesda"))
def test_what_keeps_somebody_out_by_the_article(case: dict[str, Any]) -> None:
    part = regulations()["kayong-utara-39-2018"].kelayakan
    assert part is not None
    assert part.jamkesda is not None
    papers = [DokumenAda(JenisDokumen(kind), date.fromisoformat(day)) for kind, day in map(str.split, case["ada"])]
    checked = completeness(part.jamkesda.syarat, papers, case["pada"])
    state = KeadaanWarga(checked, case["temuan"], tuple(case["ganda"]), case["kerja"])
    found = obstacles(state, part.jamkesda)
    assert (len(found), state.memenuhi) == (case["halangan"], case["halangan"] == 0), found


@pytest.mark.lambat
def test_a_resident_becomes_active_step_by_step_on_the_screen(cast: Cast, dara: User) -> None:
    """KTP or KK or domicile letter, and the statement; seen by another; two people (Pasal 7)."""
    village, office, second = cast.client("wahyu"), cast.client("damar"), Client()
    second.force_login(dara)
    form = {**resident_of(cast.sutera), "tanggal_lahir": "14/2/1980", "tinggal_sejak": "1/5/1999"}
    assertContains(village.post("/desa/61.11.01.2001/jamkesda/tambah/", form | {"nik": "61110114"}), "seharusnya 16")
    assert village.post("/desa/61.11.01.2001/jamkesda/tambah/", form).status_code == 302
    row = Warga.objects.get()
    page = f"/warga/{row.pk}/"
    assertContains(village.get(page), "Belum diperiksa di lapangan")
    usul = {"jenis": "terima", "alasan": "Keluarga tidak mampu"}
    assertContains(office.post(f"{page}usulkan/", usul), "belum dapat diterima. Identitas diri belum ada")
    for kind, (name, isi) in (("domisili", SCAN), ("pernyataan", SURAT)):
        sent = {"jenis": kind, "tanggal": "1/9/2026", "berkas": SimpleUploadedFile(name, isi)}
        assert village.post(f"{page}dokumen/", sent).status_code == 302
    seen = {"tanggal": "19/10/2026", "temuan": "sesuai", "catatan": "Bertemu istrinya"}
    assert office.post(f"{page}verifikasi/", seen).status_code == 302
    assert office.post(f"{page}usulkan/", usul | {"hubungan": "Sekampung asal"}).status_code == 302
    made = PutusanWarga.objects.get()
    assertContains(office.post(f"/putusan-warga/{made.pk}/", {"setuju": "ya"}), "Putusan perlu orang kedua.")
    assertContains(second.get(f"/putusan-warga/{made.pk}/"), "Hubungan pengusul: Sekampung asal.")
    assert second.post(f"/putusan-warga/{made.pk}/", {"setuju": "ya"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "aktif"
    assertContains(village.get(page), "Lembar peserta (PDF)")
    assertNotContains(village.get(page), row.nik)
    assert cast.client("beni").get(page).status_code == 404
    assert cast.client("rina").get("/desa/61.11.01.2001/jamkesda/").status_code == 404, "no business of the treasurer"


def test_nobody_verifies_or_decides_what_they_handed_in(cast: Cast) -> None:
    row = with_papers(cast, handed_in(cast, cast.sutera))
    with pytest.raises(Kesalahan, match="orang selain yang mengajukan"):
        verify_resident(warga=row, tanggal=TODAY, temuan="sesuai", catatan="-", by=cast.wahyu)
    with pytest.raises(Kesalahan, match="tidak boleh mengusulkan"):
        propose_decision(warga=row, jenis="terima", alasan="Saudara", by=cast.wahyu)
    verify_resident(warga=row, tanggal=TODAY, temuan="tidak_ditemukan", catatan="Rumah kosong", by=cast.damar)
    assert known_of_one(row, TODAY).halangan == ["Pemeriksaan lapangan: orangnya tidak ditemukan."]


@pytest.mark.lambat
def test_other_cover_blocks_with_the_scheme_named(cast: Cast) -> None:
    row, other = handed_in(cast, cast.sutera), handed_in(cast, cast.sutera, 2, nama="Zulkifli Hamdan")
    rows = [(row.nik, row.nama, BORN), ("6111011402809777", other.nama.upper(), BORN)]
    receive_other_list(kabupaten=cast.kayong_utara, skema="jamkesmas", keadaan=TODAY, nama_berkas="j.xlsx",
                       isi=other_list(rows), by=cast.damar)  # fmt: skip
    [sure] = [one for one in known_of_one(row, TODAY).halangan if "ganda" in one]
    assert sure == "NIK-nya ada pada daftar Jamkesmas, baris 4. Jaminannya ganda (Pasal 7)."
    asked = next(
        one for one in findings(cast.kayong_utara, TODAY, residents=True) if not one.pasti and one.orang.pk == other.pk
    )
    assert any("Mirip dengan" in one for one in known_of_one(other, TODAY).halangan)
    decide_double(kabupaten=cast.kayong_utara, kunci=asked.kunci, putusan="bukan", alasan="Beda ibu", by=cast.damar)
    assert not any("Mirip dengan" in one for one in known_of_one(other, TODAY).halangan)
    assertContains(cast.client("damar").get("/kabupaten/61.11/kelayakan/"), "Tidak berhak atas JAMKESDA")


def test_an_official_and_the_family_are_insured_already(cast: Cast) -> None:
    wife = cast.peserta[cast.sutera.kode][0].keluarga.all()[0]
    row = handed_in(cast, cast.sutera)
    Warga.objects.filter(pk=row.pk).update(nik=wife.nik)
    row.refresh_from_db()
    assert any("daftar perangkat desa atau keluarganya" in one for one in known_of_one(row, TODAY).halangan)


@pytest.mark.lambat
def test_the_second_person_finds_the_proposal_on_the_start_page(cast: Cast, dara: User) -> None:
    """Nobody else does, and the register stands at the foot of the page where the regency keeps one."""
    row = hand_in_resident(desa=cast.sutera, **resident_of(cast.sutera), by=cast.wahyu)
    propose_decision(warga=row, jenis="tolak", alasan="Pindah domisili", by=cast.damar)
    second = Client()
    second.force_login(dara)
    start = second.get("/")
    assertContains(start, "Putuskan 1 usul JAMKESDA")
    assertContains(start, '<a class="govuk-footer__link" href="/kabupaten/61.11/jamkesda/">JAMKESDA</a>')
    assertContains(cast.client("wahyu").get("/"), 'href="/desa/61.11.01.2001/jamkesda/">JAMKESDA</a>')
    assertNotContains(cast.client("damar").get("/"), "usul JAMKESDA")
    for stranger in ("rina", "dewi", "sari"):
        assertNotContains(cast.client(stranger).get("/"), "JAMKESDA")


def test_a_number_is_on_the_register_once_and_a_refused_one_may_come_again(cast: Cast, dara: User) -> None:
    row = handed_in(cast, cast.sutera)
    with pytest.raises(Kesalahan, match="Hubungi DPM-Pemdes") as told:
        handed_in(cast, cast.benawai, nik=row.nik)
    assert "Sutera" not in str(told.value), "nobody is told in which village"
    made = propose_decision(warga=row, jenis="tolak", alasan="Pindah domisili", by=cast.damar)
    with pytest.raises(Kesalahan, match="Catatan belum diisi"):
        decide_resident(putusan=made, setuju=False, by=dara)
    decide_resident(putusan=made, setuju=True, by=dara)
    assert handed_in(cast, cast.benawai, nik=row.nik).status == "diajukan"
    with pytest.raises(Kesalahan, match="sudah selesai: ditolak"):
        verify_resident(warga=row, tanggal=TODAY, temuan="sesuai", catatan="-", by=cast.damar)


@pytest.mark.lambat
def test_who_has_an_employer_goes_to_its_list_and_not_to_the_aid(cast: Cast) -> None:
    row = with_papers(cast, handed_in(cast, cast.sutera, pemberi_kerja="PT  Sawit Uji"))
    handed_in(cast, cast.sutera, 2, pemberi_kerja="pt sawit uji")
    assert PemberiKerja.objects.get().warga.count() == 2, "one employer, however it is written"
    verify_resident(warga=row, tanggal=TODAY, temuan="sesuai", catatan="Ditemui", by=cast.damar)
    with pytest.raises(Kesalahan, match="Bekerja pada PT Sawit Uji, yang wajib mendaftarkannya"):
        propose_decision(warga=row, jenis="terima", alasan="Mohon", by=cast.damar)
    office = cast.client("damar")
    said = {"tanggal": "19/10/2026", "uraian": "Disurati nomor 440/12"}
    assert office.post(f"/pemberi-kerja/{PemberiKerja.objects.get().pk}/tindak/", said).status_code == 302
    assertContains(office.get("/kabupaten/61.11/jamkesda/pemberi-kerja/"), "Disurati nomor 440/12")


def test_the_same_seed_draws_the_same_people_from_each_kecamatan(cast: Cast) -> None:
    for serial in range(1, 8):
        handed_in(cast, cast.sutera, serial)
    for serial in range(1, 3):
        handed_in(cast, cast.padu_banjar, serial)
    office = cast.client("damar")
    assert office.post("/kabupaten/61.11/jamkesda/sampel/", {"benih": "Oktober 2026"}).status_code == 302
    sampel = SampelLapangan.objects.get()
    drawn = list(sampel.butir.values_list("warga__desa__nama", flat=True))
    assert (sampel.populasi, drawn.count("Sutera"), drawn.count("Padu Banjar")) == (9, 3, 2)
    strata: dict[str, list[tuple[int, str]]] = {}
    for pk, nik, place in Warga.objects.values_list("pk", "nik", "desa__kecamatan__kode"):
        strata.setdefault(place, []).append((pk, nik))
    again = draw("Oktober 2026", {place: people[::-1] for place, people in strata.items()}, 10, 3)
    assert set(again) == set(sampel.butir.values_list("warga_id", flat=True)), (
        "the order of the register does not count"
    )
    assert set(draw("Lain", strata, 10, 3)) != set(again)
    with pytest.raises(Kesalahan, match="sudah dipakai"):
        draw_sample(kabupaten=cast.kayong_utara, benih="Oktober 2026", by=cast.damar)
    row = sampel.butir.all()[0].warga
    verify_resident(warga=row, sampel=sampel, tanggal=TODAY, temuan="berbeda", catatan="Pindah RT", by=cast.damar)
    assertContains(office.get(f"/sampel-lapangan/{sampel.pk}/"), "Sudah diperiksa 1.")


@pytest.mark.lambat
def test_a_referral_stays_open_until_somebody_says_how_it_ended(cast: Cast, dara: User) -> None:
    row = handed_in(cast, cast.sutera)
    far = keep_facility(kabupaten=cast.kayong_utara, nama="RSUD Ketapang", jenis="rumah_sakit", alamat="Ketapang",
                        jarak={"61.11.01": 70}, by=cast.damar)  # fmt: skip
    keep_facility(kabupaten=cast.kayong_utara, nama="Puskesmas Sukadana", jenis="puskesmas", alamat="Sukadana",
                  jarak={"61.11.01": 2, "61.11.02": None}, by=cast.damar)  # fmt: skip
    assert [(one.nama, km) for one, km in facilities_from(cast.sutera.kecamatan)] == [
        ("Puskesmas Sukadana", 2), ("RSUD Ketapang", 70)]  # fmt: skip
    with pytest.raises(Kesalahan, match="belum peserta aktif"):
        open_referral(warga=row, faskes=far, tanggal=TODAY, nomor_surat="R/1", by=cast.wahyu)
    accepted(cast, dara, row)
    village = cast.client("wahyu")
    said = {"faskes": far.pk, "tanggal": "19/10/2026", "nomor_surat": "445/1"}
    assert village.post(f"/warga/{row.pk}/rujuk/", said).status_code == 302
    assertContains(village.post(f"/warga/{row.pk}/rujuk/", said), "masih terbuka")
    office = cast.client("damar")
    assertContains(office.get("/kabupaten/61.11/jamkesda/rujukan/"), "445/1")
    end = {"hasil": "dilayani", "catatan": "Dirawat tiga hari"}
    assert office.post(f"/rujukan/{Rujukan.objects.get().pk}/tutup/", end).status_code == 302
    assertContains(office.get("/kabupaten/61.11/jamkesda/rujukan/"), "Tidak ada rujukan terbuka")


@pytest.mark.lambat
def test_the_report_counts_each_kecamatan_against_the_article(cast: Cast, dara: User, tmp_path: Any) -> None:
    accepted(cast, dara, handed_in(cast, cast.sutera))
    with_papers(cast, handed_in(cast, cast.benawai, 2))
    handed_in(cast, cast.padu_banjar, 3, pemberi_kerja="PT Uji")
    found = report(cast.kayong_utara, TODAY)
    assert [(one.kecamatan.nama, one.angka(), one.persen) for one in found.baris] == [
        ("Sukadana", (2, 2, 1, 0, 0, 1, 1, 0), 100), ("Simpang Hilir", (1, 0, 0, 0, 1, 0, 0, 0), None)]  # fmt: skip
    assert found.jumlah() == (3, 2, 1, 0, 1, 1, 1, 0)
    late = report(cast.kayong_utara, date(2027, 9, 2))
    assert late.baris[0].persen == 0, "the statement has run out: still active, no longer by the article"
    office = cast.client("damar")
    assertContains(office.get("/kabupaten/61.11/jamkesda/"), "100 % dari yang aktif sesuai pasal")
    book = tmp_path / "laporan.xlsx"
    book.write_bytes(office.get("/kabupaten/61.11/jamkesda/xlsx/").content)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    assert [cell.value for cell in sheet[5]][:9] == ["Sukadana", 2, 2, 1, 0, 0, 1, 1, 0]
    row = Warga.objects.get(status="aktif")
    for path in (
        "/kabupaten/61.11/jamkesda/pdf/",
        "/desa/61.11.01.2001/jamkesda/formulir/",
        f"/warga/{row.pk}/lembar/",
    ):
        assert office.get(path).content.startswith(b"%PDF-"), path
    assertContains(cast.client("dewi").get("/kabupaten/76.03/jamkesda/"), "tidak memiliki register JAMKESDA")


@pytest.mark.lambat
def test_the_api_does_the_same(cast: Cast, dara: User, masuk: Callable[[str], APIClient]) -> None:  # noqa: F811
    wahyu, damar, second = masuk("wahyu"), masuk("damar"), APIClient()
    second.force_authenticate(dara)
    body = {**resident_of(cast.sutera), "desa": "61.11.01.2001", "tanggal_lahir": "1980-02-14",
            "tinggal_sejak": "1999-05-01"}  # fmt: skip
    made = wahyu.post("/api/v1/warga/", body, format="json")
    assert (made.status_code, made.json()["skor"], made.json()["nik"]) == (
        201,
        0,
        f"611101******{nik_of(cast.sutera, 1)[-4:]}",
    )
    path = f"/api/v1/warga/{made.json()['id']}/"
    for kind, (name, isi) in (("kk", SCAN), ("pernyataan", SURAT)):
        sent = {"jenis": kind, "tanggal": "2026-09-01", "berkas": SimpleUploadedFile(name, isi)}
        assert wahyu.post(f"{path}dokumen/", sent).status_code == 201
    seen = {"tanggal": "2026-10-19", "temuan": "sesuai", "catatan": "Ditemui"}
    assert wahyu.post(f"{path}verifikasi/", seen).status_code == 403
    assert damar.post(f"{path}verifikasi/", seen).status_code == 201
    assert damar.post(f"{path}usulkan/", {"jenis": "terima", "alasan": "Lengkap"}).json()["status"] == "menunggu"
    assert damar.post(f"{path}putuskan/", {"setuju": True}).status_code == 400
    assert second.post(f"{path}putuskan/", {"setuju": True}).json()["status"] == "aktif"
    place = {"kabupaten": "61.11", "nama": "RSUD Uji", "jenis": "rumah_sakit", "alamat": "Ketapang",
             "jarak": {"61.11.01": 70}}  # fmt: skip
    faskes = damar.post("/api/v1/faskes/", place, format="json").json()
    assert faskes["jarak"] == [{"kecamatan": "61.11.01", "km": 70}]
    referred = {"faskes": faskes["id"], "tanggal": "2026-10-19", "nomor_surat": "445/1"}
    number = wahyu.post(f"{path}rujuk/", referred).json()["id"]
    assert [one["id"] for one in wahyu.get("/api/v1/rujukan/?terbuka=true").json()["results"]] == [number]
    assert (
        damar.post(f"/api/v1/rujukan/{number}/tutup/", {"hasil": "dilayani", "catatan": "Selesai"}).status_code == 201
    )
    drawn = damar.post("/api/v1/sampel-lapangan/", {"kabupaten": "61.11", "benih": "A"}).json()
    assert [one["nama"] for one in drawn["butir"]] == ["Warga 1 Sutera"]
    [line, _] = damar.get("/api/v1/kabupaten/61.11/jamkesda/").json()
    assert (line["aktif"], line["aktif_sesuai"], line["persen"]) == (1, 1, 100)
    assert masuk("gusti").get(path).status_code == 404
    assert masuk("dewi").get("/api/v1/kabupaten/76.03/jamkesda/").status_code == 400
