"""Law cases as data, one file a regulation: a sentence, the pasal, figures worked by hand. Read without a database."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from desa.parameters import IsiPeraturan, KumpulanNilai, Nilai, Tempat
from desa.parameters.bagian import AturanKeluarga
from desa.parameters.berkas import read_nilai, read_peraturan
from iuran.rules import Ketentuan, resolve
from jaminan.bulan import Bulan
from tests.house import ROOT, read_yaml

TEMPAT = {
    "76.03": Tempat("76.03", "Kabupaten Mamasa", "76", "Sulawesi Barat"),
    "61.11": Tempat("61.11", "Kabupaten Kayong Utara", "61", "Kalimantan Barat"),
}
ACUAN = ("upah_minimum", "nasional")


@cache
def regulations() -> dict[str, IsiPeraturan]:
    """Every regulation file by its kode."""
    files = (ROOT / "fixtures" / "peraturan").rglob("*.yaml")
    contents = [read_peraturan(path.read_text(encoding="utf-8")) for path in files]
    return {isi.peraturan.kode: isi for isi in contents}


@cache
def values() -> KumpulanNilai:
    """Every law value of the reference files."""
    rows = [
        row
        for name in ACUAN
        for row in read_nilai((ROOT / "fixtures" / "acuan" / f"{name}.yaml").read_text(encoding="utf-8"))
    ]
    return KumpulanNilai(
        Nilai(
            row.kunci,
            row.mulai,
            row.sampai,
            None if row.nilai is None else Decimal(row.nilai),
            row.sumber,
            row.kabupaten or "",
            row.provinsi or "",
            row.kepastian,
        )
        for row in rows
    )


def rule(kode: str, tempat: str, bulan: Bulan) -> Ketentuan:
    """A regulation's rule for a place and month, straight from the files."""
    isi = regulations()[kode]
    return resolve(isi.peraturan.judul, isi.iuran, values(), TEMPAT[tempat], bulan)


def article(kode: str, name: str, national: str = "nasional-2020") -> dict[str, Any]:
    """A regulation's article as the portal reads it: what it is silent on, the national rule says."""
    own = getattr(regulations()[kode], name)
    nation = getattr(regulations()[national], name)
    return {
        **nation.model_dump(mode="json", exclude_none=True),
        **(own.model_dump(mode="json", exclude_none=True) if own else {}),
    }


def family_rule(kode: str) -> AturanKeluarga:
    """A regulation's whole family article, straight from the files."""
    return AturanKeluarga.model_validate(article(kode, "keluarga"))


def law_cases(kind: str) -> list[Any]:
    """The cases of this kind from all files, as pytest parameters named by pasal and sentence."""
    return [
        pytest.param(case | {"peraturan": group["peraturan"], "tempat": group["tempat"]}, id=_name(group, case))
        for group in _groups()
        for case in group.get(kind, [])
    ]


@cache
def _groups() -> list[dict[str, Any]]:
    read = [read_yaml(path) for path in sorted((ROOT / "tests" / "cases").glob("*.yaml"))]
    return [group for data in read for group in (data if isinstance(data, list) else [data])]


def _name(group: dict[str, Any], case: dict[str, Any]) -> str:
    when = case.get("bulan") or case.get("mulai") or case.get("pada") or ""
    return f"{group['peraturan']} Pasal {case['pasal']} {when} {case['kalimat']}"


def bulan_of(case: dict[str, Any]) -> Bulan:
    return Bulan.parse(str(case["bulan"]))
