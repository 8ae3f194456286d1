"""What takes both sides: a range of months, and opening a paper's months again."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import record_setoran
from iuran.models import SaldoPindahan
from iuran.queries.buku import book
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.berita_acara import agree_dinas, draft
from rekonsiliasi.actions.kesepakatan import answer_range, answer_reopening, ask_reopening, propose_range
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many
from rekonsiliasi.models import BeritaAcara, KesepakatanRentang, Rekonsiliasi
from rekonsiliasi.pdf import issue
from rekonsiliasi.queries.pemeriksaan import findings
from tests.cast import Cast
from tests.kept import kept

from .conftest import Panggung
from .daftar import list_of

SEPTEMBER, OKTOBER = Bulan(2026, 9), Bulan(2026, 10)
PAPER: dict[str, Any] = {"tanggal": date(2026, 10, 20), "tempat": "Mamasa"}


def decided(work: Rekonsiliasi, cast: Cast) -> Rekonsiliasi:
    numbers = list(work.selisih.values_list("pk", flat=True))
    decide_many(
        rekonsiliasi=work, nomor=numbers, sebab="anggaran_terlambat", pihak="dpm", tindak_lanjut="", by=cast.dewi
    )
    return work


@kept
def dua_bulan(mamasa: Panggung) -> Rekonsiliasi:
    """September and October compared together, and everything answered."""
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=SEPTEMBER, by=mamasa.dpm)
    for bulan in (SEPTEMBER, OKTOBER):
        Panggung(mamasa.cast, mamasa.kabupaten, mamasa.dpm, mamasa.bpjs, bulan).kirim(
            list_of(mamasa.kabupaten, bulan, keluarga=False)
        )
    work = reconcile(kabupaten=mamasa.kabupaten, mulai=SEPTEMBER, sampai=OKTOBER, by=mamasa.dpm)
    return decided(work, mamasa.cast)


@pytest.mark.lambat
def test_a_range_takes_both_sides(mamasa: Panggung, dua_bulan: Rekonsiliasi) -> None:
    """MM Pasal 12 ayat (1): "setiap tahap sesuai kesepakatan"; who proposed and who agreed is kept."""
    cast = mamasa.cast
    with pytest.raises(Kesalahan, match="Rentang September 2026 sampai Oktober 2026 belum disepakati kedua pihak"):
        draft(rekonsiliasi=dua_bulan, nomor_dinas="1/BA", by=cast.dewi, **PAPER)
    with pytest.raises(Kesalahan, match="alasannya kosong"):
        propose_range(rekonsiliasi=dua_bulan, alasan=" ", by=cast.dewi)
    dewi, lina, ines = (cast.client(name) for name in ("dewi", "lina", "ines"))
    door = reverse("rekonsiliasi_rentang", args=["76.03", "2026-09"])
    dewi.post(door, {"aksi": "usulkan", "alasan": "ADD tahap III."})
    dewi.post(door, {"aksi": "usulkan", "alasan": "ADD tahap III."})
    row = KesepakatanRentang.objects.get()
    assert "dari pihak Anda sendiri" in dewi.post(door, {"aksi": "setuju"}, follow=True).content.decode()
    assert "DPM-Pemdes mengusulkan rentang September 2026 sampai Oktober 2026" in lina.get("/").content.decode()
    assert ines.post(door, {"aksi": "setuju"}).status_code == 403
    page = lina.post(door, {"aksi": "setuju"}, follow=True).content.decode()
    assert "Disetujui kedua pihak" in page
    row.refresh_from_db()
    assert (row.diusulkan_oleh, row.dijawab_oleh, row.alasan) == (cast.dewi, cast.lina, "ADD tahap III.")
    assert draft(rekonsiliasi=dua_bulan, nomor_dinas="1/BA", by=cast.dewi, **PAPER).nomor_dinas == "1/BA"


@pytest.mark.lambat
def test_a_refused_range_may_be_proposed_again(mamasa: Panggung, dua_bulan: Rekonsiliasi) -> None:
    lina = mamasa.cast.client("lina")
    row = propose_range(rekonsiliasi=dua_bulan, alasan="ADD tahap III.", by=mamasa.dpm)
    api = f"/api/v1/kesepakatan-rentang/{row.pk}/"
    assert lina.post(f"{api}tolak/", {}, content_type="application/json").status_code == 400
    told = lina.post(f"{api}tolak/", {"jawaban": "Per bulan saja."}, content_type="application/json").json()
    assert (told["status"], told["jawaban"], told["dijawab_oleh"]) == ("ditolak", "Per bulan saja.", "Lina")
    with pytest.raises(Kesalahan, match="sudah dijawab Lina: ditolak"):
        answer_range(kesepakatan=row, setuju=True, by=mamasa.bpjs)
    body = {"rekonsiliasi": dua_bulan.pk, "alasan": "Disepakati lisan."}
    again = mamasa.cast.client("dewi").post("/api/v1/kesepakatan-rentang/", body, content_type="application/json")
    assert (again.status_code, again.json()["bulan_mulai"]) == (201, "2026-09")
    agreed = lina.post(f"/api/v1/kesepakatan-rentang/{again.json()['id']}/setujui/")
    assert agreed.json()["status"] == "disetujui"


@pytest.mark.parametrize(
    ("mulai", "sampai"), [("2026-10-01", "2026-10-01"), ("2026-08-01", "2026-09-01"), ("2026-10-01", "2026-12-01")]
)
@pytest.mark.lambat
def test_the_database_refuses_a_month_in_two_ranges(
    mamasa: Panggung, dua_bulan: Rekonsiliasi, mulai: str, sampai: str
) -> None:
    values = dict.fromkeys(("total_kita", "total_bpjs", "total_setoran", "orang_kita", "orang_bpjs"), 0)
    with pytest.raises(DatabaseError, match="rekonsiliasi_tak_bertumpuk"), transaction.atomic():
        Rekonsiliasi.objects.create(kabupaten=mamasa.kabupaten, bulan_mulai=mulai, bulan_sampai=sampai, **values)


@pytest.mark.lambat
def test_a_range_may_become_a_single_month_again(mamasa: Panggung, dua_bulan: Rekonsiliasi) -> None:
    one = reconcile(kabupaten=mamasa.kabupaten, mulai=SEPTEMBER, sampai=SEPTEMBER, by=mamasa.dpm)
    assert (one.pk, one.bulan_sampai) == (dua_bulan.pk, SEPTEMBER.first_day)
    assert draft(rekonsiliasi=one, nomor_dinas="1/BA", by=mamasa.dpm, **PAPER).nomor_dinas == "1/BA"


@kept
def terbit(mamasa: Panggung) -> BeritaAcara:
    """October agreed by both sides and closed; nothing was deposited."""
    work = decided(mamasa.bandingkan(mamasa.daftar(keluarga=False)), mamasa.cast)
    paper = draft(rekonsiliasi=work, nomor_dinas="1/BA", by=mamasa.dpm, **PAPER)
    agree_dinas(berita_acara=paper, by=mamasa.cast.budi)
    paper.refresh_from_db()
    return issue(berita_acara=paper, nomor_bpjs="1/BPJS", by=mamasa.bpjs)


def pay(cast: Cast, jumlah: int, bulan: Bulan = OKTOBER) -> None:
    record_setoran(
        kabupaten=cast.mamasa, desa=None, bulan=bulan, penanggung="pemda", tanggal=date(2026, 10, 9), jumlah=jumlah,
        referensi="P-1", bukti=("struk.pdf", b"%PDF-1.4 struk"), by=cast.andi,
    )  # fmt: skip


@pytest.mark.lambat
def test_both_sides_open_a_month_again_and_nothing_is_counted_twice(mamasa: Panggung, terbit: BeritaAcara) -> None:
    """A deposit that was forgotten: the paper is replaced, the next bill's opening follows, to the rupiah."""
    cast, pemda = mamasa.cast, 9 * 132_637
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=OKTOBER.next(), by=mamasa.dpm)
    with pytest.raises(Kesalahan, match="sudah ditutup"):
        pay(cast, 1_000_000)
    dewi, lina = cast.client("dewi"), cast.client("lina")
    door = reverse("berita_acara_buka_kembali", args=[terbit.pk])
    dewi.post(door, {"aksi": "minta", "alasan": "Setoran 9 Oktober belum dicatat."})
    assert "meminta Berita Acara Oktober 2026 dibuka kembali" in lina.get("/").content.decode()
    assert "dari pihak Anda sendiri" in dewi.post(door, {"aksi": "setuju"}, follow=True).content.decode()
    assert SaldoPindahan.objects.count() == 2
    assert "tetap dapat dibaca" in lina.post(door, {"aksi": "setuju"}, follow=True).content.decode()

    terbit.refresh_from_db()
    assert (terbit.status, terbit.rekonsiliasi.status) == ("diganti", "terbuka")
    assert (SaldoPindahan.objects.count(), SaldoPindahan.semua.count()) == (0, 2)
    assert list(findings()) == []
    pay(cast, 1_000_000)
    opening = {str(row.penanggung): row.saldo_awal for row in book(mamasa.kabupaten, OKTOBER.next())}
    assert opening["pemda"] == pemda - 1_000_000
    assert dewi.get(reverse("berita_acara_unduh", args=[terbit.pk])).status_code == 200

    work = decided(mamasa.bandingkan(), cast)
    paper = draft(rekonsiliasi=work, nomor_dinas="2/BA", by=cast.dewi, **PAPER)
    assert paper.menggantikan == terbit
    agree_dinas(berita_acara=paper, by=cast.budi)
    paper.refresh_from_db()
    issue(berita_acara=paper, nomor_bpjs="2/BPJS", by=cast.lina)
    assert SaldoPindahan.objects.get(penanggung="pemda").jumlah == pemda - 1_000_000
    assert {str(row.penanggung): row.saldo_awal for row in book(mamasa.kabupaten, OKTOBER.next())} == opening
    assert list(findings()) == []


@pytest.mark.lambat
def test_what_stands_in_the_way_of_opening_again(mamasa: Panggung, terbit: BeritaAcara) -> None:
    cast = mamasa.cast
    with pytest.raises(Kesalahan, match="alasannya kosong"):
        ask_reopening(berita_acara=terbit, alasan="", by=cast.dewi)
    with pytest.raises(Kesalahan, match="Hanya DPM-Pemdes dan BPJS Kesehatan"):
        ask_reopening(berita_acara=terbit, alasan="x", by=cast.ines)
    asked = ask_reopening(berita_acara=terbit, alasan="Salah bulan.", by=cast.lina)
    answer_reopening(pembukaan=asked, setuju=False, jawaban="Betulkan bulan depan.", by=cast.dewi)
    assert BeritaAcara.objects.get().status == "terbit"
    november = OKTOBER.next()
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=november, by=mamasa.dpm)
    close_month(kabupaten=mamasa.kabupaten, bulan=november, by=mamasa.dpm)
    with pytest.raises(Kesalahan, match="Saldo Oktober 2026 sudah masuk Berita Acara November 2026"):
        ask_reopening(berita_acara=terbit, alasan="Salah bulan.", by=cast.lina)


@pytest.mark.lambat
def test_a_machine_opens_a_month_again_too(mamasa: Panggung, terbit: BeritaAcara) -> None:
    dewi, lina, ines = (mamasa.cast.client(name) for name in ("dewi", "lina", "ines"))
    body = {"berita_acara": terbit.pk, "alasan": "Setoran terlewat."}
    assert ines.post("/api/v1/pembukaan-kembali/", body, content_type="application/json").status_code == 403
    asked = dewi.post("/api/v1/pembukaan-kembali/", body, content_type="application/json").json()
    assert dewi.post(f"/api/v1/pembukaan-kembali/{asked['id']}/setujui/").status_code == 400
    with time_machine.travel("2026-10-21T02:00:00Z", tick=False):
        agreed = mamasa.cast.client("lina").post(f"/api/v1/pembukaan-kembali/{asked['id']}/setujui/")
    assert (agreed.json()["status"], BeritaAcara.objects.get().status) == ("disetujui", "diganti")
    assert lina.get("/api/v1/saldo-pindahan/").json()["count"] == 0
