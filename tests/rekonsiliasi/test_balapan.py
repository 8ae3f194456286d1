"""CR-6: two people at one line, eight at one button, closing while somebody answers: one effect, the others told."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
import time_machine

from desa.models import AuditEvent, User
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.models import Penetapan, SaldoPindahan
from rekonsiliasi.actions.berita_acara import agree_dinas, draft
from rekonsiliasi.actions.kesepakatan import answer_reopening, ask_reopening
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many, decide_selisih
from rekonsiliasi.actions.tagihan import receive_tagihan
from rekonsiliasi.models import BeritaAcara, PembukaanKembali, Rekonsiliasi, Selisih
from tests.balapan import at_once, committing_copy
from tests.cast import Cast, make_cast

from .daftar import list_of, workbook

pytestmark = pytest.mark.lambat
ROUNDS = 5
LATE: dict[str, Any] = {"sebab": "mutasi_terlambat", "pihak": "dpm", "tindak_lanjut": ""}
OTHER: dict[str, Any] = {"sebab": "belum_didaftarkan", "pihak": "bpjs", "tindak_lanjut": ""}


@pytest.fixture
def balapan(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """October of Mamasa compared, in a database of its own where everybody commits."""
    with (
        committing_copy(django_db_blocker),
        time_machine.travel("2026-10-20T02:00:00Z", tick=False),
    ):
        cast = make_cast()
        assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
        rows = workbook(list_of(cast.mamasa, cast.bulan, keluarga=False)[1:])
        receive_tagihan(kabupaten=cast.mamasa, bulan=cast.bulan, nama_berkas="b.xlsx", isi=rows, by=cast.lina)
        reconcile(kabupaten=cast.mamasa, mulai=cast.bulan, sampai=cast.bulan, by=cast.dewi)
        yield cast


def decide(pk: int, seen: int, by: User, answer: dict[str, Any]) -> object:
    return decide_selisih(selisih=Selisih.objects.get(pk=pk), versi=seen, by=by, **answer)


def test_two_people_decide_one_line(balapan: Cast) -> None:
    pk = Selisih.objects.get(jenis="hanya_kita").pk
    for number in range(ROUNDS):
        seen, word = Selisih.objects.get(pk=pk).versi, {"tindak_lanjut": f"{number}"}
        told = at_once(
            partial(decide, pk, seen, balapan.dewi, LATE | word), partial(decide, pk, seen, balapan.lina, OTHER | word)
        )
        [refused] = [text for text in told if text != "ok"]
        row = Selisih.objects.get(pk=pk)
        assert (row.versi, row.tindak_lanjut) == (seen + 1, str(number))
        assert f"oleh {row.diputus_oleh}" in refused
    assert AuditEvent.objects.filter(aksi="selisih.putuskan").count() == ROUNDS


def test_eight_presses_of_one_button_are_one_answer(balapan: Cast) -> None:
    work = Rekonsiliasi.objects.get()
    numbers = list(work.selisih.values_list("pk", flat=True))
    told = at_once(*[
        partial(decide_many, rekonsiliasi=work, nomor=numbers, versi=dict.fromkeys(numbers, 1), by=balapan.dewi, **LATE)
        for _ in range(8)
    ])  # fmt: skip
    assert told == ["ok"] * 8
    assert set(work.selisih.values_list("versi", flat=True)) == {2}
    assert AuditEvent.objects.filter(aksi="selisih.putuskan").count() == len(numbers)


def test_agreeing_to_the_paper_while_the_other_side_answers(balapan: Cast) -> None:
    """Either the answer came first and the paper is drafted anew, or the paper did and the answer is refused."""
    work = Rekonsiliasi.objects.get()
    numbers = list(work.selisih.values_list("pk", flat=True))
    for number in range(ROUNDS):
        decide_many(rekonsiliasi=work, nomor=numbers, by=balapan.dewi, **LATE | {"tindak_lanjut": f"awal {number}"})
        paper = draft(
            rekonsiliasi=work, nomor_dinas=f"{number}/BA", tanggal=date(2026, 10, 20), tempat="Mamasa", by=balapan.dewi
        )
        answer = partial(decide_many, rekonsiliasi=work, nomor=numbers, by=balapan.lina)
        told = at_once(
            partial(agree_dinas, berita_acara=paper, by=balapan.budi),
            partial(answer, **OTHER | {"tindak_lanjut": f"baru {number}"}),
        )
        paper.refresh_from_db()
        if told[0] == "ok":
            assert "menunggu persetujuan BPJS" in told[1]
            assert paper.isi["angka"]["selisih"]["orang"][0]["tindak_lanjut"] == f"awal {number}"
            BeritaAcara.objects.filter(pk=paper.pk).update(status="dikembalikan")
        else:
            assert "berubah sejak konsepnya disusun" in told[0]
            assert told[1] == "ok"


def test_eight_requests_and_eight_answers_open_a_month_once(balapan: Cast) -> None:
    work = Rekonsiliasi.objects.get()
    decide_many(rekonsiliasi=work, nomor=list(work.selisih.values_list("pk", flat=True)), by=balapan.dewi, **LATE)
    paper = draft(rekonsiliasi=work, nomor_dinas="1/BA", tanggal=date(2026, 10, 20), tempat="Mamasa", by=balapan.dewi)
    BeritaAcara.objects.filter(pk=paper.pk).update(status="terbit", pdf="x.pdf", pdf_sha256="0" * 64, nomor_bpjs="1")
    close_month(kabupaten=balapan.mamasa, bulan=balapan.bulan, by=None)
    Rekonsiliasi.objects.update(status="selesai")
    paper.refresh_from_db()
    asked = at_once(*[partial(ask_reopening, berita_acara=paper, alasan="Uji", by=balapan.dewi) for _ in range(8)])
    assert (asked, PembukaanKembali.objects.count()) == (["ok"] * 8, 1)
    request = PembukaanKembali.objects.get()
    told = at_once(*[partial(answer_reopening, pembukaan=request, setuju=True, by=balapan.lina) for _ in range(8)])
    assert told == ["ok"] * 8
    assert Penetapan.objects.get(bulan=balapan.bulan.first_day).status == "selesai"
    assert (SaldoPindahan.objects.count(), SaldoPindahan.semua.count()) == (0, 2)
    assert AuditEvent.objects.filter(aksi="penetapan.buka_kembali").count() == 1
