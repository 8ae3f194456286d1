"""Headers of every answer: nothing personal is kept anywhere, and no page may use the device."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from desa.models import User
from jaminan.kepala_http import PERMISSIONS_POLICY


def expected(**more: str) -> dict[str, str]:
    return {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        **more,
    }


def carried(client: Client, path: str) -> tuple[int, dict[str, str | None]]:
    response = client.get(path)
    response.close()
    wanted = expected(**{"Cache-Control": ""})
    return response.status_code, {name: response.headers.get(name) for name in wanted}


@pytest.fixture
def maria(client: Client, db: None) -> User:
    user = User.objects.create_user("maria", nama="Maria Bulan (Contoh)")
    client.force_login(user)
    return user


@pytest.mark.parametrize(("name", "status"), [("sandi_ganti", 200), ("beranda", 200), ("keluar", 405)])
def test_no_page_of_a_signed_in_user_is_kept_anywhere(client: Client, maria: User, name: str, status: int) -> None:
    assert carried(client, reverse(name)) == (status, expected(**{"Cache-Control": "no-store"}))


@pytest.mark.parametrize(("path", "status"), [("/tidak-ada/", 404), ("/akun/masuk/", 200), ("/", 302)])
def test_errors_redirects_and_the_sign_in_page_carry_them_too(client: Client, db: None, path: str, status: int) -> None:
    assert carried(client, path) == (status, expected(**{"Cache-Control": "no-store"}))


def test_static_files_keep_their_long_life(client: Client, db: None) -> None:
    status, headers = carried(client, "/static/jaminan/portal.css")
    assert (status, headers) == (200, expected(**{"Cache-Control": "max-age=60, public"}))


def test_a_redirect_to_https_carries_them_too(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/akun/masuk/")
    assert (response.status_code, response["Permissions-Policy"]) == (301, PERMISSIONS_POLICY)


def test_a_body_of_two_gigabytes_is_refused_before_any_of_it_is_read(client: Client, maria: User) -> None:
    """UP-8: the stream below would fail as soon as somebody asked it for a byte."""

    class Endless:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("somebody began to read it")

        readline = read

    huge = {
        "wsgi.input": Endless(),
        "CONTENT_LENGTH": str(2 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    answer = client.post("/akun/ganti-sandi/", **huge)  # type: ignore[arg-type]  # the server's own environment
    assert answer.status_code == 413
    assert "Berkas harus lebih kecil dari 5 MB" in answer.content.decode()
    assert client.post("/akun/ganti-sandi/", {}).status_code == 200


def test_every_feature_of_the_device_is_off() -> None:
    assert {part.split("=")[1] for part in PERMISSIONS_POLICY.split(", ")} == {"()"}
