"""Any regency of the country, by its Kemendagri code."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from desa.actions.wilayah import load_wilayah
from desa.models import AuditEvent, Desa, Kabupaten
from desa.parameters.zona_waktu import zona_waktu_of
from jaminan.kesalahan import Kesalahan


def test_mamuju_by_command_twice(db: None, capsys: Any) -> None:
    call_command("muat_wilayah", "76.02")
    call_command("muat_wilayah", "76.02")
    assert capsys.readouterr().out.splitlines() == [
        "Kabupaten Mamuju: 11 kecamatan dan 88 desa, 99 baru atau berganti nama.",
        "Kabupaten Mamuju: 11 kecamatan dan 88 desa, tidak berubah.",
    ]
    assert AuditEvent.objects.count() == 1


def test_a_renamed_village_is_corrected_and_a_dropped_one_kept(db: None) -> None:
    mamuju = load_wilayah(kode="76.02", by=None)
    first = Desa.objects.filter(kecamatan__kabupaten=mamuju).first()
    assert first is not None
    name = first.nama
    Desa.objects.filter(pk=first.pk).update(nama="Nama Lama")
    gone = Desa.objects.create(kecamatan=first.kecamatan, kode="76.02.01.2999", nama="Sudah Bergabung")
    said: list[str] = []
    load_wilayah(kode="76.02", by=None, lapor=said.append)
    first.refresh_from_db()
    assert first.nama == name
    assert Desa.objects.filter(pk=gone.pk).exists()
    assert said == ["Kabupaten Mamuju: 11 kecamatan dan 88 desa, 1 baru atau berganti nama."]


def test_desa_adat_are_villages(db: None) -> None:
    jayapura = load_wilayah(kode="91.03", by=None)
    adat = Desa.objects.filter(kecamatan__kabupaten=jayapura, kode__regex=r"\.3[0-9]{3}$")
    assert adat.count() == 14
    assert jayapura.zona_waktu == "Asia/Jayapura"


@pytest.mark.parametrize("kode", ["99.99", "7603", "76", "76.03.01", "abc", ""])
def test_a_code_that_is_no_regency(db: None, kode: str) -> None:
    with pytest.raises(Kesalahan, match="bukan kode kabupaten dalam daftar Kemendagri"):
        load_wilayah(kode=kode, by=None)
    assert Kabupaten.objects.count() == 0


def test_a_city_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="bukan kabupaten yang berdesa"):
        call_command("muat_wilayah", "31.71")


def test_every_province_has_its_zone() -> None:
    assert [zona_waktu_of(one) for one in ("11", "36", "51", "61", "62", "63", "76", "81", "96")] == [
        "Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar", "Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar",
        "Asia/Makassar", "Asia/Jayapura", "Asia/Jayapura",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="tidak dikenal"):
        zona_waktu_of("40")
