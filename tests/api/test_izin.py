"""What a role may not see is 404 with nothing in it; what it may see but not change is 403 and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from desa.models import AuditEvent
from tests.cast import Cast
from tests.stage import Bulan, Stage

Masuk = Callable[[str], APIClient]
NOBODYS = 987_654_321


def resources(month: Bulan) -> dict[str, Any]:
    """Every resource with the key of the month's row in it."""
    return {
        "kabupaten": month.kabupaten.kode, "kecamatan": month.desa.kecamatan.kode, "desa": month.desa.kode,
        "peserta": month.peserta.pk, "anggota-keluarga": month.keluarga.pk,
        "penghasilan": month.peserta.penghasilan.get().pk, "kepesertaan-upload": month.upload.pk,
        "penyampaian": month.penyampaian.pk, "penetapan": month.penetapan.pk, "iuran": month.iuran.pk,
        "setoran": month.setoran.pk, "tagihan": month.tagihan.pk, "rekonsiliasi": month.rekonsiliasi.pk,
        "selisih": month.selisih.pk, "berita-acara": month.berita_acara.pk, "koordinasi": month.koordinasi.pk,
        "virtual-account": month.akun.pk,
        "pencairan-apbdesa": month.pencairan.pk, "tahap-add": month.tahap_add.pk,
        "sumber-lain": month.sumber_lain.pk,
    }  # fmt: skip


def statuses(client: APIClient, month: Bulan) -> dict[str, int]:
    return {name: client.get(f"/api/v1/{name}/{key}/").status_code for name, key in resources(month).items()}


REGIONAL = {
    "penetapan",
    "setoran",
    "tagihan",
    "rekonsiliasi",
    "berita-acara",
    "koordinasi",
    "tahap-add",
    "virtual-account",
}


@pytest.mark.lambat
def test_who_reads_what(stage: Stage, masuk: Masuk) -> None:
    everything = dict.fromkeys(resources(stage.mamasa), 200)
    nothing = dict.fromkeys(everything, 404)
    village = everything | dict.fromkeys(REGIONAL, 404)
    for name in ("dewi", "andi", "lina", "ines"):
        assert statuses(masuk(name), stage.mamasa) == everything, name
    assert statuses(masuk("sari"), stage.mamasa) == village
    assert statuses(masuk("wahyu"), stage.kayong_utara) == village | {"setoran": 200, "virtual-account": 200}
    assert statuses(masuk("yusuf"), stage.mamasa) == nothing | {"kabupaten": 200, "kecamatan": 200}
    for name in ("wahyu", "rina", "damar", "gusti", "hasan"):
        assert statuses(masuk(name), stage.mamasa) == nothing, name


@pytest.mark.lambat
def test_a_foreign_row_and_no_row_answer_alike(stage: Stage, masuk: Masuk) -> None:
    sari = masuk("sari")
    for name, key in resources(stage.kayong_utara).items():
        nobody = "99.99.99.9999"[: len(str(key))] if isinstance(key, str) else NOBODYS
        theirs, nobodys = (sari.get(f"/api/v1/{name}/{one}/") for one in (key, nobody))
        assert (theirs.status_code, theirs.content, theirs.headers) == (404, nobodys.content, nobodys.headers), name


@pytest.mark.lambat
def test_no_list_shows_the_other_regency(stage: Stage, masuk: Masuk) -> None:
    foreign = ("Sutera", "61.11", "Kayong", "611101")
    for name in resources(stage.mamasa):
        for role in ("sari", "dewi", "lina", "ines"):
            text = masuk(role).get(f"/api/v1/{name}/").content.decode()
            assert [word for word in foreign if word in text] == [], (role, name)


def writes(month: Bulan) -> dict[str, tuple[str, str, dict[str, Any], set[str]]]:
    """Each write: method, address, body, and the roles that may do it there (sekdes, dpm, bendahara …)."""
    kode, village = month.kabupaten.kode, month.desa.kode
    file = {"berkas": SimpleUploadedFile("x.xlsx", b"bukan berkas")}
    money = {"bulan": "2026-10", "penanggung": "pemda", "tanggal": "2026-10-08", "jumlah": 5, "referensi": "R"}
    treasurer = {"bendahara"} if kode == "76.03" else {"bendahara_desa"}
    place = {"kabupaten": kode} if kode == "76.03" else {"desa": village}
    paper, work = month.berita_acara.pk, month.rekonsiliasi.pk
    ahead = {"kabupaten": kode, "bulan_mulai": "2026-11", "bulan_sampai": "2026-12", "tanggal": "2026-10-06",
             "nomor_surat": "K", "dengan": "P"}  # fmt: skip
    came = {"desa": village, "bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "tanggal": "2026-10-15",
            "nomor_surat": "S"}  # fmt: skip
    stage_of_add = {"kabupaten": kode, "bulan_mulai": "2026-12", "bulan_sampai": "2026-12", "tanggal": "2026-12-21",
                    "penetap": "P", "nomor_surat": "T", "tanggal_surat": "2026-10-06"}  # fmt: skip
    source = {"desa": village, "bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "sumber": "bagi_hasil",
              "uraian": "U", "jumlah": 5, "nomor_surat": "P"}  # fmt: skip
    new = {"rekonsiliasi": work, "nomor_dinas": "N", "tanggal": "2026-10-20", "tempat": "T"}
    return {
        "unggah": ("post", "kepesertaan-upload/", {"desa": village} | file, {"sekdes"}),
        "sampaikan": ("post", f"kepesertaan-upload/{month.upload.pk}/sampaikan/", {}, {"sekdes"}),
        "tidak ada perubahan": ("post", f"desa/{village}/tidak-ada-perubahan/", {}, {"sekdes"}),
        "terima": ("post", f"penyampaian/{month.penyampaian.pk}/terima/", {}, {"dpm"}),
        "kembalikan": ("post", f"penyampaian/{month.penyampaian.pk}/kembalikan/", {"alasan": "A"}, {"dpm"}),
        "tetapkan": ("post", f"kabupaten/{kode}/tetapkan/", {"bulan": "2026-10"}, {"dpm"}),
        "setor": ("post", "setoran/", money | place, treasurer),
        "batalkan": ("post", f"setoran/{month.setoran.pk}/batalkan/", {"alasan": "A"}, treasurer),
        "sumber lain": ("post", "sumber-lain/", source, {"sekdes", "bendahara"}),
        "batalkan sumber lain": ("post", f"sumber-lain/{month.sumber_lain.pk}/batalkan/", {"alasan": "A"},
                                 {"sekdes", "bendahara"}),
        "tahap ADD": ("post", "tahap-add/", stage_of_add, {"dpm"}),
        "batalkan tahap ADD": ("post", f"tahap-add/{month.tahap_add.pk}/batalkan/", {"alasan": "A"}, {"dpm"}),
        "pencairan": ("post", "pencairan-apbdesa/", came, {"dpm", "sekdes"}),
        "batalkan pencairan": ("post", f"pencairan-apbdesa/{month.pencairan.pk}/batalkan/", {"alasan": "A"},
                               {"dpm", "sekdes"}),
        "alokasikan": ("post", f"setoran/{month.setoran.pk}/alokasikan/", {}, treasurer),
        "koordinasi": ("post", "koordinasi/", ahead, {"dpm", "bendahara"}),
        "batalkan koordinasi": ("post", f"koordinasi/{month.koordinasi.pk}/batalkan/", {"alasan": "A"},
                                {"dpm", "bendahara"}),
        "akun": ("post", "virtual-account/", place | {"kabupaten": kode, "penanggung": "peserta", "nomor": "1",
                                                     "mulai": "2026-10-20", "sumber": "S"}, {"dpm"}),
        "akhiri akun": ("post", f"virtual-account/{month.akun.pk}/akhiri/", {"berakhir": "2026-10-20"}, {"dpm"}),
        "tagih": ("post", "tagihan/", {"kabupaten": kode, "bulan": "2026-10"} | file, {"dpm", "bpjs"}),
        "bandingkan": ("post", "rekonsiliasi/", {"kabupaten": kode, "bulan": "2026-10"}, {"dpm", "bpjs"}),
        "putuskan": ("patch", f"selisih/{month.selisih.pk}/", {"sebab": "lain"}, {"dpm", "bpjs"}),
        "susun": ("post", "berita-acara/", new, {"dpm"}),
        "setujui": ("post", f"berita-acara/{paper}/setujui/", {}, {"dpm"}),
        "terbitkan": ("post", f"berita-acara/{paper}/terbitkan/", {"nomor_bpjs": "N"}, {"bpjs"}),
        "kembalikan BA": ("post", f"berita-acara/{paper}/kembalikan/", {"alasan": "A"}, {"bpjs"}),
    }  # fmt: skip


def send(client: APIClient, method: str, path: str, body: dict[str, Any]) -> Any:
    with_file = any(hasattr(value, "read") for value in body.values())
    for value in body.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return getattr(client, method)(f"/api/v1/{path}", body, format="multipart" if with_file else "json")


def counted() -> dict[str, int]:
    """How many rows every table of ours holds."""
    models = [model for app in ("desa", "iuran", "rekonsiliasi") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.lambat
def test_who_may_not_write_changes_nothing(stage: Stage, masuk: Masuk) -> None:
    here = {"sari": "sekdes", "dewi": "dpm", "andi": "bendahara", "lina": "bpjs", "ines": "inspektorat"}
    before = counted()
    for name, role in here.items():
        for what, (method, path, body, allowed) in writes(stage.mamasa).items():
            if role not in allowed:
                answer = send(masuk(name), method, path, body)
                hidden = role == "sekdes" and what not in {"terima", "kembalikan", "putuskan", "susun"}
                assert answer.status_code == (404 if hidden else 403), (name, what, answer.content)
    for name in ("yusuf", "wahyu", "rina", "damar", "gusti"):
        for what, (method, path, body, _) in writes(stage.mamasa).items():
            drafts_nowhere = what == "susun" and name != "damar"  # it names no place by its code
            wanted = 403 if drafts_nowhere else 404
            assert send(masuk(name), method, path, body).status_code == wanted, (name, what)
    for method, path, body, _ in writes(stage.mamasa).values():
        assert send(masuk("hasan"), method, path, body).status_code == 403
    assert counted() == before


@pytest.mark.lambat
def test_a_village_of_kayong_utara_deposits_only_for_itself(stage: Stage, masuk: Masuk) -> None:
    _, path, body, _ = writes(stage.kayong_utara)["setor"]
    answers = {name: send(masuk(name), "post", path, body).status_code for name in ("beni", "wahyu", "damar", "andi")}
    assert answers == {"beni": 404, "wahyu": 403, "damar": 403, "andi": 404}


SMUGGLED = {
    "id": 1, "pk": 1, "oleh": 1, "status": "terbit", "total_kita": 1, "total_bpjs": 1, "jumlah_setoran": 1,
    "diputus_oleh": 1, "sidik": "x", "pdf_sha256": "x", "kita": 999, "bpjs": 999, "is_staff": True, "membatalkan": 1,
    "sha256": "x", "hasil": {}, "pada": "2000-01-01", "isi": {}, "kode": "x", "nik": "0" * 16,
}  # fmt: skip


@pytest.mark.lambat
def test_fields_that_are_not_asked_for_are_ignored(stage: Stage, masuk: Masuk) -> None:
    month = stage.mamasa
    decision = {"sebab": "data_salah_kita", "pihak": "desa", "tindak_lanjut": "Diperbaiki."}
    before = {name: value for name, value in vars(month.selisih).items() if not name.startswith("_")}
    row = send(masuk("lina"), "patch", f"selisih/{month.selisih.pk}/", SMUGGLED | decision).json()
    month.selisih.refresh_from_db()
    after = {name: value for name, value in vars(month.selisih).items() if not name.startswith("_")}
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {
        "sebab",
        "pihak",
        "tindak_lanjut",
        "tenggat",
        "diputus_oleh_id",
        "diputus_pada",
        "versi",
        "usul_id",
    }
    assert (row["kita"], month.selisih.diputus_oleh_id) == (before["kita"], stage.cast.lina.pk)


@pytest.mark.lambat
def test_a_report_of_another_village_cannot_be_smuggled_in(stage: Stage, masuk: Masuk) -> None:
    body = {"desa": stage.kayong_utara.desa.kode, "bulan": "2020-01", "status": "diterima", "disampaikan_oleh": 1}
    before = counted()
    answer = send(masuk("yusuf"), "post", "desa/76.03.01.2008/tidak-ada-perubahan/", body)
    row = answer.json()
    assert (answer.status_code, row["desa"], row["bulan"], row["status"], row["disampaikan_oleh"]) == (
        201, "76.03.01.2008", "2026-10", "disampaikan", "Yusuf",
    )  # fmt: skip
    after = counted()
    assert {name for name in after if after[name] != before[name]} == {"Penyampaian", "AuditEvent"}
    event = AuditEvent.objects.latest("pk")
    assert (event.oleh, event.desa) == (stage.cast.yusuf, stage.cast.sondonglayu)


BROKEN = ("{", "application/json"), ("[]", "application/json"), ("{}", "application/json"), ("x", "text/plain")


@pytest.mark.parametrize(("body", "kind"), BROKEN)
def test_who_may_record_nowhere_is_told_so_whatever_is_sent(cast: Cast, masuk: Masuk, body: str, kind: str) -> None:
    statuses = {
        (name, path): masuk(name).post(f"/api/v1/{path}/", body, content_type=kind).status_code
        for name in ("sari", "lina")
        for path in ("setoran", "berita-acara", "usul-nilai", "jawaban-bpjs")
    }
    assert set(statuses.values()) == {403}, statuses
    assert masuk("andi").post("/api/v1/setoran/", body, content_type=kind).status_code in {400, 415}


def test_the_place_is_asked_before_the_fields(cast: Cast, masuk: Masuk) -> None:
    """Andi deposits for Mamasa: not for a village there, and Kayong Utara does not exist for him."""
    andi = masuk("andi")
    places = ({"kabupaten": "76.03"}, {"desa": "76.03.01.2004"}, {"kabupaten": "61.11"}, {"desa": "61.11.01.2001"})
    assert [send(andi, "post", "setoran/", place).status_code for place in places] == [400, 403, 404, 404]
    assert send(masuk("lina"), "post", "warga/", {"desa": "76.03.01.2004"}).status_code == 404  # no register for BPJS
