"""A regency's paper by machine: the same actions, the same refusals as on the pages."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from rekonsiliasi.models import NaskahKertas
from rekonsiliasi.parameters.berita_acara import starting_words
from tests.stage import Stage

V1 = "/api/v1"
Masuk = Callable[[str], APIClient]


def post(client: APIClient, path: str, body: dict[str, Any] | None = None, form: str = "json") -> tuple[int, Any]:
    answer = client.post(f"{V1}/{path}", body or {}, format=form)
    return answer.status_code, answer.json()


@pytest.mark.lambat
def test_signatories_numbers_layout_and_words(stage: Stage, masuk: Masuk) -> None:
    dewi, budi, lina, gusti = (masuk(name) for name in ("dewi", "budi", "lina", "gusti"))
    body = {"kabupaten": "76.03", "pihak": "dinas", "nama": "Maya", "nip": "1", "jabatan": "Kepala"}
    body |= {"mulai": "2026-11-01"}
    assert [post(one, "penandatangan/", body)[0] for one in (lina, gusti)] == [403, 404]
    assert "bukan akun DPM-Pemdes" in str(post(dewi, "penandatangan/", body | {"user": "lina"}))
    code, row = post(dewi, "penandatangan/", body | {"user": "budi"})
    assert (code, row["user"], row["sampai"]) == (201, "Budi", None)
    ends = {key: body[key] for key in ("nama", "nip", "jabatan", "mulai")} | {"sebutan": "Plh.", "sampai": "2026-11-05"}
    assert post(lina, f"penandatangan/{row['id']}/ubah/", ends)[0] == 403
    assert post(dewi, f"penandatangan/{row['id']}/ubah/", ends)[1]["sebutan"] == "Plh."
    series = {"kabupaten": "76.03", "pihak": "bpjs", "pola": "{urut}/PLW/{tahun}"}
    assert (post(dewi, "seri-nomor/", series)[0], post(lina, "seri-nomor/", series)[0]) == (403, 201)
    assert "tepat satu tanda" in str(post(lina, "seri-nomor/", series | {"pola": "{tahun}"}))
    assert [one["kantor"] for one in lina.get(f"{V1}/seri-nomor/").json()["results"]] == ["Cabang Polewali"]
    picture = io.BytesIO()
    Image.new("RGB", (90, 90), "red").save(picture, "PNG")
    logo = SimpleUploadedFile("l.png", picture.getvalue())
    code, layout = post(dewi, "tata-kertas/", {"kabupaten": "76.03", "ukuran": "f4", "logo": logo}, "multipart")
    assert (code, layout["ukuran"], len(layout["logo_sha256"])) == (201, "f4", 64)
    wording = NaskahKertas.objects.get(kabupaten=stage.mamasa.kabupaten)
    assert post(dewi, f"naskah-kertas/{wording.pk}/tolak/", {"alasan": "Uji"})[1]["status"] == "ditolak"
    code, mine = post(dewi, "naskah-kertas/", {"kabupaten": "76.03"} | starting_words(()))
    assert (code, post(dewi, f"naskah-kertas/{mine['id']}/setujui/")[0]) == (201, 400)
    assert post(budi, f"naskah-kertas/{mine['id']}/setujui/")[1]["status"] == "berlaku"
    assert "masih kosong" in str(post(dewi, "naskah-kertas/", {"kabupaten": "76.03", "judul": "X"}))


@pytest.mark.lambat
def test_the_list_of_people_is_for_those_who_may_take_nik(stage: Stage, masuk: Masuk) -> None:
    paper = stage.mamasa.berita_acara.pk
    assert post(masuk("budi"), f"berita-acara/{paper}/setujui/")[1]["isi"]["lampiran"]["orang"] == 9
    found = {name: masuk(name).get(f"{V1}/berita-acara/{paper}/lampiran/") for name in ("dewi", "lina", "gusti")}
    assert [one.status_code for one in found.values()] == [200, 403, 404]
    assert found["dewi"].content[:2] == b"PK"
