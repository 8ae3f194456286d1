"""The stage for contribution stories: it is 5 October 2026, and KU's exclusions stand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from desa.enums import Jabatan
from desa.models import Desa, MasaJabatan, PenghasilanTetap, Peraturan, Peserta
from iuran.actions.setoran import record_setoran
from iuran.models import Setoran
from tests.cast import Cast, make_nik
from tests.kept import kept

PDF = ("struk.pdf", b"%PDF-1.4 struk bank")
EXCLUSIONS = {
    "kecuali": [
        {"alasan": "pns", "pasal": "2 ayat (2) huruf a"},
        {"alasan": "jaminan_lain", "pasal": "2 ayat (2) huruf b"},
    ],
    "pasal": "2",
}


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    """Monday 5 October 2026, 10.00 in Mamasa."""
    with time_machine.travel("2026-10-05T02:00:00Z", tick=False) as clock:
        yield clock


@kept
def panggung(cast: Cast) -> Cast:
    """The cast, with KU Pasal 2 ayat (2) in its regulation."""
    rule = Peraturan.objects.get(kode="kayong-utara-39-2018")
    rule.isi = rule.isi | {"kepesertaan": EXCLUSIONS}
    rule.save()
    return cast


def newcomer(desa: Desa, serial: int, since: date, wage: int | None = 2_000_000, until: date | None = None) -> Peserta:
    """Somebody who takes up a hamlet post in this village."""
    birth = date(1988, 2, 17)
    person = Peserta.objects.create(
        nik=make_nik(desa, birth, "L", serial), nama=f"Pendatang {serial}", jenis_kelamin="L", tanggal_lahir=birth
    )
    take_post(person, desa, since, until, bidang=f"Dusun {serial}")
    if wage is not None:
        PenghasilanTetap.objects.create(peserta=person, mulai=date(2021, 1, 1), jumlah=wage)
    return person


def take_post(person: Peserta, desa: Desa, since: date, until: date | None = None, bidang: str = "Lama") -> MasaJabatan:
    return MasaJabatan.objects.create(
        peserta=person, desa=desa, jabatan=Jabatan.KEPALA_DUSUN, bidang=bidang, mulai=since, berakhir=until,
        alasan_berakhir="diberhentikan" if until else "",
    )  # fmt: skip


def deposit(cast: Cast, **changes: Any) -> Setoran:
    """Andi's deposit of Mamasa's 4 % for October, changed as told."""
    fields = {
        "kabupaten": cast.mamasa, "desa": None, "bulan": cast.bulan, "penanggung": "pemda",
        "tanggal": date(2026, 10, 5), "jumlah": 9 * 132_637, "referensi": "SP2D-001", "bukti": PDF, "by": cast.andi,
    }  # fmt: skip
    return record_setoran(**(fields | changes))
