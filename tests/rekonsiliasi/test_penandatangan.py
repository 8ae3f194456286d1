"""Who signs: dated, one at a time for each side, kept by that side alone."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from desa.models import AuditEvent
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.penandatangan import save_penandatangan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import Penandatangan
from rekonsiliasi.queries.penandatangan import signatory_on
from tests.cast import Cast

START = date(2026, 11, 2)


def save(cast: Cast, **other: Any) -> Penandatangan:
    values: dict[str, Any] = {
        "kabupaten": cast.mamasa, "pihak": Pihak.DINAS, "nama": "Maya  Contoh", "nip": "1", "jabatan": "Kepala Dinas",
        "sebutan": "", "mulai": START, "sampai": None, "user": None, "by": cast.dewi,
    }  # fmt: skip
    return save_penandatangan(**values | other)


def name_on(cast: Cast, day: date) -> str:
    found = signatory_on(cast.mamasa, Pihak.DINAS, day)
    return found.nama_jabatan if found else ""


def test_a_successor_ends_who_signed_until_then(cast: Cast) -> None:
    assert save(cast).nama == "Maya Contoh"
    assert (name_on(cast, date(2026, 11, 1)), name_on(cast, START)) == ("Kepala DPM-PEMDES Kab. Mamasa", "Kepala Dinas")
    event = AuditEvent.objects.get(aksi="penandatangan.catat")
    assert (event.oleh, event.rincian["baru"]["mulai"]) == (cast.dewi, "2026-11-02")


def test_a_stand_in_has_an_end_and_the_head_comes_back(cast: Cast) -> None:
    with pytest.raises(Kesalahan, match="hari terakhirnya belum diisi"):
        save(cast, sebutan="Plh.")
    stand_in = save(cast, sebutan="Plh.", sampai=date(2026, 11, 6))
    save(cast, nama="Hendra", mulai=date(2026, 11, 7))
    assert (name_on(cast, date(2026, 11, 6)), name_on(cast, date(2026, 11, 7))) == (
        "Plh. Kepala Dinas", "Kepala Dinas",
    )  # fmt: skip
    with pytest.raises(Kesalahan, match="Hendra tercatat menandatangani mulai 7 November 2026"):
        save(cast, sebutan="Plh.", sampai=date(2026, 11, 9), atas=stand_in)
    mended = save(cast, sebutan="Plt.", sampai=date(2026, 11, 6), atas=stand_in)
    assert (mended.pk, mended.nama_jabatan) == (stand_in.pk, "Plt. Kepala Dinas")
    assert AuditEvent.objects.get(aksi="penandatangan.ubah").rincian["lama"]["sebutan"] == "Plh."


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"nama": " "}, "belum lengkap"), ({"sebutan": "Pj."}, "tidak dikenal"),
        ({"sampai": date(2026, 11, 1)}, "lebih awal dari 2 November 2026"),
        ({"mulai": date(2017, 1, 1)}, "Hendra tercatat menandatangani mulai 1 Januari 2018"),
    ],
)  # fmt: skip
def test_what_is_refused(cast: Cast, other: dict[str, Any], told: str) -> None:
    with pytest.raises(Kesalahan, match=told):
        save(cast, **other)
    assert Penandatangan.objects.count() == 4


def test_each_side_keeps_its_own(cast: Cast) -> None:
    with pytest.raises(Kesalahan, match="hanya dicatat oleh DPM-Pemdes"):
        save(cast, by=cast.lina)
    with pytest.raises(Kesalahan, match="Akun lina bukan akun DPM-Pemdes"):
        save(cast, user=cast.lina)
    assert save(cast, pihak=Pihak.BPJS, by=cast.lina, user=cast.lina).user == cast.lina


def test_the_database_refuses_two_on_one_day(cast: Cast) -> None:
    rows = Penandatangan.objects.filter(kabupaten=cast.mamasa, pihak="dinas")
    rows.update(sampai=START)
    new = {"kabupaten": cast.mamasa, "pihak": "dinas", "nama": "Lain", "nip": "2", "jabatan": "Kepala"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Penandatangan.objects.create(**new, mulai=START)
    Penandatangan.objects.create(**new, mulai=date(2026, 11, 3))
