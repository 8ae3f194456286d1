""" "Am I covered?": a stop by BPJS Kesehatan breaks the chain; a later list that says AKTIF mends it."""

from datetime import date

import pytest
import time_machine

from desa.actions.pendaftaran import record_status
from desa.enums import StatusKepesertaan
from jaminan.bulan import Bulan
from rekonsiliasi.enums import KeadaanMata, Terlindungi
from rekonsiliasi.rules.perlindungan import DaftarBpjs, FaktaPerlindungan, Kedudukan, Siapa, protection
from tests.cast import Cast

OKTOBER = Bulan(2026, 10)
WHO = Siapa("sekretaris desa", "DPM-Pemdes", "bendahara", "BPJS Kesehatan")


def facts(known: Kedudukan | None, heard: date = date(2026, 10, 5)) -> FaktaPerlindungan:
    """An official of October on a list that says AKTIF and came on the day `heard`."""
    return FaktaPerlindungan(
        OKTOBER, date(2026, 10, 20), "Kepala Dusun", WHO, kartu=True, iuran=165_796, ditetapkan=True,
        daftar=DaftarBpjs(OKTOBER, heard, "AKTIF"), kedudukan=known,
    )  # fmt: skip


@pytest.mark.parametrize("keadaan", ["ditangguhkan", "berakhir", "ditolak"])
def test_a_stop_breaks_the_second_link_and_says_why(keadaan: str) -> None:
    known = Kedudukan(StatusKepesertaan(keadaan), date(2026, 10, 8), date(2026, 10, 9), "Data diperiksa.")
    found = protection(facts(known))
    assert (found.terlindungi, found.rantai[1].keadaan) == (Terlindungi.TIDAK, KeadaanMata.TIDAK)
    assert "sejak 8 Oktober 2026: Data diperiksa." in found.kalimat
    later = protection(facts(known, heard=date(2026, 10, 12)))
    assert later.rantai[1].keadaan == KeadaanMata.MENUNGGU
    assert "daftar yang datang sesudahnya menyebut AKTIF" in later.rantai[1].kalimat


def test_a_stop_of_the_next_month_leaves_this_one_alone() -> None:
    known = Kedudukan(StatusKepesertaan.DITANGGUHKAN, date(2026, 11, 1), date(2026, 10, 9), "Data diperiksa.")
    assert protection(facts(known)).rantai[1].keadaan == KeadaanMata.YA
    assert protection(facts(None)).terlindungi == Terlindungi.YA


@time_machine.travel("2026-10-20T02:00:00Z", tick=False)
@pytest.mark.lambat
def test_the_page_tells_it(cast: Cast) -> None:
    head = cast.peserta["76.03.01.2004"][0]
    record_status(
        peserta=head, anggota=None, desa=cast.rantebulahan, keadaan="ditangguhkan", berlaku=date(2026, 10, 1),
        alasan="Menunggu berkas", by=cast.dewi,
    )  # fmt: skip
    page = cast.client("sari").get(f"/peserta/{head.pk}/perlindungan/2026-10/").content.decode()
    assert "Ditangguhkan BPJS Kesehatan sejak 1 Oktober 2026: Menunggu berkas." in page
