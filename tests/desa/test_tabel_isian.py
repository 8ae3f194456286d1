"""UP-11 to UP-14: the tables of NIK, dates, money and CSV in tests/cases/berkas, every row as listed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desa.rules.daftar import Hasil, compare, read_daftar
from desa.rules.lembar import Baris, Lembar, Sel
from desa.xlsx.anak import answer_for
from tests.desa.desa_uji import KNOWN, POSTS, RULES, TITLES, official, roster
from tests.house import ROOT, read_yaml


def cases(name: str) -> list[Any]:
    rows = read_yaml(ROOT / "tests" / "cases" / "berkas" / f"{name}.yaml")
    return [pytest.param(one, id=repr(one.get("tulis", one.get("isi")))) for one in rows]


def check(changed: dict[str, Any], who: str = "Andi", *, sejak_1904: bool = False, **known: Any) -> Hasil:
    """The village's file with one official's row, the second, changed."""
    order = [who, *(nama for nama in KNOWN if nama != who)]
    rows = [official(nama, POSTS[nama]) | (changed if nama == who else {}) for nama in order]
    table = [TITLES, *([row[title] for title in TITLES] for row in rows)]
    filled = [
        Baris(number, [Sel(chr(65 + place), value) for place, value in enumerate(values)])
        for number, values in enumerate(table, 1)
    ]
    sheet = Lembar("Perangkat", False, filled, len(filled), sejak_1904)
    return compare(read_daftar([sheet], RULES), replace(roster(), **known))


@pytest.mark.parametrize("case", cases("nik"))
def test_a_nik(case: dict[str, Any]) -> None:
    who = case.get("siapa", "Andi")
    changed: dict[str, Any] = {"NIK": case["tulis"], "Nama": "Tak Dikenal"}
    if nik := case.get("jadi"):  # what the row says of the person fits the number, unless the case says otherwise
        day = int(nik[6:8]) % 40
        changed["Tanggal Lahir"] = case.get("lahir", date(1900 + int(nik[10:12]), int(nik[8:10]), day))
        changed["Jenis Kelamin (L/P)"] = case.get("kelamin", "P" if int(nik[6:8]) > 40 else "L")
    hasil = check(changed, who, terdaftar_lain=frozenset({case["tulis"]}) if case.get("lain") else frozenset())
    about = [one for one in hasil.salah if one.sel in {"A2", "A3"}]
    doubts = [one.pesan for one in hasil.ragu if one.sel == "A2"]
    assert [one.pesan for one in about] == ([case["tolak"]] if "tolak" in case else [])
    assert [offer.nama for one in about for offer in one.tawaran] == ([case["tawar"]] if "tawar" in case else [])
    if "tolak" not in case:
        assert doubts == ([case["ragu"]] if "ragu" in case else [])
    if nik in KNOWN.values() and case["tulis"]:
        assert [one["kolom"] for one in hasil.berubah if one["kolom"] == "Nama"] == ["Nama"]
    for number in KNOWN.values():
        assert number not in str(hasil.as_json())


def outcome(title: str, case: dict[str, Any]) -> dict[str, Any]:
    """What the file said of this one cell, in the words of the tables."""
    hasil = check({title: case["tulis"]}, sejak_1904=case.get("sejak_1904", False))
    letter = chr(65 + TITLES.index(title))
    told: dict[str, Any] = {}
    for one in hasil.salah:
        if one.sel == f"{letter}2":
            told["tolak"] = one.pesan
            told |= {"tawar": [offer.kunci.removeprefix("isi:") for offer in one.tawaran]} if one.tawaran else {}
    doubts = [one.pesan for one in hasil.ragu if one.sel == f"{letter}2" and "NIK" not in one.pesan]
    return told | ({"ragu": doubts[0]} if doubts else {}) | _changed(hasil, title)


def _changed(hasil: Hasil, title: str) -> dict[str, Any]:
    found = [one["baru"] for one in hasil.berubah if one["kolom"] == title]
    return {"jadi": found[0]} if found else {}


@pytest.mark.parametrize("case", cases("tanggal"))
def test_a_date(case: dict[str, Any]) -> None:
    wanted = {name: value for name, value in case.items() if name not in {"tulis", "sejak_1904"}}
    wanted = {name: value.isoformat() if isinstance(value, date) else value for name, value in wanted.items()}
    if "tawar" in wanted:
        wanted["tawar"] = [one.isoformat() for one in wanted["tawar"]]
    assert outcome("Tanggal Lahir", case) == wanted


@pytest.mark.parametrize("case", cases("uang"))
@pytest.mark.lambat
def test_an_amount(case: dict[str, Any]) -> None:
    wanted = {name: value for name, value in case.items() if name != "tulis"}
    if "tawar" in wanted:
        wanted["tawar"] = [str(one) for one in wanted["tawar"]]
    assert outcome("Penghasilan Tetap", case) == wanted


@pytest.mark.parametrize("case", cases("csv"))
def test_a_csv(case: dict[str, Any]) -> None:
    answer = answer_for(case["isi"].encode(case.get("sandi", "utf-8")))
    if "tolak" in case:
        assert answer["galat"][0] == case["tolak"]
        return
    (sheet,) = answer["lembar"]
    assert [[value for _letter, value, _formula in row["sel"]] for row in sheet["baris"]] == case["baca"]
    assert sheet["jumlah"] == len(case["baca"])
