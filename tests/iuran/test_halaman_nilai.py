"""The pages and the API of law values: who sees what, the forms, the preview in words."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desa.enums import Peran, StatusUsul
from desa.models import Membership, ParameterValue, User, UsulNilai
from iuran.forms.nilai import SenField
from tests.cast import SINCE, Cast

DAFTAR, USUL = "/kabupaten/76.03/nilai/", "/kabupaten/76.03/nilai/usul/"


@pytest.fixture
def dini(cast: Cast) -> Client:
    """The browser of Mamasa's second person at DPM-Pemdes."""
    user = User.objects.create(username="dini", nama="Dini")
    Membership.objects.create(user=user, peran=Peran.DPM, kabupaten=cast.mamasa, mulai=SINCE)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def teknis(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create(username="teknis", nama="Admin teknis", is_staff=True))
    return client


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "seri": "ump||76", "mulai": "01/01/2027", "sen": "3.500.000", "sumber": "Keputusan Gubernur",
        "nomor_surat": "900/2026", "surat": SimpleUploadedFile("sk.pdf", b"%PDF-1.4 sk"),
    } | changes  # fmt: skip


@pytest.mark.lambat
def test_dewi_proposes_and_dini_approves(cast: Cast, dini: Client) -> None:
    dewi = cast.client("dewi")
    assert "Usulkan nilai baru" in dewi.get(DAFTAR).content.decode()
    answer = dewi.post(USUL, filled())
    usul = UsulNilai.objects.get()
    assert answer["Location"] == f"/nilai/usul/{usul.pk}/"
    page = dewi.get(answer["Location"]).content.decode()
    wanted = ["Menunggu orang lain", "Tarik usul", "DPM-Pemdes, Mamasa", "Januari 2027",
              "9 dari 9 orang naik ke batas bawah", "Rp\xa03.500.000",
              "Semua kabupaten di Provinsi Sulawesi Barat", usul.surat_sha256]  # fmt: skip
    assert [text for text in wanted if text not in page] == []
    assert "Menunggu keputusan Anda" in dini.get(DAFTAR).content.decode()
    dini.post(f"/nilai/usul/{usul.pk}/setujui/")
    page = dewi.get(DAFTAR).content.decode()
    assert ("Dini" in page, "Disetujui" in page, ParameterValue.objects.filter(mulai=date(2027, 1, 1)).count()) == (
        True, True, 1)  # fmt: skip
    letter = dewi.get(f"/nilai/usul/{usul.pk}/surat/")
    assert (letter.getvalue(), letter["X-Content-Type-Options"]) == (b"%PDF-1.4 sk", "nosniff")
    letter.close()


@pytest.mark.lambat
def test_the_proposer_cannot_approve_and_a_return_needs_its_reason(cast: Cast, dini: Client) -> None:
    dewi = cast.client("dewi")
    dewi.post(USUL, filled())
    path = f"/nilai/usul/{UsulNilai.objects.get().pk}/"
    assert "Anda sendiri yang mengusulkan" in dewi.post(f"{path}setujui/", follow=True).content.decode()
    assert "Tulis apa yang harus diperbaiki." in dini.post(f"{path}kembalikan/", {"alasan": ""}).content.decode()
    dini.post(f"{path}kembalikan/", {"alasan": "Angkanya terbalik"})
    assert "Angkanya terbalik" in dewi.get(path).content.decode()
    assert (UsulNilai.objects.get().status, ParameterValue.objects.count()) == (StatusUsul.DIKEMBALIKAN, 3)


def test_wrong_fields_keep_what_was_typed(cast: Cast) -> None:
    page = cast.client("dewi").post(USUL, filled(sen="tiga juta", mulai="32/01/2027", surat="")).content.decode()
    wanted = ["Tulis rupiah seperti 3.315.934", "Tulis tanggal seperti 01/01/2027.", "tiga juta", "Kesalahan:"]
    assert [text for text in wanted if text not in page] == []
    page = cast.client("dewi").post(USUL, filled(mulai="01/06/2026")).content.decode()
    assert ("bertumpuk dengan UMP" in page, UsulNilai.objects.count()) == (True, 0)


@pytest.mark.lambat
def test_a_value_is_replaced_ended_or_withdrawn_from_its_row(cast: Cast) -> None:
    dewi = cast.client("dewi")
    ump = ParameterValue.objects.get(kunci="ump", provinsi="76")
    page = dewi.get(f"{USUL}?jenis=ganti&atas={ump.pk}").content.decode()
    assert ("Nilai lama berakhir sehari sebelum" in page, "Rp\xa03.315.934" in page) == (True, True)
    dewi.post(f"{USUL}?jenis=ganti&atas={ump.pk}", filled(mulai="01/11/2026", sen="3.400.000"))
    usul = UsulNilai.objects.get()
    page = dewi.get(f"/nilai/usul/{usul.pk}/").content.decode()
    assert "iuran +Rp\xa037.836 sebulan" in page  # 9 x (136.000 + 34.000 - 132.637 - 33.159)
    dewi.post(f"/nilai/usul/{usul.pk}/tarik/")
    dewi.post(f"{USUL}?jenis=akhiri&atas={ump.pk}", filled(sampai="31/10/2026"))
    page = dewi.get(f"/nilai/usul/{UsulNilai.objects.latest('pk').pk}/").content.decode()
    assert "tidak dapat dihitung lagi" in page


@pytest.mark.parametrize("query", ["jenis=khayal", "jenis=ganti", "jenis=ganti&atas=x", "jenis=isi&atas=999999"])
def test_an_address_that_names_nothing_is_not_there(cast: Cast, query: str) -> None:
    assert cast.client("dewi").get(f"{USUL}?{query}").status_code == 404


@pytest.mark.lambat
def test_national_values_are_the_administrators(cast: Cast, teknis: Client) -> None:
    cap = ParameterValue.objects.get(kunci="batas_atas")
    assert cast.client("dewi").get(f"{USUL}?jenis=ganti&atas={cap.pk}").status_code == 403
    assert [cast.client(who).get("/nilai/").status_code for who in ("dewi", "ines", "sari")] == [403] * 3
    page = teknis.get("/nilai/").content.decode()
    assert ("Batas paling tinggi gaji, Nasional" in page, "UMP, Provinsi Kalimantan Barat" in page) == (True, True)
    teknis.post("/nilai/usul/", filled(seri="tarif_mandiri_2||", sen="110.000", surat=""))
    usul = UsulNilai.objects.get()
    assert (usul.kunci, usul.sen, usul.kabupaten, usul.provinsi) == ("tarif_mandiri_2", 11_000_000, "", "")
    assert cast.client("damar").get(f"/nilai/usul/{usul.pk}/").status_code == 200
    assert cast.client("damar").post(f"/nilai/usul/{usul.pk}/setujui/").status_code == 403
    assert cast.client("sari").get(f"/nilai/usul/{usul.pk}/").status_code == 404


@pytest.mark.lambat
def test_another_province_does_not_see_the_proposal(cast: Cast) -> None:
    cast.client("dewi").post(USUL, filled())
    path = f"/nilai/usul/{UsulNilai.objects.get().pk}/"
    assert [cast.client(who).get(path).status_code for who in ("dewi", "ines", "damar", "sari")] == [200, 200, 404, 404]


@pytest.mark.lambat
def test_a_missing_floor_leads_to_the_form(cast: Cast) -> None:
    ParameterValue.objects.filter(kunci="ump", provinsi="76").delete()
    page = cast.client("dewi").get("/kabupaten/76.03/iuran/2026-10/").content.decode()
    assert "UMP oleh DPM-Pemdes salah satu kabupaten di provinsi ini atau admin teknis" in page
    assert f'href="{USUL}?kunci=ump"' in page
    assert '<option value="ump||76" selected>' in cast.client("dewi").get(f"{USUL}?kunci=ump").content.decode()
    assert "Usulkan nilainya" not in cast.client("andi").get("/kabupaten/76.03/iuran/2026-10/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sen"),
    [("3315934", 331_593_400), ("3.315.934", 331_593_400), ("Rp 2.678.863,10", 267_886_310), ("1,5", 150), ("0", 0)],
)
def test_amounts_with_sen(typed: str, sen: int) -> None:
    assert SenField().clean(typed) == sen


# -- the API ---------------------------------------------------------------------------------------------------------


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "jenis": "tambah", "kunci": "ump", "provinsi": "76", "mulai": "2027-01-01", "sen": 350_000_000,
        "sumber": "Keputusan Gubernur", "nomor_surat": "900/2026",
    } | changes  # fmt: skip


@pytest.mark.lambat
def test_the_same_through_the_api(cast: Cast, dini: Client) -> None:
    dewi = cast.client("dewi")
    made = dewi.post("/api/v1/usul-nilai/", asked(), content_type="application/json")
    assert (made.status_code, made.json()["status"], made.json()["diusulkan_oleh"]) == (201, "menunggu", "Dewi")
    path = f"/api/v1/usul-nilai/{made.json()['id']}/"
    refused = dewi.post(f"{path}setujui/")
    assert (refused.status_code, refused.json()["detail"]) == (400, "Anda sendiri yang mengusulkan nilai ini.")
    approved = dini.post(f"{path}setujui/").json()
    assert (approved["status"], approved["diputus_oleh"]) == ("disetujui", "Dini")
    found = cast.client("sari").get("/api/v1/nilai/?kunci=ump&provinsi=76").json()["results"]
    assert [(one["mulai"], one["nilai"]) for one in found] == [
        ("2026-01-01", "3315934.00"),
        ("2027-01-01", "3500000.00"),
    ]


@pytest.mark.parametrize(
    ("who", "changes", "status"),
    [
        ("dewi", {"provinsi": "61"}, 403), ("dewi", {"kunci": "batas_atas", "provinsi": ""}, 403),
        ("andi", {}, 403), ("ines", {}, 403), ("sari", {}, 403),
        ("dewi", {"jenis": "ganti"}, 400), ("dewi", {"jenis": "ganti", "atas": 987654}, 404),
        ("dewi", {"mulai": "kemarin"}, 400), ("dewi", {"sen": -1}, 400), ("dewi", {"kunci": "UMP"}, 400),
        ("dewi", {"sumber": ""}, 400), ("dewi", {"mulai": None}, 400),
    ],
)  # fmt: skip
def test_what_the_api_refuses(cast: Cast, who: str, changes: dict[str, Any], status: int) -> None:
    answer = cast.client(who).post("/api/v1/usul-nilai/", asked(**changes), content_type="application/json")
    assert (answer.status_code, UsulNilai.objects.count()) == (status, 0)


def test_the_administrator_without_a_role_uses_the_api(cast: Cast, teknis: Client) -> None:
    asking = asked(kunci="tarif_mandiri_1", provinsi="")
    assert teknis.post("/api/v1/usul-nilai/", asking, content_type="application/json").status_code == 201
    path = f"/api/v1/usul-nilai/{UsulNilai.objects.get().pk}/"
    assert cast.client("dewi").post(f"{path}kembalikan/", {"alasan": "x"}).status_code == 403
    assert teknis.post(f"{path}tarik/").json()["status"] == "ditarik"
