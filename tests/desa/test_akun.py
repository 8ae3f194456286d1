"""One's own account: sign in, sign out, a new password."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from desa.models import AuditEvent, User

PASSWORD = "lima-bukit-hijau"
NEW_PASSWORD = "tujuh-sungai-jernih"


@pytest.fixture
def maria(db: None) -> User:
    return User.objects.create_user("maria", password=PASSWORD, nama="Maria Bulan (Contoh)")


def sign_in(client: Client, name: str, password: str, **more: str):
    return client.post(reverse("masuk"), {"username": name, "password": password, **more})


def test_the_right_password_leads_to_the_start_page(client: Client, maria: User) -> None:
    assertRedirects(sign_in(client, "maria", PASSWORD), reverse("beranda"), fetch_redirect_response=False)


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
    errors = [sign_in(client, *pair).context["form"].non_field_errors() for pair in pairs]
    sentence = "Nama pengguna atau sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
    assert errors == [[sentence]] * 3


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


def change(client: Client, old: str, new: str, again: str):
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
    assert list(AuditEvent.objects.values_list("aksi", "oleh", "objek_id")) == [("sandi.ganti", maria.pk, maria.pk)]


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
