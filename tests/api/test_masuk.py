"""Getting in: token, session, and what a stranger is told."""

from collections.abc import Callable

import pytest
from django.test import Client
from rest_framework.test import APIClient

from desa.actions.akun import change_password
from desa.models import AuditEvent
from tests.cast import Cast

SANDI = "kuda-laut-biru-27"
STRANGER = {
    "detail": "Anda belum masuk.",
    "saran": "Masuk lewat halaman portal, atau kirim header Authorization: Token.",
}


@pytest.fixture
def sari_with_password(cast: Cast) -> Cast:
    cast.sari.set_password(SANDI)
    cast.sari.save()
    return cast


def token_of(name: str, password: str) -> str:
    answer = Client().post("/api/v1/token/", {"username": name, "password": password}, "application/json")
    assert answer.status_code == 200
    token: str = answer.json()["token"]
    return token


def test_a_token_opens_what_its_owner_may_see(sari_with_password: Cast) -> None:
    token = token_of("sari", SANDI)
    answer = Client().get("/api/v1/desa/", headers={"Authorization": f"Token {token}"})
    assert [desa["kode"] for desa in answer.json()["results"]] == ["76.03.01.2004"]
    assert list(AuditEvent.objects.values_list("aksi", "oleh__username")) == [("token.buat", "sari")]
    assert token_of("sari", SANDI) == token


def test_a_new_password_ends_the_token(sari_with_password: Cast) -> None:
    token = token_of("sari", SANDI)
    change_password(by=sari_with_password.sari, password="kuda-laut-merah-28")
    answer = Client().get("/api/v1/desa/", headers={"Authorization": f"Token {token}"})
    assert (answer.status_code, answer.json()["detail"]) == (401, "Token atau sesi tidak berlaku.")


def test_somebody_who_left_gets_no_token_and_loses_the_old_one(sari_with_password: Cast) -> None:
    token = token_of("sari", SANDI)
    sari_with_password.sari.is_active = False
    sari_with_password.sari.save()
    refused = Client().post("/api/v1/token/", {"username": "sari", "password": SANDI}, "application/json")
    assert refused.status_code == 400
    assert Client().get("/api/v1/desa/", headers={"Authorization": f"Token {token}"}).status_code == 401


def test_a_wrong_password_and_an_unknown_name_read_alike(sari_with_password: Cast) -> None:
    tries = [{"username": "sari", "password": "salah"}, {"username": "tidak-ada", "password": "salah"}]
    answers = [Client().post("/api/v1/token/", one, "application/json") for one in tries]
    sentence = "Nama pengguna atau sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
    assert [(one.status_code, one.json()) for one in answers] == [(400, {"detail": sentence})] * 2


def test_the_sixth_try_in_a_minute_waits(cast: Cast) -> None:
    tries = [
        Client().post(
            "/api/v1/token/", {"username": f"orang{number}", "password": "salah"}, "application/json",
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        for number in range(8)
    ]  # fmt: skip
    assert [one.status_code for one in tries] == [400] * 5 + [429] * 3
    assert int(tries[-1]["Retry-After"]) > 0


def test_a_stranger_is_told_in_json(cast: Cast) -> None:
    for path in ("/api/v1/", "/api/v1/desa/", "/api/v1/desa/76.03.01.2004/", "/api/tidak-ada/"):
        answer = Client().get(path)
        assert (answer.status_code, answer.json(), answer["WWW-Authenticate"]) == (401, STRANGER, "Token"), path
    assert [Client().get(f"/api/{name}/").status_code for name in ("schema", "docs")] == [401, 302]


def test_a_session_without_its_csrf_token_writes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.dewi)
    assert client.get("/api/v1/desa/").status_code == 200
    assert client.post("/api/v1/rekonsiliasi/", {}, "application/json").status_code == 403


@pytest.mark.parametrize("address", ["sesuatu/", "periksa/a%0Ab/"], ids=["word", "line_break"])
def test_an_unknown_address_answers_in_json(masuk: Callable[[str], APIClient], address: str) -> None:
    answer = masuk("dewi").get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Tidak ditemukan.")


def test_an_inspector_may_read_and_never_write(cast: Cast, masuk: Callable[[str], APIClient]) -> None:
    ines = masuk("ines")
    assert ines.get("/api/v1/desa/").json()["count"] == 3
    answers = [getattr(ines, method)("/api/v1/desa/76.03.01.2004/") for method in ("post", "put", "patch", "delete")]
    assert [one.status_code for one in answers] == [403] * 4


def test_what_is_not_served_is_405_and_strange_bodies_are_415(masuk: Callable[[str], APIClient]) -> None:
    dewi = masuk("dewi")
    assert dewi.delete("/api/v1/desa/76.03.01.2004/").status_code == 405
    assert dewi.get("/api/v1/desa/", HTTP_ACCEPT="text/csv").status_code == 406
    assert Client().post("/api/v1/token/", "apa", content_type="text/plain").status_code == 415


def test_a_large_json_is_refused_unread(cast: Cast) -> None:
    body = b'{"username": "' + b"a" * 300_000 + b'"}'
    answer = Client().post("/api/v1/token/", body, "application/json")
    assert (answer.status_code, answer.json()["detail"]) == (413, "Kiriman ini lebih dari 256 KB.")
