"""The completeness board: every village by state, exceptions first, and straight on to the next (MM Pasal 6 (2) b)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertNumQueries

from desa.actions.kepesertaan import accept, return_to_village, state_no_change
from desa.models import Penyampaian
from iuran.queries.papan import by_kecamatan, completeness
from tests.cast import BULAN, Cast


@pytest.fixture
def october(cast: Cast, twentieth_of_october: time_machine.Traveller) -> Cast:
    """Sondonglayu waits, Rantebulahan was returned; Panetean never said a word."""
    report = state_no_change(desa=cast.rantebulahan, bulan=BULAN, by=cast.sari)
    return_to_village(penyampaian=report, alasan="Kaur Umum sudah berganti.", by=cast.dewi)
    state_no_change(desa=cast.sondonglayu, bulan=BULAN, by=cast.yusuf)
    return cast


def seen(cast: Cast, today: date) -> list[tuple[str, str, int]]:
    return [(row.desa.nama, row.keadaan, row.terlambat) for row in completeness(cast.mamasa, BULAN, today)]


@pytest.mark.lambat
def test_exceptions_come_first_and_days_count_from_the_cut_off(october: Cast) -> None:
    assert seen(october, date(2026, 10, 20)) == [
        ("Sondonglayu", "menunggu", 0), ("Rantebulahan", "dikembalikan", 0), ("Panetean", "tak_pernah", 0),
    ]  # fmt: skip
    assert seen(october, date(2026, 10, 23))[1:] == [("Rantebulahan", "dikembalikan", 3), ("Panetean", "tak_pernah", 3)]
    accept(penyampaian=Penyampaian.objects.get(desa=october.sondonglayu), by=october.dewi)
    assert seen(october, date(2026, 10, 20))[-1] == ("Sondonglayu", "tetap", 0)


def test_each_row_says_what_blocks_it_and_what_the_silence_does_to_the_bill(october: Cast) -> None:
    rows = {row.desa.nama: row for row in completeness(october.mamasa, BULAN, date(2026, 10, 20))}
    assert rows["Rantebulahan"].halangan == "Harus diperbaiki desa: Kaur Umum sudah berganti."
    assert rows["Panetean"].halangan == "Desa belum mengirim apa pun."
    assert rows["Panetean"].akibat == "Ditagih menurut daftar awal: 3 orang."
    assert [(one.nama, one.desa, one.selesai, one.menunggu, one.diam) for one in by_kecamatan(rows.values())] == [
        ("Mambi", 2, 0, 1, 1), ("Aralle", 1, 0, 0, 1),
    ]  # fmt: skip


def test_the_number_of_queries_is_the_same_for_any_number_of_villages(october: Cast) -> None:
    with assertNumQueries(8):
        completeness(october.mamasa, BULAN, date(2026, 10, 20))


@pytest.mark.lambat
def test_the_board_filters_and_leads_to_the_first_report_that_waits(october: Cast) -> None:
    client, address = october.client("dewi"), reverse("penyampaian_papan", args=["76.03", str(BULAN)])
    page = client.get(address)
    assertContains(page, "Mulai dari Desa Sondonglayu")
    assertContains(page, "Terima semua yang tanpa perubahan (1)")
    assertContains(page, "papan.js")
    only = client.get(address + "?keadaan=tak_pernah")
    assertContains(only, "Panetean")
    assertNotContains(only, 'data-baris href="/kabupaten/76.03/penyampaian/periksa/')
    assertNotContains(october.client("ines").get(address), "Mulai dari")
    assertContains(client.get(address + "?kecamatan=76.03.02&keadaan=menunggu"), "Tidak ada desa yang cocok")


@pytest.mark.lambat
def test_one_decision_opens_the_next_report(october: Cast) -> None:
    third = state_no_change(desa=october.panetean, bulan=BULAN, by=None)
    waiting = Penyampaian.objects.get(desa=october.sondonglayu)
    client = october.client("dewi")
    page = client.get(reverse("penyampaian_periksa", args=["76.03", waiting.pk]))
    assertContains(page, "Laporan berikutnya yang menunggu: Desa Panetean")
    following = reverse("penyampaian_periksa", args=["76.03", third.pk])
    assert client.post(reverse("penyampaian_terima", args=["76.03", waiting.pk]))["Location"] == following
    last = client.post(reverse("penyampaian_kembalikan", args=["76.03", third.pk]), {"alasan": "Uji"})
    assert last["Location"] == reverse("penyampaian_papan", args=["76.03", str(BULAN)])


@pytest.mark.lambat
def test_a_reminder_names_nobody_and_can_be_sent(october: Cast) -> None:
    page = october.client("dewi").get(reverse("penyampaian_ingatkan", args=[october.panetean.kode]))
    assertContains(page, "Yth. Sekretaris Desa Panetean. Laporan perangkat desa Oktober 2026 belum kami terima")
    assertContains(page, "https://wa.me/?text=Yth.%20Sekretaris%20Desa%20Panetean")
    text = page.context["pengingat"]["teks"]
    head, _, treasurer = october.peserta[october.panetean.kode]
    assert not any(one.nama in text or one.nik in text for one in (head, treasurer))
    own = reverse("penyampaian_ingatkan", args=[october.rantebulahan.kode])
    assert october.client("sari").get(own).status_code == 404
