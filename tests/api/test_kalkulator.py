"""The calculator by API: the design's figures, and one sentence for every wrong field."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.jawaban import Jawaban


def ask(**change: Any) -> Jawaban:
    body = {"kabupaten": "76.03", "bulan": "2026-10", "penghasilan": [2426640]} | change
    return Client().post("/api/v1/kalkulator/", body, "application/json")


def test_mamasa_lifts_the_base_to_the_floor(cast: Cast) -> None:
    answer = ask().json()
    assert {name: answer[name] for name in ("kabupaten", "bulan", "peraturan", "jatuh_tempo")} == {
        "kabupaten": "76.03", "bulan": "2026-10", "peraturan": "mamasa-10-2021", "jatuh_tempo": "2026-10-12",
    }  # fmt: skip
    (result,) = answer["hasil"]
    shares = [{name: share[name] for name in ("penanggung", "persen", "jumlah", "pasal")} for share in result["porsi"]]
    assert (result["penghasilan"], result["dasar"], result["iuran"]) == (2426640, 3315934, 165796)
    assert shares == [
        {"penanggung": "pemda", "persen": "4", "jumlah": 132637, "pasal": "8 ayat (1) huruf a"},
        {"penanggung": "peserta", "persen": "1", "jumlah": 33159, "pasal": "8 ayat (1) huruf b"},
    ]


def test_kayong_utara_takes_the_wage_as_it_is(cast: Cast) -> None:
    (result,) = ask(kabupaten="61.11").json()["hasil"]
    assert [(share["penanggung"], share["jumlah"]) for share in result["porsi"]] == [
        ("desa", 72799), ("peserta", 48533),
    ]  # fmt: skip


@pytest.mark.lambat
def test_a_thousand_incomes_are_one_request(cast: Cast) -> None:
    answer = ask(penghasilan=list(range(1000)))
    assert (answer.status_code, len(answer.json()["hasil"])) == (200, 1000)


def test_a_form_may_ask_too(cast: Cast) -> None:
    form = {"kabupaten": "76.03", "bulan": "2026-10", "penghasilan": ["2426640", "0"]}
    assert [one["iuran"] for one in Client().post("/api/v1/kalkulator/", form).json()["hasil"]] == [165796, 165796]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kabupaten": "99.99"}, "kabupaten"),
        ({"kabupaten": ""}, "kabupaten"),
        ({"kabupaten": None}, "kabupaten"),
        ({"kabupaten": "76\x00"}, "kabupaten"),
        ({"bulan": "2021-05"}, "bulan"),
        ({"bulan": "2026-13"}, "bulan"),
        ({"bulan": "2026-10-01"}, "bulan"),
        ({"bulan": 202610}, "bulan"),
        ({"penghasilan": []}, "penghasilan"),
        ({"penghasilan": [-1]}, "penghasilan"),
        ({"penghasilan": [2426640.0]}, "penghasilan"),
        ({"penghasilan": ["2426640"]}, "penghasilan"),
        ({"penghasilan": [True]}, "penghasilan"),
        ({"penghasilan": [None]}, "penghasilan"),
        ({"penghasilan": [[2426640]]}, "penghasilan"),
        ({"penghasilan": 2426640}, "penghasilan"),
        ({"penghasilan": {"0": 1}}, "penghasilan"),
        ({"penghasilan": [10**30]}, "penghasilan"),
        ({"penghasilan": [1] * 1001}, "penghasilan"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(cast: Cast, change: dict[str, Any], field: str) -> None:
    answer = ask(**change)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    (sentence,) = answer.json()[field]
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_every_wrong_field_is_named_at_once(cast: Cast) -> None:
    answer = ask(kabupaten="99.99", bulan="nanti", penghasilan=[-1])
    assert (answer.status_code, sorted(answer.json())) == (400, ["bulan", "kabupaten", "penghasilan"])


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', pytest.param(b"1" * 9000, id="panjang"), b"NaN", b"\xff\xfe"]
)
def test_a_body_that_is_none_is_refused(cast: Cast, body: bytes) -> None:
    assert Client().post("/api/v1/kalkulator/", body, "application/json").status_code == 400


def test_no_regulation_before_the_first_one(cast: Cast) -> None:
    (sentence,) = ask(bulan="2021-05").json()["bulan"]
    assert sentence.startswith("Belum ada peraturan yang berlaku untuk Kabupaten Mamasa pada Mei 2021")


@pytest.mark.lambat
def test_the_calculator_waits_after_many_questions(cast: Cast) -> None:
    answers = [Client().post("/api/v1/kalkulator/", {}, "application/json").status_code for _ in range(121)]
    assert answers == [400] * 120 + [429]
