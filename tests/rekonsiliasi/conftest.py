"""The stage for comparison stories: it is 20 October 2026, October is assessed in both regencies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine

from desa.models import Kabupaten, User
from iuran.actions.penetapan import assess_iuran
from jaminan.bulan import Bulan
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.tagihan import receive_tagihan
from rekonsiliasi.models import Rekonsiliasi, Selisih, Tagihan
from tests.cast import Cast
from tests.kept import kept

from .daftar import Orang, list_of, workbook


@pytest.fixture(autouse=True)
def twentieth() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-20T02:00:00Z", tick=False) as clock:
        yield clock


@dataclass
class Panggung:
    """The cast with October assessed, and short ways to send a list and compare."""

    cast: Cast
    kabupaten: Kabupaten
    dpm: User
    bpjs: User
    bulan: Bulan

    def daftar(self, *, keluarga: bool = True) -> list[Orang]:
        return list_of(self.kabupaten, self.bulan, keluarga=keluarga)

    def kirim(self, rows: list[Orang]) -> Tagihan:
        return receive_tagihan(
            kabupaten=self.kabupaten, bulan=self.bulan, nama_berkas="daftar.xlsx", isi=workbook(rows), by=self.bpjs
        )

    def bandingkan(self, rows: list[Orang] | None = None) -> Rekonsiliasi:
        if rows is not None:
            self.kirim(rows)
        return reconcile(kabupaten=self.kabupaten, mulai=self.bulan, sampai=self.bulan, by=self.dpm)


@kept
def mamasa(cast: Cast) -> Panggung:
    assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    return Panggung(cast, cast.mamasa, cast.dewi, cast.lina, cast.bulan)


@kept
def kayong_utara(cast: Cast) -> Panggung:
    assess_iuran(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)
    return Panggung(cast, cast.kayong_utara, cast.damar, cast.gusti, cast.bulan)


@pytest.fixture
def orang() -> Callable[[Rekonsiliasi], list[Selisih]]:
    """The differences about people, without those about deposits."""
    return lambda work: list(work.selisih.filter(penanggung="").order_by("id"))
