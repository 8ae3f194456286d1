"""Eligibility on the screen and through the API: documents, lists of other schemes, double cover and its consequence.

No decision about a double cover writes the roster: only the village's report does (KU Pasal 2 ayat (2)).
"""

import io
from collections.abc import Callable, Iterator
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains
from rest_framework.test import APIClient

from desa.actions.kelayakan import add_document, decide_double, receive_other_list, withdraw_document
from desa.models import AnggotaKeluarga, AuditEvent, DaftarLain, DokumenOrang, MasaJabatan, Peserta
from desa.queries.daftar import difference, rows_for_template
from desa.queries.ganda import findings
from desa.queries.kelayakan import completeness_of
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.api.conftest import masuk  # noqa: F401 - a client of the API per member of the cast
from tests.cast import Cast
from tests.kelayakan import SCAN, other_list

TODAY = date(2026, 10, 20)
PERNYATAAN = ("surat.pdf", b"%PDF-1.4 pernyataan")


@pytest.fixture(autouse=True)
def twentieth_of_october() -> Iterator[None]:
    with time_machine.travel("2026-10-20T02:00:00Z", tick=False):
        yield


@pytest.fixture
def listed(cast: Cast) -> DaftarLain:
    """A PBI list with Sutera's head by NIK, its secretary under another NIK, and a row without anything to compare."""
    head, secretary, _ = cast.peserta[cast.sutera.kode]
    rows = [
        (head.nik, head.nama, head.tanggal_lahir),
        ("6111014211849777", f"HJ. {secretary.nama.upper()}", secretary.tanggal_lahir),
        ("6111", "Tanpa tanggal", None),
    ]
    return receive_other_list(
        kabupaten=cast.kayong_utara, skema="pbi", keadaan=date(2026, 9, 30), nama_berkas="pbi.xlsx",
        isi=other_list(rows), by=cast.damar,
    )  # fmt: skip


@pytest.mark.lambat
def test_a_list_is_kept_to_the_byte_and_every_row_is_accounted_for(cast: Cast, listed: DaftarLain) -> None:
    assert (listed.versi, listed.baris, listed.dipakai, listed.tidak_dipakai) == (1, 3, 2, 1)
    page = cast.client("damar").get(f"/daftar-jaminan-lain/{listed.pk}/")
    assertContains(page, "seharusnya 16")
    with listed.berkas.open("rb") as kept:
        isi = kept.read()
    with pytest.raises(Kesalahan, match="sudah diterima sebagai versi 1"):
        receive_other_list(kabupaten=cast.kayong_utara, skema="pbi", keadaan=TODAY, nama_berkas="lagi.xlsx", isi=isi,
                           by=cast.damar)  # fmt: skip
    with pytest.raises(Kesalahan, match="belum tiba"):
        receive_other_list(kabupaten=cast.kayong_utara, skema="pbi", keadaan=date(2027, 1, 1), nama_berkas="a.xlsx",
                           isi=isi, by=cast.damar)  # fmt: skip


@pytest.mark.lambat
def test_who_is_on_a_list_is_found_by_nik_and_asked_about_by_name(cast: Cast, listed: DaftarLain) -> None:
    found = {one.orang.nama: one for one in findings(cast.kayong_utara, TODAY)}
    head, secretary = found["Kepala Desa Sutera"], found["Sekretaris Desa Sutera"]
    assert (head.pasti, head.pasal, head.terbuka) == (True, "2 ayat (2) huruf b", True)
    assert (secretary.pasti, secretary.terbuka) == (False, True)
    page = cast.client("damar").get("/kabupaten/61.11/kelayakan/")
    assertContains(page, "Dugaan")
    assertNotContains(page, cast.peserta[cast.sutera.kode][0].nik)


@pytest.mark.lambat
def test_a_newcomer_on_another_list_is_asked_about_before_anybody_accepts(cast: Cast, listed: DaftarLain) -> None:
    """By NIK for certain, by name and birth date as a likeness that shows nobody else's data."""
    receive_other_list(
        kabupaten=cast.kayong_utara, skema="pbi", keadaan=TODAY, nama_berkas="baru.xlsx", by=cast.damar,
        isi=other_list([("6111010505909001", "Lain", None), ("6111010505909777", "ROHANI B ALI", BORN),
                        ("6111010505909003", "Said", BORN)]),
    )  # fmt: skip
    workbook = openpyxl.load_workbook(io.BytesIO(write_templat("Benawai", *rows_for_template(cast.benawai, TODAY))))
    sheet = workbook["Perangkat"]
    titles = [cell.value for cell in sheet[1]]
    for number, (nik, nama, cover) in enumerate(NEWCOMERS, sheet.max_row + 1):
        row = {"NIK": nik, "Nama": nama, "Jenis Kelamin (L/P)": "L", "Tanggal Lahir": BORN, "Jaminan Lain": cover,
               "Jabatan": f"Kepala Dusun {nama}", "Tanggal Pelantikan": TODAY,
               "Penghasilan Tetap": 2_100_000}  # fmt: skip
        for title, value in row.items():
            sheet.cell(number, titles.index(title) + 1).value = value
    target = io.BytesIO()
    workbook.save(target)
    hasil = difference(cast.benawai, target.getvalue(), hari=TODAY, bulan=Bulan.of(TODAY))
    asked = [(one.sel, one.pesan) for one in hasil.ragu if "daftar" in one.pesan]
    first = sheet.max_row - len(NEWCOMERS) + 1
    follows = "(PBI). Yang sudah dijamin di sana tidak berhak dijamin lagi (Pasal 2 ayat (2) huruf b)."
    assert (hasil.salah, asked) == ([], [
        (f"A{first}", f"NIK Tono ada pada daftar Penerima bantuan iuran {follows}"),
        (f"A{first + 1}", "Nama dan tanggal lahir Rohani B. Ali mirip dengan seseorang pada daftar Penerima bantuan "
                          f"iuran {follows}"),
    ])  # fmt: skip


BORN = date(1990, 5, 5)
NEWCOMERS = (
    ("6111010505909001", "Tono", ""), ("6111010505909002", "Rohani B. Ali", ""),
    ("6111010505909003", "Said", "PBI"),
)  # fmt: skip


@pytest.mark.lambat
def test_a_refused_likeness_is_remembered_over_the_next_version(cast: Cast, listed: DaftarLain) -> None:
    secretary = cast.peserta[cast.sutera.kode][1]
    asked = next(one for one in findings(cast.kayong_utara, TODAY) if not one.pasti)
    client = cast.client("damar")
    path = f"/kabupaten/61.11/kelayakan/putuskan/?kasus={asked.kunci}"
    assertContains(client.get(path), "Apakah ini orang yang sama?")
    said = {"kasus": asked.kunci, "putusan": "bukan", "alasan": ""}
    assertContains(client.post(path, said), "Tulis alasannya.")
    assert client.post(path, said | {"alasan": "Alamat dan ibu kandungnya berbeda"}).status_code == 302
    rows = [("6111014211849777", f"Hj. {secretary.nama}", secretary.tanggal_lahir)]
    receive_other_list(kabupaten=cast.kayong_utara, skema="pbi", keadaan=TODAY, nama_berkas="pbi2.xlsx",
                       isi=other_list(rows), by=cast.damar)  # fmt: skip
    [again] = findings(cast.kayong_utara, TODAY)
    assert (again.kunci, again.selesai, again.alasan) == (asked.kunci, True, "Alamat dan ibu kandungnya berbeda")


@pytest.mark.lambat
def test_a_confirmed_double_cover_is_the_villages_to_report(cast: Cast, listed: DaftarLain) -> None:
    head = cast.peserta[cast.sutera.kode][0]
    sure = next(one for one in findings(cast.kayong_utara, TODAY) if one.pasti)
    decide_double(kabupaten=cast.kayong_utara, kunci=sure.kunci, putusan="ganda", alasan="KIS aktif", by=cast.damar)
    head.refresh_from_db()
    assert head.jaminan_lain == "", "the decision itself changes nobody's roster"
    village = cast.client("wahyu")
    assertContains(village.get("/"), f"Laporkan jaminan {head.nama}")
    page = village.get("/desa/61.11.01.2001/kelayakan/")
    assertContains(page, "tidak diiurkan di sini (Pasal 2 ayat (2) huruf b)")
    assertContains(page, "DPM-Pemdes menegaskan: KIS aktif")
    Peserta.objects.filter(pk=head.pk).update(jaminan_lain="PBI")  # as the accepted report leaves it
    [done] = [one for one in findings(cast.sutera, TODAY) if one.pasti]
    assert (done.tercatat, done.selesai) == (True, True)
    assertNotContains(village.get("/"), "Laporkan jaminan")
    assert AuditEvent.objects.filter(aksi="jaminan_ganda.putus", kabupaten=cast.kayong_utara).count() == 1


def test_one_person_twice_in_our_own_registers(cast: Cast) -> None:
    """Two villages, and a wife who is herself in office; a village is never told where."""
    head, secretary, _ = cast.peserta[cast.sutera.kode]
    MasaJabatan.objects.create(peserta=head, desa=cast.benawai, jabatan="kepala_dusun", bidang="Satu", mulai=TODAY)
    wife = AnggotaKeluarga.objects.filter(peserta=cast.peserta[cast.padu_banjar.kode][0]).first()
    assert wife is not None
    AnggotaKeluarga.objects.filter(pk=wife.pk).update(nik=secretary.nik)
    found = {str(one.jenis): one for one in findings(cast.kayong_utara, TODAY)}
    assert set(found) == {"dua_desa", "pejabat_keluarga"}
    assert "Desa Benawai Agung" in found["dua_desa"].teks
    [told] = [one for one in findings(cast.padu_banjar, TODAY) if one.jenis == "pejabat_keluarga"]
    assert told.teks.endswith("Tempat lainnya diketahui DPM-Pemdes.")


@pytest.mark.lambat
def test_documents_make_a_person_complete_until_they_run_out(cast: Cast) -> None:
    head = cast.peserta[cast.sutera.kode][0]
    client = cast.client("wahyu")
    path = f"/peserta/{head.pk}/dokumen/"
    assertContains(client.get(path), "Belum lengkap")
    sent = {"jenis": "ktp", "tanggal": "1/2/2020", "berkas": SimpleUploadedFile("ktp.pdf", SCAN[1])}
    assert client.post(f"{path}tambah/", sent).status_code == 302
    add_document(orang=head, desa=cast.sutera, jenis="pernyataan", tanggal=date(2025, 11, 1), berkas=PERNYATAAN,
                 by=cast.wahyu)  # fmt: skip
    page = client.get(path)
    assertContains(page, "2 dari 2 syarat (100 %)")
    assertContains(page, "Segera habis.")
    [row] = [one for one in completeness_of(cast.sutera, TODAY) if one.peserta == head]
    assert (row.kelengkapan.lengkap, row.segera, row.keluarga, row.keluarga_lengkap) == (True, True, 3, 0)
    assert not completeness_of(cast.sutera, date(2026, 11, 2))[0].kelengkapan.lengkap
    assertContains(client.get("/desa/61.11.01.2001/kelayakan/"), "Ada yang segera habis")
    kept = DokumenOrang.objects.get(jenis="ktp")
    file = client.get(f"/dokumen/{kept.pk}/")
    assert (file["Content-Disposition"], b"".join(file)) == ('attachment; filename="ktp.pdf"', SCAN[1])
    file.close()
    assertContains(client.get(f"/dokumen/{kept.pk}/cabut/"), f'href="{path}">Dokumen ')  # where "Batal" leads, by name
    assert client.post(f"/dokumen/{kept.pk}/cabut/", {"alasan": "Foto buram"}).status_code == 302
    assertContains(client.get(path), "1 dari 2 syarat (50 %)")


@pytest.mark.parametrize(
    ("isi", "said"),
    [
        ({"tanggal": date(2027, 1, 1)}, "belum tiba"),
        ({"sampai": date(2019, 1, 1)}, "lebih awal dari tanggal dokumen"),
        ({"jaminan": "pbi"}, "hanya diisi pada pernyataan"),
        ({"berkas": ("x.txt", b"halo")}, "bukan PDF, JPG atau PNG"),
        ({"berkas": None}, "belum dipilih"),
        ({"jenis": "sim"}, "tidak dikenal"),
    ],
)
def test_a_document_that_is_none_is_refused(cast: Cast, isi: dict[str, object], said: str) -> None:
    given = {"jenis": "ktp", "tanggal": date(2020, 1, 2), "berkas": SCAN} | isi
    with pytest.raises(Kesalahan, match=said):
        add_document(orang=cast.peserta[cast.sutera.kode][0], desa=cast.sutera, by=cast.wahyu, **given)
    assert not DokumenOrang.objects.exists()


def test_who_states_other_cover_is_a_case_too(cast: Cast) -> None:
    wife = cast.peserta[cast.sutera.kode][0].keluarga.all()[0]
    paper = add_document(orang=wife, desa=cast.sutera, jenis="pernyataan", tanggal=TODAY, jaminan="askes",
                         berkas=PERNYATAAN, by=cast.wahyu)  # fmt: skip
    [found] = findings(cast.sutera, TODAY)
    assert (found.jenis, found.skema) == ("pernyataan", "askes")
    assert "halaman keluarga" in found.tindakan
    withdraw_document(dokumen=paper, nama=wife.nama, desa=cast.sutera, alasan="Keliru", by=cast.wahyu)
    assert findings(cast.sutera, TODAY) == []
    with pytest.raises(Kesalahan, match="sudah dicabut"):
        withdraw_document(dokumen=paper, nama=wife.nama, desa=cast.sutera, alasan="Lagi", by=cast.wahyu)


@pytest.mark.lambat
def test_the_api_does_the_same(cast: Cast, masuk: Callable[[str], APIClient]) -> None:  # noqa: F811
    head = cast.peserta[cast.sutera.kode][0]
    wahyu, damar, hasan = masuk("wahyu"), masuk("damar"), masuk("hasan")
    sent = {"peserta": head.pk, "jenis": "ktp", "tanggal": "2020-01-02", "berkas": SimpleUploadedFile(*SCAN)}
    kept = wahyu.post("/api/v1/dokumen-orang/", sent)
    assert (kept.status_code, kept.json()["berkas_nama"]) == (201, "ktp.pdf")
    assert wahyu.post("/api/v1/dokumen-orang/", {"jenis": "ktp", "tanggal": "2020-01-02"}).status_code == 400
    undone = wahyu.post(f"/api/v1/dokumen-orang/{kept.json()['id']}/cabut/", {"alasan": "Buram"})
    assert undone.json()["alasan_akhir"] == "Buram"
    berkas = SimpleUploadedFile("pns.xlsx", other_list([(head.nik, head.nama, head.tanggal_lahir)]))
    body = {"kabupaten": "61.11", "skema": "pns", "keadaan": "2026-10-01", "berkas": berkas}
    assert damar.post("/api/v1/daftar-jaminan-lain/", body).json()["dipakai"] == 1
    path = "/api/v1/kabupaten/61.11/jaminan-ganda/"
    [found] = damar.get(path).json()
    assert (found["orang"]["nik"], found["terbuka"]) == (f"{head.nik[:6]}******{head.nik[-4:]}", True)
    said = {"kunci": found["kunci"], "putusan": "ganda", "alasan": "SK CPNS"}
    assert hasan.post(path, said).status_code == 403
    assert damar.post(path, said).json()["menunggu_desa"] is True
    assert damar.post(path, said | {"kunci": "x"}).status_code == 400
    [told] = wahyu.get("/api/v1/desa/61.11.01.2001/jaminan-ganda/").json()
    assert told["putusan"] == "ganda"
    assert masuk("beni").get("/api/v1/desa/61.11.01.2001/jaminan-ganda/").status_code == 404
