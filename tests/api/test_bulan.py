"""A whole month through the API alone, in both regencies, by the people whose task each step is."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from desa.access import today_in
from desa.models import Desa, User
from desa.queries.daftar import rows_for_template
from desa.xlsx.templat import write_templat
from iuran.models import PorsiIuran
from tests.cast import Cast
from tests.rekonsiliasi.daftar import list_of, workbook

Masuk = Callable[[str], APIClient]
V1 = "/api/v1"


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    """Monday 5 October 2026, 10.00 in Mamasa."""
    with time_machine.travel("2026-10-05T02:00:00Z", tick=False) as clock:
        yield clock


def file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def ask(client: APIClient, path: str, body: dict[str, Any] | None = None, code: int = 200) -> dict[str, Any]:
    """Posts, with files as multipart, and expects this status."""
    with_file = any(hasattr(value, "read") for value in (body or {}).values())
    answer = client.post(f"{V1}/{path}", body or {}, format="multipart" if with_file else "json")
    assert answer.status_code == code, answer.content
    found: dict[str, Any] = answer.json()
    return found


def roster(desa: Desa) -> SimpleUploadedFile:
    return file(write_templat(desa.nama, *rows_for_template(desa, today_in(desa.kabupaten))), "daftar.xlsx")


def sum_of(penanggung: str, **where: Any) -> int:
    return sum(PorsiIuran.objects.filter(penanggung=penanggung, **where).values_list("jumlah", flat=True))


def test_a_village_hands_in_a_file_and_dpm_accepts_it(cast: Cast, masuk: Masuk) -> None:
    sari, dewi = masuk("sari"), masuk("dewi")
    sent = ask(sari, "kepesertaan-upload/", {"desa": "76.03.01.2004", "berkas": roster(cast.rantebulahan)}, 201)
    number, counted = sent.pop("id"), sent.pop("hitungan")
    assert sum(sheet["baris"] - sheet["judul"] - sheet["tetap"] for sheet in counted) == 0
    assert sent == {
        "tetap": 3, "baru": [], "berubah": [], "berakhir": [], "salah": [], "ragu": [], "catatan": [], "status": "siap",
        "tersembunyi": [],
    }  # fmt: skip
    report = ask(sari, f"kepesertaan-upload/{number}/sampaikan/", code=201)
    assert {name: report[name] for name in ("desa", "bulan", "jenis", "status", "upload")} == {
        "desa": "76.03.01.2004", "bulan": "2026-10", "jenis": "berkas", "status": "disampaikan", "upload": number,
    }  # fmt: skip
    assert ask(dewi, f"penyampaian/{report['id']}/terima/")["status"] == "diterima"
    assert sari.get(f"{V1}/kepesertaan-upload/{number}/").json()["status"] == "disampaikan"


@pytest.mark.lambat
def test_a_wrong_row_is_400_with_every_fault_and_its_cure(cast: Cast, masuk: Masuk) -> None:
    perangkat, keluarga = rows_for_template(cast.rantebulahan, today_in(cast.mamasa))
    wrong = write_templat("Rantebulahan", [row | {"nik": "123"} for row in perangkat], keluarga)
    sent = ask(masuk("sari"), "kepesertaan-upload/", {"desa": "76.03.01.2004", "berkas": file(wrong, "x.xlsx")}, 400)
    assert sent["status"] == "salah"
    assert {tuple(fault)[:4] for fault in sent["salah"]} == {("lembar", "sel", "pesan", "saran")}
    handed_in = ask(masuk("sari"), f"kepesertaan-upload/{sent['id']}/sampaikan/", code=400)
    assert set(handed_in) == {"detail", "saran"}


def test_no_workbook_and_no_file_are_said_in_one_sentence(cast: Cast, masuk: Masuk) -> None:
    sari = masuk("sari")
    for content in (b"bukan buku kerja", b"PK\x03\x04 rusak"):
        body = {"desa": "76.03.01.2004", "berkas": file(content, "daftar.xlsx")}
        assert "detail" in ask(sari, "kepesertaan-upload/", body, 400)
    assert ask(sari, "kepesertaan-upload/", {"desa": "76.03.01.2004"}, 400) == {
        "berkas": ["Pilih berkas terlebih dahulu."]
    }
    big = {"desa": "76.03.01.2004", "berkas": file(b"a" * (5 * 1024 * 1024 + 1), "daftar.xlsx")}
    assert ask(sari, "kepesertaan-upload/", big, 413)["detail"] == "Berkas ini lebih dari 5 MB."


@pytest.mark.lambat
def test_no_change_is_one_request_and_may_come_back(cast: Cast, masuk: Masuk) -> None:
    sari, dewi = masuk("sari"), masuk("dewi")
    report = ask(sari, "desa/76.03.01.2004/tidak-ada-perubahan/", code=201)
    assert (report["jenis"], report["status"]) == ("tidak_ada_perubahan", "disampaikan")
    assert "alasan" in ask(dewi, f"penyampaian/{report['id']}/kembalikan/", {}, 400)
    back = ask(dewi, f"penyampaian/{report['id']}/kembalikan/", {"alasan": "Kaur baru belum ada."})
    assert (back["status"], back["alasan"]) == ("dikembalikan", "Kaur baru belum ada.")
    assert ask(sari, "desa/76.03.01.2004/tidak-ada-perubahan/", code=201)["versi"] == 2


def assess_and_deposit(cast: Cast, masuk: Masuk, dpm: str, kode: str) -> None:
    month = ask(masuk(dpm), f"kabupaten/{kode}/tetapkan/", {"bulan": "2026-10"}, 202)
    assert (month["status"], month["jatuh_tempo"]) == ("selesai", "2026-10-12")
    again = ask(masuk(dpm), f"kabupaten/{kode}/tetapkan/", {"bulan": "2026-10"}, 202)
    assert again == month
    rows = masuk(dpm).get(f"{V1}/iuran/?bulan=2026-10").json()
    assert rows["count"] == 9
    assert all(row["jumlah"] == sum(share["jumlah"] for share in row["porsi"]) for row in rows["results"])


def deposit(client: APIClient, **body: Any) -> dict[str, Any]:
    proof = file(b"%PDF-1.4 struk", "struk.pdf")
    return ask(client, "setoran/", {"bulan": "2026-10", "tanggal": "2026-10-05", "bukti": proof} | body, 201)


def agree(cast: Cast, masuk: Masuk, dpm: str, bpjs: str, kode: str) -> dict[str, Any]:
    """From the branch's list to the issued paper; answers the paper."""
    kabupaten = {"76.03": cast.mamasa, "61.11": cast.kayong_utara}[kode]
    rows = [row for row in list_of(kabupaten, cast.bulan) if row["nama"] != "KEPALA URUSAN " + row["nama_desa"].upper()]
    bill = {"kabupaten": kode, "bulan": "2026-10", "berkas": file(workbook(rows), "bpjs.xlsx")}
    assert ask(masuk(bpjs), "tagihan/", bill, 201)["versi"] == 1
    work = ask(masuk(dpm), "rekonsiliasi/", {"kabupaten": kode, "bulan": "2026-10"}, 201)
    result = work["hasil"]
    assert [sorted({one["jenis"] for one in result["selisih"]}), result["sisa"]] == [["hanya_kita"], 0]
    assert sum(one["jumlah"] for one in result["selisih"]) == result["total_kita"] - result["total_bpjs"]
    for row in masuk(bpjs).get(f"{V1}/selisih/?rekonsiliasi={work['id']}").json()["results"]:
        decision = {"sebab": "belum_didaftarkan", "pihak": "bpjs", "tindak_lanjut": "Didaftarkan bulan ini."}
        decided = masuk(bpjs).patch(f"{V1}/selisih/{row['id']}/", decision, format="json")
        assert {name: decided.json()[name] for name in decision} == decision
    body = {"rekonsiliasi": work["id"], "nomor_dinas": "400/1/BA/2026", "tanggal": "2026-10-05", "tempat": "Kantor"}
    second = {"76.03": "budi", "61.11": "eko"}[kode]
    paper = ask(masuk(dpm), "berita-acara/", body, 201)
    assert masuk(dpm).post(f"{V1}/berita-acara/{paper['id']}/setujui/").status_code == 400
    assert ask(masuk(second), f"berita-acara/{paper['id']}/setujui/")["status"] == "disetujui_dpm"
    back = ask(masuk(bpjs), f"berita-acara/{paper['id']}/kembalikan/", {"alasan": "Nomor keliru."})
    assert back["status"] == "dikembalikan"
    ask(masuk(dpm), "berita-acara/", body | {"nomor_dinas": "400/2/BA/2026"}, 201)
    ask(masuk(second), f"berita-acara/{paper['id']}/setujui/")
    return ask(masuk(bpjs), f"berita-acara/{paper['id']}/terbitkan/", {"nomor_bpjs": "12/BA/2026"})


@pytest.mark.anak
@pytest.mark.lambat
def test_mamasa_plays_its_month(cast: Cast, masuk: Masuk) -> None:
    assess_and_deposit(cast, masuk, "dewi", "76.03")
    andi = masuk("andi")
    for share in ("pemda", "peserta"):
        row = deposit(andi, kabupaten="76.03", penanggung=share, jumlah=sum_of(share), referensi=f"SP2D-{share}")
        assert row["alokasi"] == [{"bulan": "2026-10", "jumlah": row["jumlah"]}]
    paper = agree(cast, masuk, "dewi", "lina", "76.03")
    assert (paper["status"], [one["pihak"] for one in paper["persetujuan"]][-1]) == ("terbit", "bpjs")
    answer = masuk("ines").get(f"{V1}/berita-acara/{paper['id']}/pdf/", HTTP_ACCEPT="application/pdf")
    assert (answer["Content-Type"], BytesIO(answer.content).read(5)) == ("application/pdf", b"%PDF-")
    assert masuk("dewi").get(f"{V1}/penetapan/?bulan=2026-10").json()["results"][0]["status"] == "ditutup"
    late = {"kabupaten": "76.03", "penanggung": "pemda", "jumlah": 1, "referensi": "X", "bulan": "2026-10",
            "tanggal": "2026-10-05", "bukti": file(b"%PDF-1.4", "x.pdf")}  # fmt: skip
    assert "sudah ditutup" in ask(andi, "setoran/", late, 400)["detail"]


@pytest.mark.anak
@pytest.mark.lambat
def test_kayong_utara_plays_its_month_village_by_village(cast: Cast, masuk: Masuk) -> None:
    assess_and_deposit(cast, masuk, "damar", "61.11")
    User.objects.filter(username="beni").update(nama="Beni")
    add_treasurer(cast)
    for name, desa in (("rina", cast.sutera), ("beni", cast.benawai), ("tono", cast.padu_banjar)):
        for share in ("desa", "peserta"):
            amount = sum_of(share, iuran__desa=desa)
            deposit(masuk(name), desa=desa.kode, penanggung=share, jumlah=amount, referensi=f"{share}-{desa.kode}")
    assert masuk("rina").get(f"{V1}/setoran/").json()["count"] == 2
    assert agree(cast, masuk, "damar", "gusti", "61.11")["status"] == "terbit"


def add_treasurer(cast: Cast) -> None:
    """Tono, the treasurer of Padu Banjar, joins the cast."""
    tono = User.objects.create(username="tono", nama="Tono")
    kabupaten, desa = cast.kayong_utara, cast.padu_banjar
    tono.keanggotaan.create(peran="bendahara_desa", kabupaten=kabupaten, desa=desa, mulai="2018-01-01")
    cast.tono = tono  # type: ignore[attr-defined] # one more on the stage


@pytest.mark.lambat
def test_a_deposit_is_undone_by_a_row_of_its_own(cast: Cast, masuk: Masuk) -> None:
    ask(masuk("dewi"), "kabupaten/76.03/tetapkan/", {"bulan": "2026-10"}, 202)
    andi = masuk("andi")
    row = deposit(andi, kabupaten="76.03", penanggung="pemda", jumlah=1_193_733, referensi="SP2D-1")
    twice = {"kabupaten": "76.03", "penanggung": "pemda", "jumlah": 1_193_733, "referensi": "SP2D-1",
             "bulan": "2026-10", "tanggal": "2026-10-05"}  # fmt: skip
    assert "detail" in ask(andi, "setoran/", twice | {"bukti": file(b"%PDF-1.4", "x.pdf")}, 400)
    undone = ask(andi, f"setoran/{row['id']}/batalkan/", {"alasan": "Salah porsi."}, 201)
    assert (undone["jumlah"], undone["membatalkan"]) == (-1_193_733, row["id"])
    assert andi.get(f"{V1}/setoran/{row['id']}/").json()["dibatalkan_oleh"] == undone["id"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"jumlah": "1.000"}, "jumlah"),
        ({"jumlah": "-5"}, "jumlah"),
        ({"jumlah": "0"}, "jumlah"),
        ({"bulan": "Oktober"}, "bulan"),
        ({"tanggal": "31/02/2026"}, "tanggal"),
        ({"penanggung": "presiden"}, "penanggung"),
        ({"desa": "61.11.01.2001"}, "desa"),
    ],
)
def test_a_wrong_deposit_names_its_field(cast: Cast, masuk: Masuk, change: dict[str, Any], field: str) -> None:
    body = {"kabupaten": "76.03", "penanggung": "pemda", "jumlah": "1000", "referensi": "A", "bulan": "2026-10",
            "tanggal": "2026-10-05", "bukti": file(b"%PDF-1.4", "x.pdf")}  # fmt: skip
    assert list(ask(masuk("andi"), "setoran/", body | change, 400)) == [field]
