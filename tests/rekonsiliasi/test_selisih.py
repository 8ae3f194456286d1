"""Working the list: answers with owner and day, both sides' words, sent back, filters, and the village's own tasks."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from desa.models import AuditEvent
from iuran.actions.penetapan import assess_iuran
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.berita_acara import draft
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import SudahDiputus, comment, decide_many, decide_selisih, mark_done, send_back
from rekonsiliasi.models import Rekonsiliasi, Selisih, TanggapanSelisih
from rekonsiliasi.queries.selisih import said_about, tasks_of_village
from rekonsiliasi.rules.tenggat import settle_by
from tests.kept import kept

from .conftest import Panggung

OKTOBER = "/kabupaten/76.03/rekonsiliasi/2026-10/"
LATE: dict[str, Any] = {"sebab": "mutasi_terlambat", "pihak": "desa", "tindak_lanjut": "Desa melaporkan mutasinya."}


@kept
def work(mamasa: Panggung) -> Rekonsiliasi:
    """The head of Rantebulahan is missing on BPJS' list, another is inactive, and nothing was deposited."""
    rows = mamasa.daftar(keluarga=False)
    rows[4] |= {"status": "NONAKTIF", "pemda": 0, "peserta": 0}
    return mamasa.bandingkan(rows[1:])


@pytest.fixture
def missing(work: Rekonsiliasi) -> Selisih:
    return work.selisih.get(jenis="hanya_kita")


@pytest.mark.parametrize(
    ("pihak", "uang", "hari", "due"),
    [
        ("desa", False, date(2026, 10, 20), date(2026, 10, 27)),  # MM Pasal 5 ayat (3): tujuh hari
        ("bpjs", False, date(2026, 10, 20), date(2026, 10, 20)),
        ("dpm", False, date(2026, 10, 21), date(2026, 11, 20)),
        ("dpm", False, date(2026, 12, 21), date(2027, 1, 20)),
        ("desa", True, date(2026, 10, 20), date(2026, 11, 10)),  # MM Pasal 13 ayat (2): tagihan berikutnya
        ("bpjs", True, date(2026, 11, 12), date(2026, 11, 12)),
    ],
)
def test_the_proposed_day(pihak: str, uang: bool, hari: date, due: date) -> None:
    assert settle_by(pihak, uang=uang, hari=hari, lapor_hari=7, tagihan_berikut=date(2026, 11, 10)) == due


@pytest.mark.lambat
def test_a_decision_has_an_owner_and_a_day(mamasa: Panggung, work: Rekonsiliasi, missing: Selisih) -> None:
    decide_selisih(selisih=missing, by=mamasa.dpm, **LATE)
    assert (missing.tenggat, missing.versi, missing.belum) == (date(2026, 10, 27), 2, False)
    money = list(work.selisih.exclude(penanggung="").values_list("pk", flat=True))
    decide_many(
        rekonsiliasi=work, nomor=money, sebab="anggaran_terlambat", pihak="dpm", tindak_lanjut="", by=mamasa.dpm
    )
    assert set(work.selisih.exclude(penanggung="").values_list("tenggat", flat=True)) == {date(2026, 11, 10)}
    own = decide_selisih(selisih=missing, tenggat=date(2026, 11, 2), by=mamasa.bpjs, **LATE)
    assert own.tenggat == date(2026, 11, 2)
    with pytest.raises(Kesalahan, match="Tenggatnya sudah lewat"):
        decide_selisih(selisih=missing, tenggat=date(2026, 10, 19), by=mamasa.bpjs, **LATE)


@pytest.mark.lambat
def test_the_second_person_is_told_and_overwrites_nothing(
    mamasa: Panggung, work: Rekonsiliasi, missing: Selisih
) -> None:
    seen = missing.versi
    decide_selisih(selisih=missing, versi=seen, by=mamasa.bpjs, **LATE)
    with pytest.raises(SudahDiputus, match=r"oleh Lina \(Mutasi terlambat dilaporkan; Desa\)"):
        decide_selisih(
            selisih=missing, sebab="belum_didaftarkan", pihak="bpjs", tindak_lanjut="", versi=seen, by=mamasa.dpm
        )
    decide_selisih(selisih=missing, versi=seen, by=mamasa.dpm, **LATE)  # the same answer is no quarrel
    missing.refresh_from_db()
    assert (missing.sebab, missing.diputus_oleh) == ("mutasi_terlambat", mamasa.bpjs)
    assert AuditEvent.objects.filter(aksi="selisih.putuskan").count() == 1
    other = work.selisih.get(jenis="status_berbeda")
    with pytest.raises(SudahDiputus):
        decide_many(
            rekonsiliasi=work, nomor=[missing.pk, other.pk], sebab="lain", pihak="dpm", tindak_lanjut="x",
            versi={missing.pk: seen, other.pk: other.versi}, by=mamasa.dpm,
        )  # fmt: skip
    other.refresh_from_db()
    assert other.sebab == ""


@pytest.mark.lambat
def test_an_answer_that_is_sent_back_blocks_the_paper(mamasa: Panggung, work: Rekonsiliasi, missing: Selisih) -> None:
    decide_many(
        rekonsiliasi=work, nomor=list(work.selisih.values_list("pk", flat=True)), sebab="belum_didaftarkan",
        pihak="bpjs", tindak_lanjut="", by=mamasa.dpm,
    )  # fmt: skip
    missing.refresh_from_db()
    with pytest.raises(Kesalahan, match="Anda sendiri"):
        send_back(selisih=missing, alasan="Bukan kami.", by=mamasa.dpm)
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        send_back(selisih=missing, alasan=" ", by=mamasa.bpjs)
    send_back(selisih=missing, alasan="Tidak pernah diajukan kepada kami.", by=mamasa.bpjs)
    paper: dict[str, Any] = {"nomor_dinas": "400/1/BA", "tanggal": date(2026, 10, 21), "tempat": "Mamasa"}
    with pytest.raises(Kesalahan, match="1 selisih belum punya sebab"):
        draft(rekonsiliasi=work, by=mamasa.dpm, **paper)
    home = mamasa.cast.client("dewi").get("/").content.decode()
    assert "1 jawaban selisih dikembalikan kepada Anda" in home
    assert "Tidak pernah diajukan kepada kami." in home
    decide_selisih(selisih=missing, by=mamasa.dpm, **LATE)
    assert draft(rekonsiliasi=work, by=mamasa.dpm, **paper).nomor_dinas == "400/1/BA"


@pytest.mark.lambat
def test_what_was_said_stays_and_a_nik_in_it_is_masked(mamasa: Panggung, missing: Selisih) -> None:
    comment(selisih=missing, isi=f"NIK {missing.nik} belum kami terima.", by=mamasa.bpjs)
    decide_selisih(selisih=missing, by=mamasa.dpm, **LATE)
    again = mamasa.bandingkan()
    row = again.selisih.get(pk=missing.pk)
    told = [(one.pihak, one.jenis) for one in said_about(row)]
    assert told == [("bpjs", "komentar"), ("dpm", "diputus")]
    assert missing.nik not in str(list(TanggapanSelisih.objects.values_list("isi", flat=True)))
    with pytest.raises(Kesalahan, match="masih kosong"):
        comment(selisih=missing, isi="  ", by=mamasa.bpjs)


@pytest.mark.lambat
def test_a_village_answers_its_own_lines_and_decides_none(mamasa: Panggung, missing: Selisih) -> None:
    sari, yusuf, dewi = (mamasa.cast.client(name) for name in ("sari", "yusuf", "dewi"))
    page = reverse("selisih_desa_lihat", args=["76.03.01.2004", missing.pk])
    talk = reverse("selisih_desa_tanggapi", args=["76.03.01.2004", missing.pk])
    assert "Kedua kantor masih memeriksa" in sari.get(page).content.decode()
    sari.post(talk, {"aksi": "komentar", "isi": "Beliau masih menjabat."})
    assert "Beliau masih menjabat." in dewi.get(reverse("selisih", args=["76.03", missing.pk])).content.decode()
    with pytest.raises(Kesalahan, match="belum bersebab"):
        mark_done(selisih=missing, isi="", by=mamasa.cast.sari)

    decide_selisih(selisih=missing, by=mamasa.dpm, **LATE)
    assert "Selesaikan 1 selisih dengan BPJS Kesehatan" in sari.get("/").content.decode()
    assert "Yang perlu dikerjakan desa" in sari.get("/desa/76.03.01.2004/selisih/").content.decode()
    with time_machine.travel("2026-10-28T02:00:00Z", tick=False):
        assert "Lewat tenggat" in mamasa.cast.client("sari").get(page).content.decode()
    assert sari.post(talk, {"aksi": "kembalikan", "alasan": "x"}).status_code == 403
    assert yusuf.post(talk, {"aksi": "selesai"}).status_code == 404
    done = sari.post(talk, {"aksi": "selesai", "isi": "SK sudah dikirim."}, follow=True).content.decode()
    assert "Menyatakan selesai: SK sudah dikirim." in done
    assert not tasks_of_village(mamasa.cast.rantebulahan)
    with pytest.raises(Kesalahan, match="bukan pihak Anda"):
        mark_done(selisih=_decided_for_bpjs(mamasa), isi="", by=mamasa.cast.sari)


def _decided_for_bpjs(mamasa: Panggung) -> Selisih:
    row = Selisih.objects.get(jenis="status_berbeda")
    answer: dict[str, Any] = {"sebab": "data_salah_bpjs", "pihak": "bpjs", "tindak_lanjut": ""}
    return decide_selisih(selisih=row, by=mamasa.dpm, **answer)


@pytest.mark.lambat
def test_filters_are_kept_over_a_bulk_answer(mamasa: Panggung, work: Rekonsiliasi, missing: Selisih) -> None:
    dewi = mamasa.cast.client("dewi")

    def names(query: str) -> set[str]:
        return {row.jenis for row in dewi.get(f"{OKTOBER}?{query}").context["page"]}

    assert names("jumlah=1000000") == {"setoran_kurang"}
    assert names("jumlah=0") == set()
    assert names("umur=baru") == {"hanya_kita", "status_berbeda", "setoran_kurang"}
    answer = {"tindak_lanjut": "", "sebab": "mutasi_terlambat", "pihak": "desa"}
    done = dewi.post(f"{OKTOBER}putuskan/?jenis=hanya_kita", {"semua": "1", **answer})
    assert done["Location"] == f"{OKTOBER}?jenis=hanya_kita#daftar"
    assert names("pihak=desa&keadaan=sudah") == {"hanya_kita"}
    assert names("keadaan=lewat") == set()
    with time_machine.travel("2026-11-01T02:00:00Z", tick=False):
        late = mamasa.cast.client("dewi").get(f"{OKTOBER}?keadaan=lewat").context["page"]
        assert [row.pk for row in late] == [missing.pk]
    old = f"{missing.pk}-{missing.versi}"
    told = dewi.post(f"{OKTOBER}putuskan/", {"nomor": [old], **answer, "pihak": "dpm"}, follow=True).content.decode()
    assert "Sudah diubah orang lain sejak halaman ini dibuka" in told


@pytest.mark.lambat
def test_a_refused_answer_is_typed_only_once(mamasa: Panggung, missing: Selisih) -> None:
    """Ticks and words come back once with the page; then the form is empty again."""
    dewi, page = mamasa.cast.client("dewi"), f"{OKTOBER}?jenis=hanya_kita"
    typed = {"nomor": [f"{missing.pk}-{missing.versi}"], "pihak": "desa", "tindak_lanjut": "Desa melapor."}
    told = dewi.post(f"{OKTOBER}putuskan/?jenis=hanya_kita", typed, follow=True)
    html = told.content.decode()
    assert "Jawaban belum disimpan. Pilih sebabnya." in html
    assert (told.context["putusan"]["tindak_lanjut"].value(), missing.pk in told.context["dicentang"].nomor) == (
        "Desa melapor.", True,
    )  # fmt: skip
    assert f'id="nomor-{missing.pk}" checked' in html
    again = dewi.get(page)
    assert (again.context["putusan"].is_bound, again.context["dicentang"].nomor) == (False, frozenset())
    none = dewi.post(
        f"{OKTOBER}putuskan/", {"sebab": "lain", "pihak": "bpjs", "tindak_lanjut": "Ditulis."}, follow=True
    )
    assert "Belum ada selisih yang dipilih" in none.content.decode()
    assert none.context["putusan"]["tindak_lanjut"].value() == "Ditulis."


@pytest.mark.lambat
def test_the_same_matter_a_month_later_is_two_months_old(mamasa: Panggung, missing: Selisih) -> None:
    comment(selisih=missing, isi="Sedang diurus.", by=mamasa.dpm)
    november = Bulan(2026, 11)
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=november, by=mamasa.dpm)
    stage = Panggung(mamasa.cast, mamasa.kabupaten, mamasa.dpm, mamasa.bpjs, november)
    stage.kirim(stage.daftar(keluarga=False)[1:])
    later = reconcile(kabupaten=mamasa.kabupaten, mulai=november, sampai=november, by=mamasa.dpm)
    again = later.selisih.get(jenis="hanya_kita")
    assert (again.sejak, [one.isi for one in said_about(again)]) == (date(2026, 10, 1), ["Sedang diurus."])
    dewi = mamasa.cast.client("dewi")
    page = dewi.get("/kabupaten/76.03/rekonsiliasi/2026-11/?umur=dua")
    assert [row.pk for row in page.context["page"] if row.jenis == "hanya_kita"] == [again.pk]
    assert "2 bulan" in dewi.get(reverse("selisih", args=["76.03", again.pk])).content.decode()


@pytest.mark.lambat
def test_a_machine_works_the_list_too(mamasa: Panggung, work: Rekonsiliasi, missing: Selisih) -> None:
    lina, dewi, sari = (mamasa.cast.client(name) for name in ("lina", "dewi", "sari"))
    line = f"/api/v1/selisih/{missing.pk}/"

    def post(client: Client, address: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = client.post(address, body, content_type="application/json")
        return answer.status_code, answer.json()

    body: dict[str, Any] = {
        "baris": [{"selisih": missing.pk, "versi": 1}],
        "sebab": "mutasi_terlambat",
        "pihak": "desa",
    }
    assert post(dewi, f"/api/v1/rekonsiliasi/{work.pk}/putuskan/", body) == (200, {"diputus": 1})
    assert post(lina, f"/api/v1/rekonsiliasi/{work.pk}/putuskan/", body | {"pihak": "bpjs"})[0] == 400
    assert post(sari, f"/api/v1/rekonsiliasi/{work.pk}/putuskan/", body)[0] == 404
    assert post(sari, f"{line}komentar/", {"isi": "Sudah dilaporkan."})[0] == 201
    assert post(sari, f"{line}kembalikan/", {"alasan": "x"})[0] == 403
    assert post(lina, f"{line}kembalikan/", {"alasan": "Kurang SK."})[1]["dikembalikan"] == "Kurang SK."
    assert (
        post(dewi, f"/api/v1/rekonsiliasi/{work.pk}/putuskan/", {**body, "baris": [{"selisih": missing.pk}]})[0] == 200
    )
    assert post(sari, f"{line}selesai/", {})[1]["selesai_oleh"] == "Sari"
    told = sari.get(line).json()
    assert [one["jenis"] for one in told["tanggapan"]] == ["diputus", "komentar", "dikembalikan", "diputus", "selesai"]
    assert lina.get("/api/v1/selisih/?keadaan=selesai&umur=baru").json()["count"] == 1
    assert lina.get("/api/v1/selisih/?jumlah_lebih=1000000").json()["count"] == 1
