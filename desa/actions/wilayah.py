"""Loads a regency's districts and villages from the Kemendagri list; a second run only brings what is new."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from lokal import wilayah

from desa.actions.audit import record
from desa.models import Desa, Kabupaten, Kecamatan, User
from desa.parameters.zona_waktu import zona_waktu_of
from jaminan.kesalahan import Kesalahan

# Fourth part of a code: 1 kelurahan (its head is a civil servant, left out), 2 desa, 3 desa adat (a desa by UU 6/2014).
VILLAGE = ("2", "3")
PREFIX = "Kabupaten "


@transaction.atomic
def load_wilayah(*, kode: str, by: User | None, lapor: Callable[[str], None] | None = None) -> Kabupaten:
    """The regency with all its kecamatan and desa, added or renamed as Kemendagri has them now.

    What staff entered (office names, contact) is kept. A village that Kemendagri dropped stays, because people
    and money may hang on it. `lapor` is told the outcome in one sentence. Raises Kesalahan for an unknown code.
    """
    found = _kemendagri(kode)
    kabupaten, added = _save_kabupaten(kode, found.name.removeprefix(PREFIX))
    districts = wilayah.list_wilayah(kode)
    changes = _save(Kecamatan, {one.code: (one.name, kabupaten) for one in districts}, "kabupaten")
    parents = {one.kode: one for one in Kecamatan.objects.filter(kabupaten=kabupaten)}
    villages = {one.code: (one.name, parents[one.code.rpartition(".")[0]]) for one in _villages(kode)}
    changes += _save(Desa, villages, "kecamatan")
    sentence = f"Kabupaten {kabupaten.nama}: {len(districts)} kecamatan dan {len(villages)} desa"
    if added or changes:
        detail = {"baru_atau_berganti_nama": changes[:400]}
        record("wilayah.muat", by=by, objek=kabupaten, ringkas=f"{sentence} dimuat", tempat=kabupaten, rincian=detail)
    if lapor:
        lapor(f"{sentence}, {f'{len(changes)} baru atau berganti nama' if changes else 'tidak berubah'}.")
    return kabupaten


def _kemendagri(kode: str) -> Any:
    found = wilayah.get_wilayah(kode)
    if found is None or found.level != 2 or found.code != kode:
        raise Kesalahan(
            f"Kode {kode} bukan kode kabupaten dalam daftar Kemendagri.",
            "Tulis kode dengan titik, misalnya 76.03 untuk Mamasa.",
        )
    if found.type != "kabupaten" or not _villages(kode):
        raise Kesalahan(
            f"{found.name} bukan kabupaten yang berdesa; portal ini untuk kepala desa dan perangkat desa.",
            "Pilih kode kabupaten.",
        )
    return found


def _villages(kode: str) -> list[Any]:
    return [
        village
        for district in wilayah.list_wilayah(kode)
        for village in wilayah.list_wilayah(district.code)
        if village.code.rpartition(".")[2].startswith(VILLAGE)
    ]


def _save_kabupaten(kode: str, nama: str) -> tuple[Kabupaten, bool]:
    """The regency's row and whether it was added or changed; what staff filled in stays."""
    provinsi = kode[:2]
    facts = {"nama": nama, "provinsi_kode": provinsi, "provinsi_nama": wilayah.wilayah_name(provinsi) or ""}
    known = _known_facts().get(kode, {})
    kabupaten, added = Kabupaten.objects.get_or_create(
        kode=kode, defaults=facts | known | {"zona_waktu": zona_waktu_of(provinsi)}
    )
    wanted = facts | {key: value for key, value in known.items() if not getattr(kabupaten, key)}
    changed = [key for key, value in wanted.items() if getattr(kabupaten, key) != value]
    for key in changed:
        setattr(kabupaten, key, wanted[key])
    if changed:
        kabupaten.save(update_fields=changed)
    return kabupaten, added or bool(changed)


def _known_facts() -> dict[str, dict[str, str]]:
    path = Path(settings.BASE_DIR) / "fixtures" / "wilayah" / "kabupaten.yaml"
    facts: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["kabupaten"]
    return facts


def _save(
    model: type[Kecamatan] | type[Desa], wanted: Mapping[str, tuple[str, Kabupaten | Kecamatan]], parent: str
) -> list[str]:
    """Adds what is missing and renames what is called otherwise; returns the codes touched."""
    manager: Any = model._default_manager
    present = {one.kode: one for one in manager.filter(kode__in=wanted)}
    new = [
        manager.model(kode=kode, nama=nama, **{parent: above})
        for kode, (nama, above) in wanted.items()
        if kode not in present
    ]
    renamed = [one for one in present.values() if one.nama != wanted[one.kode][0]]
    for one in renamed:
        one.nama = wanted[one.kode][0]
    manager.bulk_create(new)
    manager.bulk_update(renamed, ["nama"])
    return [one.kode for one in (*new, *renamed)]
