"""One's own account: sign in, sign out, a new password."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertRedirects
from rest_framework.authtoken.models import Token

from desa.models import AuditEvent, User
from tests.cast import Cast
from tests.jawaban import Jawaban

PASSWORD = "lima-bukit-hijau"
NEW_PASSWORD = "tujuh-sungai-jernih"
WRONG = "Nama pengguna atau sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
HOME = "203.0.113.7"
AWAY = "198.51.100.20"
NOON = datetime(2026, 10, 12, 12, 0, tzinfo=ZoneInfo("Asia/Makassar"))


@pytest.fixture
def maria(db: None) -> User:
    return User.objects.create_user("maria", password=PASSWORD, nama="Maria Bulan (Contoh)")


def sign_in(client: Client, name: str, password: str, **more: str) -> Jawaban:
    return client.post(reverse("masuk"), {"username": name, "password": password, **more})


def test_the_right_password_leads_to_the_start_page(client: Client, maria: User) -> None:
    assertRedirects(sign_in(client, "maria", PASSWORD), reverse("beranda"), fetch_redirect_response=False)


@pytest.mark.parametrize(("staff", "told"), [(False, "Akun Anda belum punya peran"), (True, "Buka halaman admin")])
def test_who_has_no_role_reads_whom_to_ask_and_the_admin_where_accounts_are_made(
    client: Client, maria: User, staff: bool, told: str
) -> None:
    maria.is_staff = staff
    maria.save()
    client.force_login(maria)
    page = client.get("/")
    assertContains(page, told)
    assert (b'href="/admin/"' in page.content) is staff


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: Client, maria: User) -> None:
    asked = reverse("sandi_ganti")
    assertRedirects(client.get(asked), f"{reverse('masuk')}?next={asked}", fetch_redirect_response=False)
    assertRedirects(sign_in(client, "maria", PASSWORD, next=asked), asked, fetch_redirect_response=False)


@pytest.mark.parametrize("outside", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)"])
def test_signing_in_never_leads_out_of_the_portal(client: Client, maria: User, outside: str) -> None:
    response = sign_in(client, "maria", PASSWORD, next=outside)
    assertRedirects(response, reverse("beranda"), fetch_redirect_response=False)


def test_every_wrong_pair_gets_the_same_sentence(client: Client, maria: User) -> None:
    User.objects.create_user("berhenti", password=PASSWORD, is_active=False)
    pairs = [("maria", "salah"), ("tidak-ada", PASSWORD), ("berhenti", PASSWORD)]
    answers = [sign_in(client, *pair) for pair in pairs]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [answer.context["form"].non_field_errors() for answer in answers] == [[WRONG]] * 3


def test_a_refused_sign_in_says_so_in_the_title_and_links_to_the_field(client: Client, db: None) -> None:
    response = sign_in(client, "", "")
    assertContains(response, "<title>Kesalahan: Masuk - Iuran JKN Desa</title>", html=True)
    assertContains(response, '<a href="#id_username">Nama pengguna: Isi nama pengguna Anda.</a>', html=True)


def test_signing_out_ends_the_session_and_only_by_a_button(client: Client, maria: User) -> None:
    client.force_login(maria)
    assert client.get(reverse("keluar")).status_code == 405
    response = client.post(reverse("keluar"), follow=True)
    assertContains(response, "Anda sudah keluar.")
    assert client.get(reverse("sandi_ganti")).status_code == 302


def change(client: Client, old: str, new: str, again: str) -> Jawaban:
    return client.post(reverse("sandi_ganti"), {"old_password": old, "new_password1": new, "new_password2": again})


def test_a_new_password_ends_every_other_session_and_is_written_down(client: Client, maria: User) -> None:
    other = Client()
    client.force_login(maria)
    other.force_login(maria)
    assertRedirects(
        change(client, PASSWORD, NEW_PASSWORD, NEW_PASSWORD), reverse("beranda"), fetch_redirect_response=False
    )
    assert client.get(reverse("sandi_ganti")).status_code == 200
    assert other.get(reverse("sandi_ganti")).status_code == 302
    maria.refresh_from_db()
    assert maria.check_password(NEW_PASSWORD)
    assert acts() == [("sandi.ganti", maria.pk, maria.pk)]


@pytest.mark.parametrize(
    ("old", "new", "again", "field", "sentence"),
    [
        ("salah", NEW_PASSWORD, NEW_PASSWORD, "old_password",
         "Sandi lama salah. Ketik lagi sandi yang Anda pakai saat ini."),
        (PASSWORD, NEW_PASSWORD, "lain", "new_password2",
         "Kedua sandi baru tidak sama. Ketik sandi yang sama dua kali."),
    ],
)  # fmt: skip
def test_a_password_that_does_not_fit_changes_nothing(
    client: Client, maria: User, old: str, new: str, again: str, field: str, sentence: str
) -> None:
    client.force_login(maria)
    assert change(client, old, new, again).context["form"].errors == {field: [sentence]}
    maria.refresh_from_db()
    assert maria.check_password(PASSWORD)
    assert AuditEvent.objects.count() == 0


def test_the_password_page_says_how_long_a_password_must_be(client: Client, maria: User) -> None:
    client.force_login(maria)
    assertContains(client.get(reverse("sandi_ganti")), "Paling sedikit 12 huruf, angka atau tanda.")


def acts() -> list[tuple[str, int, int | None]]:
    return list(AuditEvent.objects.order_by("id").values_list("aksi", "oleh", "objek_id"))


# -- the session -----------------------------------------------------------------------------------------------------


def test_signing_in_gives_a_new_session_and_the_old_one_is_dead(client: Client, maria: User) -> None:
    client.session["dibawa"] = "dari luar"
    client.session.save()
    planted = Session.objects.get().session_key
    client.cookies["sessionid"] = planted
    sign_in(client, "maria", PASSWORD)
    assert client.cookies["sessionid"].value != planted
    assert list(Session.objects.values_list("session_key", flat=True)) == [client.cookies["sessionid"].value]


def test_signing_out_kills_the_session_on_the_server(client: Client, maria: User) -> None:
    sign_in(client, "maria", PASSWORD)
    kept = client.cookies["sessionid"].value
    client.post(reverse("keluar"))
    client.cookies["sessionid"] = kept
    assert client.get(reverse("sandi_ganti")).status_code == 302


def test_a_disabled_account_is_out_at_once(client: Client, maria: User) -> None:
    client.force_login(maria)
    User.objects.filter(pk=maria.pk).update(is_active=False)
    assert client.get(reverse("sandi_ganti")).status_code == 302


def test_coming_and_going_are_written_down_where_the_user_works(client: Client, cast: Cast) -> None:
    cast.sari.set_password(PASSWORD)
    cast.sari.save()
    sign_in(client, "sari", "salah")
    sign_in(client, "sari", PASSWORD)
    client.post(reverse("keluar"))
    assert acts() == [("akun.masuk", cast.sari.pk, cast.sari.pk), ("akun.keluar", cast.sari.pk, cast.sari.pk)]
    places = set(AuditEvent.objects.values_list("kabupaten", "desa"))
    assert places == {(cast.mamasa.pk, cast.rantebulahan.pk)}


# -- wrong passwords -------------------------------------------------------------------------------------------------


def guess(name: str, times: int, address: str = AWAY, agent: str = "uji") -> list[int]:
    """The status of each of so many wrong tries."""
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    return [sign_in(client, name, f"salah-{number}").status_code for number in range(times)]


def may_enter(address: str, name: str = "maria") -> bool:
    return sign_in(Client(REMOTE_ADDR=address), name, PASSWORD).status_code == 302


@pytest.mark.lambat
def test_five_wrong_tries_make_the_name_wait_at_that_address_only(maria: User) -> None:
    assert guess("maria", 7) == [200, 200, 200, 200, 429, 429, 429]
    assert not may_enter(AWAY)
    assert may_enter(HOME)


@pytest.mark.lambat
def test_the_owner_gets_in_whatever_twenty_addresses_try(maria: User) -> None:
    for number in range(20):
        guess("maria", 5, f"198.51.100.{number}")
    assert may_enter(HOME)


def test_another_name_at_the_same_address_does_not_wait(maria: User) -> None:
    User.objects.create_user("petrus", password=PASSWORD)
    guess("maria", 5)
    assert may_enter(AWAY, "petrus")


@pytest.mark.lambat
def test_another_browser_gives_no_new_tries(maria: User) -> None:
    assert guess("maria", 3, agent="satu") + guess("maria", 3, agent="dua") == [200, 200, 200, 200, 429, 429]


@pytest.mark.lambat
def test_a_name_that_nobody_has_waits_just_the_same(maria: User) -> None:
    assert guess("tidak-ada", 6) == guess("maria", 6)


@pytest.mark.lambat
def test_the_wait_is_fifteen_minutes_and_trying_meanwhile_does_not_prolong_it(maria: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess("maria", 5)
        clock.shift(timedelta(minutes=14))
        assert not may_enter(AWAY)
        clock.shift(timedelta(minutes=2))
        assert may_enter(AWAY)


@pytest.mark.lambat
def test_the_right_password_forgets_the_wrong_ones(maria: User) -> None:
    assert (guess("maria", 4), may_enter(AWAY)) == ([200] * 4, True)
    assert guess("maria", 5) == [200, 200, 200, 200, 429]


@pytest.mark.lambat
def test_the_page_of_waiting_says_how_long_and_what_to_do(maria: User) -> None:
    guess("maria", 5)
    response = sign_in(Client(REMOTE_ADDR=AWAY), "maria", PASSWORD)
    assertContains(response, "<title>Tunggu 15 menit - Iuran JKN Desa</title>", html=True, status_code=429)
    assertContains(response, "Akun itu tetap dapat dipakai dari jaringan lain.", status_code=429)
    assert response["Retry-After"] == "900"


def test_what_is_kept_of_a_try_holds_neither_password_nor_nik(client: Client, db: None) -> None:
    sign_in(client, "7603010101909001", "rahasia-sekali", next="/")
    kept = AccessAttempt.objects.values_list("username", "post_data").get()
    assert kept == ("760301******9001", "username=********************\npassword=********************\nnext=/")


def test_every_refusal_takes_one_hash_of_work(client: Client, maria: User, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_user("berhenti", password=PASSWORD, is_active=False)
    User.objects.create_user("contoh", password=PASSWORD, contoh=True)
    User.objects.create_user("tanpa-sandi")
    work: list[object] = []
    encode = MD5PasswordHasher.encode

    def counted(*args: Any) -> str:
        work.append(args)
        return encode(*args)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    hashes = []
    tries = [(name, PASSWORD) for name in ("tidak-ada", "berhenti", "contoh", "tanpa-sandi")]
    for name, password in (*tries, ("maria", "salah")):
        work.clear()
        sign_in(client, name, password)
        hashes.append(len(work))
    assert hashes == [1] * 5


# -- the address behind a proxy --------------------------------------------------------------------------------------


def attempt_from(settings: Settings, *, proxies: int, forwarded: str) -> str | None:
    """The address that is kept of a try with this X-Forwarded-For, as jaminan/settings.py sets it up."""
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR",) if proxies else ("REMOTE_ADDR",)
    settings.IPWARE_META_PROXY_COUNT = max(proxies - 1, 0)
    sign_in(Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded), "maria", "salah")
    return AccessAttempt.objects.get().ip_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, AWAY, "127.0.0.1"),
        (1, AWAY, AWAY),
        (1, f"{HOME}, {AWAY}", AWAY),
        (1, f"bukan-alamat, {AWAY}", AWAY),
        (2, f"{HOME}, {AWAY}, 10.0.0.1", AWAY),
    ],
)
def test_only_what_our_own_proxies_wrote_counts_as_the_address(
    maria: User, settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    assert attempt_from(settings, proxies=proxies, forwarded=forwarded) == address


# -- sample accounts -------------------------------------------------------------------------------------------------


@pytest.fixture
def sample(cast: Cast) -> User:
    """Sari as a sample account in a regency of sample data."""
    cast.mamasa.contoh = True
    cast.mamasa.save()
    cast.sari.contoh = True
    cast.sari.set_password(PASSWORD)
    cast.sari.save()
    return cast.sari


def test_a_sample_account_works_among_sample_data(sample: User) -> None:
    assert may_enter(HOME, "sari")


def test_no_sample_account_works_in_production(client: Client, sample: User, settings: Settings) -> None:
    client.force_login(sample)
    settings.PRODUKSI = True
    assert client.get(reverse("sandi_ganti")).status_code == 302
    assert not may_enter(HOME, "sari")


def test_no_sample_account_works_once_the_sample_data_are_gone(sample: User, cast: Cast) -> None:
    cast.mamasa.contoh = False
    cast.mamasa.save()
    response = sign_in(Client(), "sari", PASSWORD)
    assert response.context["form"].non_field_errors() == [WRONG]


# -- the API ---------------------------------------------------------------------------------------------------------


def test_a_token_ends_with_the_account_and_the_sample(sample: User, cast: Cast, settings: Settings) -> None:
    header = {"Authorization": f"Token {Token.objects.create(user=sample).key}"}
    seen = [Client().get("/api/v1/desa/", headers=header).status_code]
    settings.PRODUKSI = True
    seen.append(Client().get("/api/v1/desa/", headers=header).status_code)
    settings.PRODUKSI = False
    User.objects.filter(pk=sample.pk).update(is_active=False)
    seen.append(Client().get("/api/v1/desa/", headers=header).status_code)
    assert seen == [200, 401, 401]


@pytest.mark.lambat
def test_wrong_tries_for_a_token_and_on_the_page_are_counted_together(maria: User) -> None:
    guess("maria", 4)
    response = Client(REMOTE_ADDR=AWAY).post(
        "/api/v1/token/", {"username": "maria", "password": "salah"}, content_type="application/json"
    )
    assert response.json() == {
        "detail": "Sandi salah 5 kali untuk nama pengguna ini dari alamat Anda.",
        "saran": "Tunggu 15 menit, lalu coba lagi dengan sandi yang benar.",
    }
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert not may_enter(AWAY)
