"""The roster on a past day and a timeline: screen, workbook, API (MM Pasal 6 ayat (2) huruf a, 12 ayat (3))."""

import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertNumQueries

from desa.actions.terapkan import apply_plan
from desa.enums import Jabatan, SifatJabatan
from desa.models import AnggotaKeluarga, AuditEvent, Penyampaian
from desa.queries.riwayat import roster_told
from desa.rules.daftar import Rencana
from desa.rules.isian import Post
from tests.cast import Cast

TODAY = date(2026, 10, 20)


@pytest.fixture
def told(cast: Cast, twentieth_of_october: time_machine.Traveller) -> Cast:
    """In October the head's wage rises, the secretary takes a hamlet besides, the elder child marries on the 12th."""
    desa = cast.rantebulahan
    head, secretary, _ = cast.peserta[desa.kode]
    child = AnggotaKeluarga.objects.get(nama="Anak pertama Rantebulahan")
    report = Penyampaian.objects.create(
        desa=desa, bulan=date(2026, 10, 1), versi=1, jenis="tidak_ada_perubahan", disampaikan_oleh=cast.sari,
        status="diterima", diputus_oleh=cast.dewi, diputus_pada="2026-10-20T02:00:00Z",
    )  # fmt: skip
    plan = Rencana(
        gaji={head.nik: (date(2026, 10, 1), 2_500_000)},
        masa_baru=[(secretary.nik, Post(Jabatan.KEPALA_DUSUN, "Satu", SifatJabatan.PLT), date(2026, 10, 5), None, "")],
        keluarga_ubah={child.pk: {"sudah_menikah": True}},
        sejak={child.pk: date(2026, 10, 12)},
    )
    apply_plan(desa, plan, mulai=date(2026, 10, 1), hari=TODAY, laporan=report)
    return cast


def seen(cast: Cast, day: date) -> list[tuple[str, int | None, int, list[str]]]:
    rows = roster_told(cast.rantebulahan, day)
    return [(one.pejabat.peserta.nama, one.pejabat.penghasilan, one.jumlah_keluarga, one.jabatan_lain) for one in rows]


@pytest.mark.lambat
def test_each_day_has_its_own_roster(told: Cast) -> None:
    names = [one.nama for one in told.peserta[told.rantebulahan.kode]]
    hamlet = ["Plt. Kepala Dusun Satu, Desa Rantebulahan"]
    assert seen(told, date(2026, 9, 30)) == [(names[0], 2_426_640, 3, []), (names[1], 2_224_420, 0, []),
                                             (names[2], 2_022_200, 0, [])]  # fmt: skip
    assert seen(told, TODAY) == [(names[0], 2_500_000, 3, []), (names[1], 2_224_420, 0, hamlet),
                                 (names[2], 2_022_200, 0, [])]  # fmt: skip
    assert seen(told, date(2026, 11, 1))[0] == (names[0], 2_500_000, 2, []), "married on the 12th: out on the 1st"
    assert seen(told, date(2020, 12, 31)) == []


def test_the_number_of_queries_does_not_grow_with_the_people(told: Cast) -> None:
    with assertNumQueries(15):
        roster_told(told.rantebulahan, TODAY)
    with assertNumQueries(18):
        roster_told(told.mamasa, TODAY)


@pytest.mark.lambat
def test_the_village_sees_who_said_it(told: Cast) -> None:
    kode = told.rantebulahan.kode
    page = told.client("sari").get(f"/desa/{kode}/riwayat/?tanggal=10/10/2026")
    assertContains(page, "Sabtu, 10 Oktober 2026")
    assertContains(page, "Laporan Oktober 2026 versi 1, Sari 20 Oktober 2026; diterima Dewi 20 Oktober 2026")
    assertContains(page, "Jabatan: Sudah ada sebelum laporan pertama")
    assertContains(page, "juga Plt. Kepala Dusun Satu")
    assertNotContains(page, told.peserta[kode][0].nik)
    assertNotContains(page, "NIK lengkap")
    assertContains(told.client("sari").get(f"/desa/{kode}/riwayat/?tanggal=31/12/2026"), "hari yang sudah lewat")
    assertContains(told.client("sari").get(f"/desa/{kode}/riwayat/?tanggal=5/5/2020"), "Tidak ada seorang pun")


@pytest.mark.lambat
def test_the_regency_narrows_to_a_kecamatan(told: Cast) -> None:
    client = told.client("dewi")
    assertContains(client.get("/kabupaten/76.03/riwayat/"), "9 orang dengan 9 anggota keluarga")
    assertContains(client.get("/kabupaten/76.03/riwayat/?kecamatan=76.03.02"), "3 orang dengan 3 anggota keluarga")


@pytest.mark.lambat
def test_full_numbers_leave_only_by_permission_and_in_the_trail(told: Cast) -> None:
    nik = told.peserta[told.rantebulahan.kode][0].nik
    address = f"/desa/{told.rantebulahan.kode}/riwayat/unduh/?tanggal=2026-10-10"

    def cells(client: Client, method: str) -> list[object]:
        answer = getattr(client, method)(address)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return [cell for sheet in book.worksheets for row in sheet.values for cell in row]

    masked = cells(told.client("dewi"), "get")
    assert nik not in masked
    assert {"Sekretaris Desa Rantebulahan", "Istri Rantebulahan", 2_500_000} <= set(masked)
    assert told.client("sari").post(address).status_code == 403
    assert nik in cells(told.client("dewi"), "post")
    assert AuditEvent.objects.filter(aksi="riwayat.unduh_nik").count() == 1
    assert told.client("dewi").get(f"/desa/{told.rantebulahan.kode}/riwayat/unduh/?tanggal=x").status_code == 404


@pytest.mark.lambat
def test_the_timeline_of_a_person(told: Cast) -> None:
    head = told.peserta[told.rantebulahan.kode][0]
    page = told.client("sari").get(f"/peserta/{head.pk}/riwayat/")
    for text in ("Mulai menjabat Kepala Desa, Desa Rantebulahan", "Penghasilan tetap Rp 2.500.000 sebulan",
                 "Anak pertama Rantebulahan: Sudah Menikah Y, sebelumnya T", "1 hari terlambat dilaporkan",
                 "12 Oktober 2026"):  # fmt: skip
        assertContains(page, text)
    book = openpyxl.load_workbook(io.BytesIO(told.client("sari").get(f"/peserta/{head.pk}/riwayat/unduh/").content))
    assert next(row[4] for row in book["Riwayat"].values if row[1] == "Keluarga") == 1
    for address in ("", "unduh/"):
        assert told.client("yusuf").get(f"/peserta/{head.pk}/riwayat/{address}").status_code == 404


@pytest.mark.lambat
def test_the_same_through_the_api(told: Cast) -> None:
    kode = told.rantebulahan.kode
    client = told.client("dewi")
    rows = client.get(f"/api/v1/desa/{kode}/daftar/?tanggal=2026-09-30").json()
    assert [(row["penghasilan"], len(row["ditanggung"]), row["asal"]) for row in rows] == [
        (2_426_640, 3, ["Sudah ada sebelum laporan pertama"]),
        (2_224_420, 0, ["Sudah ada sebelum laporan pertama"]),
        (2_022_200, 0, ["Sudah ada sebelum laporan pertama"]),
    ]
    assert client.get("/api/v1/kabupaten/76.03/daftar/").json()["count"] == 9
    assert client.get(f"/api/v1/desa/{kode}/daftar/?tanggal=2027-01-01").status_code == 400
    story = client.get(f"/api/v1/peserta/{told.peserta[kode][0].pk}/riwayat/").json()
    assert [(one["tanggal"], one["pokok"], one["terlambat"]) for one in story[:2]] == [
        ("2026-10-12", "Keluarga", 1), ("2026-10-01", "Penghasilan", 0),
    ]  # fmt: skip
