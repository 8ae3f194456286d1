"""The registration on the screen and through the API: queue, batch, answer, status by hand, counts (MM 4, 5)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from desa.models import AuditEvent, JawabanBpjs, Pengajuan, Penyampaian, PerubahanDaftar, RiwayatKepesertaan
from tests.cast import Cast
from tests.desa.test_pendaftaran import answer_file

BASE = "/kabupaten/76.03/pendaftaran/"


@pytest.fixture(autouse=True)
def fifth_of_november() -> Any:
    with time_machine.travel("2026-11-05T02:00:00Z", tick=False) as clock:
        yield clock


def field(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def batch_by_page(client: Client) -> Pengajuan:
    page = client.get(f"{BASE}buat/").content.decode()
    assert "18 orang siap diajukan" in page
    sent = {"sidik": field(page, "sidik"), "profil": "mutasi_37", "kecamatan": ""}
    assert [client.post(f"{BASE}buat/", sent).status_code for _ in range(2)] == [302, 302]
    return Pengajuan.objects.get()


@pytest.mark.lambat
def test_from_queue_to_answer_on_the_screen(cast: Cast) -> None:
    client = cast.client("dewi")
    page = client.get(BASE).content.decode()
    assert "Pasal 5 ayat (2)" in page
    assert "Terlambat" in page
    batch = batch_by_page(client)
    assert client.post(f"/pengajuan/{batch.pk}/unduh/")["Content-Disposition"].endswith('_001.xlsx"')
    assert AuditEvent.objects.filter(aksi="pengajuan.unduh_nik").count() == 1
    head, clerk, _ = cast.peserta["76.03.01.2004"]
    data = answer_file(
        (head.nik, head.nomor_kartu, head.nama, "Diterima", date(2026, 12, 1), ""),
        (clerk.nik, "", clerk.nama, "Ditolak", "", "NIK ganda"),
    )
    sent = client.post("/kabupaten/76.03/jawaban-bpjs/", {"berkas": SimpleUploadedFile("jawaban.xlsx", data)})
    seen = client.get(sent["Location"]).content.decode()
    assert "NIK ganda" in seen
    assert head.nik not in seen
    answer = JawabanBpjs.objects.get()
    client.post(f"/jawaban-bpjs/{answer.pk}/terapkan/")
    assert "2 berubah" in client.get(f"/jawaban-bpjs/{answer.pk}/").content.decode()
    assert "sudah dijawab 2" in client.get(f"/pengajuan/{batch.pk}/").content.decode()
    village = cast.client("sari").get("/desa/76.03.01.2004/kepesertaan-bpjs/").content.decode()
    assert "NIK ganda" in village
    assert "Perbaiki daftar desa" in village
    start = cast.client("sari").get("/").content.decode()
    assert "Perbaiki data 1 orang yang ditolak BPJS Kesehatan" in start
    history = cast.client("sari").get(f"/peserta/{head.pk}/status-bpjs/").content.decode()
    assert "1 Desember 2026" in history
    assert "Catat keadaan" not in history


@pytest.mark.lambat
def test_the_start_page_tells_of_accepted_changes_until_a_batch_is_made(cast: Cast) -> None:
    client, desa = cast.client("dewi"), cast.rantebulahan
    assert "Ajukan perubahan" not in client.get("/").content.decode(), "nothing was accepted yet"
    report = Penyampaian.objects.create(
        desa=desa, bulan=date(2026, 11, 1), versi=1, jenis="tidak_ada_perubahan", status="diterima",
        disampaikan_oleh=cast.sari, diputus_oleh=cast.dewi, diputus_pada=timezone.now(),
    )  # fmt: skip
    head, clerk, _ = cast.peserta[desa.kode]
    told = {"desa": desa, "penyampaian": report, "mulai": date(2026, 11, 1), "pada": timezone.now()}
    for person, kind in ((head, "penghasilan"), (head, "mulai"), (clerk, "akhir"), (clerk, "data")):
        PerubahanDaftar.objects.create(peserta=person, jenis=kind, **told)
    start = client.get("/").content.decode()
    assert "Ajukan perubahan 2 orang ke BPJS Kesehatan" in start
    batch = batch_by_page(client)
    assert batch.pada >= timezone.now()
    assert "Ajukan perubahan" not in client.get("/").content.decode()


@pytest.mark.lambat
def test_a_file_that_is_no_answer_is_refused_in_one_sentence(cast: Cast) -> None:
    client = cast.client("dewi")
    page = client.post("/kabupaten/76.03/jawaban-bpjs/", {"berkas": SimpleUploadedFile("x.csv", b"halo,dunia\n1,2\n")})
    assert page.status_code == 200
    assert "baris judul kolom tidak ditemukan" in page.content.decode()
    assert not JawabanBpjs.objects.exists()
    assert AuditEvent.objects.filter(aksi="jawaban_bpjs.tolak").count() == 1


@pytest.mark.lambat
def test_a_status_by_hand_shows_its_fault_beside_the_field(cast: Cast) -> None:
    client, member = cast.client("dewi"), cast.peserta["76.03.01.2004"][0].keluarga.all()[0]
    url = f"/keluarga/{member.pk}/status-bpjs/"
    wrong = client.post(url, {"keadaan": "ditangguhkan", "berlaku": "1/11/2026"})
    assert "Alasan ditangguhkan belum diisi" in wrong.content.decode()
    assert (
        client.post(url, {"keadaan": "aktif", "berlaku": "1/11/2026", "nomor_kartu": "0008888000001"}).status_code
        == 302
    )
    member.refresh_from_db()
    assert member.nomor_kartu == "0008888000001"


@pytest.mark.lambat
def test_branch_and_inspectorate_read_the_counts(cast: Cast) -> None:
    for name in ("lina", "ines"):
        page = cast.client(name).get(f"{BASE}rekap/").content.decode()
        assert "Rantebulahan" in page
        assert cast.client(name).get(f"{BASE}rekap/xlsx/").status_code == 200
        assert "Buat berkas pengajuan" not in cast.client(name).get(BASE).content.decode()


@pytest.mark.lambat
def test_the_same_through_the_api(cast: Cast) -> None:
    client = cast.client("dewi")
    queue = client.get("/api/v1/kabupaten/76.03/antrean-pendaftaran/?profil=baru_34").json()
    assert (queue["siap"], queue["kurang"], len(queue["butir"])) == (18, [], 18)
    assert "*" in queue["butir"][0]["nik"]
    asked = {"kabupaten": "76.03", "profil": "baru_34", "sidik": queue["sidik"]}
    made = [client.post("/api/v1/pengajuan/", asked, content_type="application/json") for _ in range(2)]
    assert [(one.status_code, one.json()["id"]) for one in made] == [(201, Pengajuan.objects.get().pk)] * 2
    assert client.post(f"/api/v1/pengajuan/{made[0].json()['id']}/berkas/").status_code == 200
    head = cast.peserta["76.03.01.2004"][0]
    data = answer_file((head.nik, head.nomor_kartu, head.nama, "Aktif", date(2026, 11, 1), ""))
    file = SimpleUploadedFile("jawaban.xlsx", data)
    sent = client.post("/api/v1/jawaban-bpjs/", {"kabupaten": "76.03", "berkas": file}).json()
    view = client.get(f"/api/v1/jawaban-bpjs/{sent['id']}/tinjau/").json()
    assert (view["baris"], view["salah"], view["berubah"][0]["desa"]) == (1, [], "76.03.01.2004")
    assert client.post(f"/api/v1/jawaban-bpjs/{sent['id']}/terapkan/").status_code == 201
    assert client.get(f"/api/v1/peserta/{head.pk}/").json()["status"] == "aktif"
    found = client.get("/api/v1/peserta/?status=aktif&kabupaten=76.03").json()["results"]
    assert [one["id"] for one in found] == [head.pk]
    status = {"peserta": head.pk, "keadaan": "berakhir", "berlaku": "2026-11-05", "alasan": "Pindah"}
    assert client.post("/api/v1/riwayat-kepesertaan/", status, content_type="application/json").status_code == 201
    assert RiwayatKepesertaan.objects.filter(peserta=head, keadaan="berakhir").count() == 1
    counts = client.get("/api/v1/kabupaten/76.03/rekap-pendaftaran/").json()
    assert sum(one["jumlah"]["diajukan"] for one in counts) == 17
