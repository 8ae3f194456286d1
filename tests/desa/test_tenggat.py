"""Clocks of villages and persons, and the register of lateness (MM Pasal 5 ayat (2)-(4))."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains, assertNumQueries

from desa.actions.kepesertaan import return_to_village, state_no_change
from desa.enums import JenisTenggat
from desa.models import Desa, JawabanBpjs, MasaJabatan, Penyampaian, PerubahanDaftar, Peserta, RiwayatKepesertaan
from desa.queries.keterlambatan import register_of, worst_of
from desa.queries.linimasa import story_of
from desa.queries.tenggat import running_clocks
from desa.rules.tenggat import Tenggat, by_urgency, cutoff, reminder
from jaminan.bulan import Bulan
from tests.cast import BULAN, Cast

TODAY = date(2026, 10, 20)


def clock(day: date, today: date = TODAY, kind: JenisTenggat = JenisTenggat.BULANAN) -> Tenggat:
    return Tenggat(kind, "76.03.01.2004", day, today, "Laporan perangkat desa Oktober 2026", nama="Budi")


def test_days_left_and_days_late_in_words() -> None:
    told = [(clock(TODAY.replace(day=day)).kata, clock(TODAY.replace(day=day)).nada) for day in (17, 20, 24, 29)]
    assert told == [("terlambat 3 hari", "negatif"), ("hari ini", "peringatan"), ("tersisa 4 hari", "peringatan"),
                    ("tersisa 9 hari", "info")]  # fmt: skip
    assert cutoff(Bulan(2026, 2)) == date(2026, 2, 20)
    assert [one.tanggal.day for one in by_urgency([clock(date(2026, 10, 9)), clock(date(2026, 10, 2))])] == [2, 9]


def test_a_reminder_says_what_and_until_when_but_not_who() -> None:
    kinds = (JenisTenggat.BULANAN, JenisTenggat.PERUBAHAN, JenisTenggat.MASA)
    text = reminder("Sutera", "DPM-Pemdes", [clock(date(2026, 10, 24), kind=kind) for kind in kinds])
    assert text == (
        "Yth. Sekretaris Desa Sutera. Laporan perangkat desa Oktober 2026 belum kami terima, tersisa 4 hari "
        "(24 Oktober 2026). Ada perubahan yang belum disampaikan, paling lambat 24 Oktober 2026, tersisa 4 hari. "
        "1 orang akan keluar dari tanggungan, yang pertama 24 Oktober 2026. Bila tidak ada perubahan, cukup satu "
        "ketukan di portal. Terima kasih. DPM-Pemdes"
    )


@pytest.fixture
def october(cast: Cast, twentieth_of_october: time_machine.Traveller) -> Cast:
    """In Rantebulahan a treasurer is not registered since 31 August, the secretary's term ends on 15 November."""
    _, secretary, treasurer = cast.peserta[cast.rantebulahan.kode]
    RiwayatKepesertaan.objects.bulk_create(
        RiwayatKepesertaan(peserta=one, desa=term.desa, keadaan="aktif", berlaku=term.mulai)
        for one in Peserta.objects.exclude(pk=treasurer.pk)
        for term in one.masa_jabatan.all()
    )
    MasaJabatan.objects.filter(peserta=treasurer).update(mulai=date(2026, 8, 31))
    MasaJabatan.objects.filter(peserta=secretary).update(berakhir=date(2026, 11, 15), alasan_berakhir="masa_jabatan")
    return cast


def running(cast: Cast) -> list[tuple[str, date, str]]:
    return [(str(one.jenis), one.tanggal, one.kata) for one in running_clocks(cast.rantebulahan, TODAY)]


@pytest.mark.lambat
def test_the_clocks_of_a_village(october: Cast) -> None:
    assert running(october) == [
        ("pendaftaran", date(2026, 9, 30), "terlambat 20 hari"),
        ("bulanan", date(2026, 10, 20), "hari ini"),
        ("masa", date(2026, 12, 1), "tersisa 42 hari"),
    ]
    report = state_no_change(desa=october.rantebulahan, bulan=BULAN, by=october.sari)
    assert [kind for kind, _, _ in running(october)] == ["pendaftaran", "masa"], "told: its clock stops"
    return_to_village(penyampaian=report, alasan="Uji", by=october.dewi)
    assert [kind for kind, _, _ in running(october)] == ["pendaftaran", "bulanan", "masa"], "returned: it runs again"


@pytest.mark.lambat
def test_a_change_that_was_written_and_not_handed_in_has_its_seven_days(october: Cast) -> None:
    desa = october.rantebulahan
    desa.draf_perubahan.create(
        oleh=october.sari,
        hasil={"baru": [{"nama": "Orang Baru", "jabatan": "Kepala Dusun Satu", "mulai": "2026-10-10"}],
               "berakhir": [{"nama": "Kerabat", "hubungan": "Istri"}]},
    )  # fmt: skip
    assert ("perubahan", date(2026, 10, 17), "terlambat 3 hari") in running(october)


@pytest.mark.lambat
def test_the_number_of_queries_of_the_clocks_does_not_grow_with_villages_or_people(october: Cast) -> None:
    running_clocks(october.mamasa, TODAY)
    with assertNumQueries(42):
        running_clocks(october.rantebulahan, TODAY)
    with assertNumQueries(51):  # a regency reads its villages too, three times for each of the rosters
        running_clocks(october.mamasa, TODAY)


def late_change(cast: Cast) -> PerubahanDaftar:
    treasurer = cast.peserta[cast.rantebulahan.kode][2]
    return PerubahanDaftar.objects.create(
        desa=cast.rantebulahan, peserta=treasurer, masa=treasurer.masa_jabatan.get(), jenis="akhir", mulai="2026-09-01",
        tanggal="2026-09-01", tenggat="2026-09-08", terlambat=4, pada=datetime(2026, 9, 12, 2, tzinfo=UTC),
    )  # fmt: skip


def test_the_register_names_village_change_and_days(october: Cast) -> None:
    late_change(october)
    Penyampaian.objects.create(desa=october.sondonglayu, bulan=date(2026, 8, 1), versi=1, jenis="tidak_ada_perubahan")
    Penyampaian.objects.update(disampaikan_pada=datetime(2026, 8, 22, 2, tzinfo=UTC))
    register = register_of(october.mamasa, 2026, TODAY)
    assert [(one.desa.nama, one.hal, one.dilaporkan, one.terlambat) for one in register] == [
        ("Sondonglayu", "Laporan Agustus 2026", date(2026, 8, 22), 2),
        ("Rantebulahan", "Berhenti menjabat: Kepala Urusan Keuangan", date(2026, 9, 12), 4),
        ("Sondonglayu", "Laporan September 2026", None, 30),
    ]
    assert [(desa.nama, times, days) for desa, times, days in worst_of(register)] == [
        ("Sondonglayu", 2, 32), ("Rantebulahan", 1, 4),
    ]  # fmt: skip
    assert register_of(october.mamasa, 2025, TODAY) == []
    assert register_of(october.kayong_utara, 2026, TODAY) == []


def test_a_late_registration_is_in_the_register_and_in_the_timeline(october: Cast) -> None:
    """Sworn in on 31 August: to be registered by 30 September, taken in by BPJS Kesehatan on 20 October."""
    treasurer = october.peserta[october.rantebulahan.kode][2]
    answer = JawabanBpjs.objects.create(kabupaten=october.mamasa, nama_berkas="jawaban.xlsx", sha256="0" * 64)
    RiwayatKepesertaan.objects.create(
        peserta=treasurer, desa=october.rantebulahan, keadaan="aktif", berlaku=date(2026, 11, 1), jawaban=answer,
        oleh=october.dewi,
    )  # fmt: skip
    assert [(one.jenis.value, one.nama, one.tenggat, one.terlambat) for one in register_of(october.mamasa, 2026, TODAY)
            ] == [("pendaftaran", treasurer.nama, date(2026, 9, 30), 20)]  # fmt: skip
    story = story_of(treasurer, Desa.objects.filter(pk=october.rantebulahan.pk))
    assert (story[0].tanggal, story[0].isi, story[0].asal) == (
        date(2026, 11, 1), "Aktif", "Dicatat Dewi 20 Oktober 2026",
    )  # fmt: skip


@pytest.mark.lambat
def test_the_pages_and_the_workbook(october: Cast) -> None:
    late_change(october)
    village = october.client("sari").get(f"/desa/{october.rantebulahan.kode}/tenggat/")
    assertContains(village, "dalam 7 hari (Pasal 5 ayat (3))")
    assertContains(village, "terlambat 20 hari")
    assertContains(october.client("sari").get("/"), "terlambat 20 hari")
    office = october.client("dewi").get("/kabupaten/76.03/tenggat/?jenis=masa")
    assertContains(office, "Sekretaris Desa Rantebulahan")
    assertNotContains(office, "Laporan perangkat desa Oktober 2026")
    register = october.client("dewi").get("/kabupaten/76.03/keterlambatan/", follow=True)
    assertContains(register, "Berhenti menjabat: Kepala Urusan Keuangan")
    assertContains(october.client("dewi").get("/kabupaten/76.03/keterlambatan/2025/"), "Tidak ada yang terlambat")
    book = openpyxl.load_workbook(
        io.BytesIO(october.client("ines").get("/kabupaten/76.03/keterlambatan/2026/unduh/").content)
    )
    assert [cell for row in book["Keterlambatan"].values for cell in row][-1] == 4


@pytest.mark.lambat
def test_the_clocks_through_the_api(october: Cast) -> None:
    late_change(october)
    clocks = october.client("sari").get(f"/api/v1/desa/{october.rantebulahan.kode}/tenggat/").json()
    assert [(one["jenis"], one["sisa"], one["terlambat"]) for one in clocks] == [
        ("pendaftaran", -20, 20), ("bulanan", 0, 0), ("masa", 42, 0),
    ]  # fmt: skip
    client = october.client("dewi")
    assert len(client.get("/api/v1/kabupaten/76.03/tenggat/").json()) == 5
    assert [one["terlambat"] for one in client.get("/api/v1/kabupaten/76.03/keterlambatan/?tahun=2026").json()] == [4]
    board = client.get("/api/v1/kabupaten/76.03/kelengkapan/?bulan=2026-10").json()
    assert [(one["desa"], one["keadaan"]) for one in board] == [
        ("76.03.01.2004", "tak_pernah"), ("76.03.01.2008", "tak_pernah"), ("76.03.02.2004", "tak_pernah"),
    ]  # fmt: skip
