"""The pages of a month: before, while and after it is assessed, and who may see which."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desa.models import Membership, PenghasilanTetap, Peserta
from desa.templatetags.format_id import utuh
from iuran.actions.penetapan import assess_iuran, begin_assessment, note_failure
from iuran.models import Iuran, Penetapan
from iuran.queries.penetapan import months
from iuran.queries.perkiraan import preview
from iuran.tasks import NOT_ALLOWED, assess_month
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import newcomer

MONTH = "/kabupaten/76.03/iuran/2026-10/"


@pytest.mark.lambat
def test_dpm_sees_the_preview_presses_the_button_and_sees_the_result(panggung: Cast) -> None:
    browser = panggung.client("dewi")
    before = browser.get(MONTH).content.decode()
    assert "Tetapkan iuran Oktober 2026" in before
    assert "<strong>3 dari 3 desa</strong> belum melapor" in before
    with time_machine.travel("2026-10-13T02:00:00Z", tick=False):  # a day after the 12th, when it is due
        late = panggung.client("dewi").get(MONTH).content.decode()
    assert ["Jatuh temponya sudah lewat" in page for page in (before, late)] == [False, True]
    answer = browser.post(f"{MONTH}tetapkan/", follow=True)
    assert (answer.redirect_chain, Penetapan.objects.get().status) == ([(MONTH, 302)], "selesai")
    after = answer.content.decode()
    assert "Rp\N{NO-BREAK SPACE}1.193.733" in after  # 9 x 132.637
    assert "Orang yang dasarnya dinaikkan" in after


@pytest.mark.lambat
def test_the_preview_names_who_is_new_gone_or_changed(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=Bulan(2026, 9), by=panggung.damar)
    head, secretary, treasurer = panggung.peserta["61.11.01.2001"]
    PenghasilanTetap.objects.create(peserta=head, mulai=date(2026, 10, 1), jumlah=3_000_000)
    secretary.masa_jabatan.update(berakhir=date(2026, 9, 20), alasan_berakhir="meninggal")
    Peserta.objects.filter(pk=treasurer.pk).update(pns=True)
    arrived = newcomer(panggung.benawai, 301, date(2026, 9, 15))
    found = preview(panggung.kayong_utara, panggung.bulan)
    assert [row.nama for row in found.baru] == [arrived.nama]
    assert [(row.nama, row.lama) for row in found.berhenti] == [
        (secretary.nama, 66_733 + 44_488),
        (treasurer.nama, 60_666 + 40_444),
    ]
    assert [(row.nama, row.lama, row.baru) for row in found.dasar_berubah] == [(head.nama, 2_426_640, 3_000_000)]
    assert [(row.lama, row.baru) for row in found.jumlah_berubah] == [(72_799 + 48_533, 150_000)]
    assert [one.pengecualian for one in found.dikecualikan] == [
        "Tidak diiurkan di sini: pegawai negeri sipil (Pasal 2 ayat (2) huruf a)."
    ]
    page = panggung.client("damar").get("/kabupaten/61.11/iuran/2026-10/").content.decode()
    assert (arrived.nama in page, arrived.nik in page, "Beda dengan September 2026" in page) == (True, False, True)


@pytest.mark.lambat
def test_a_blocked_month_says_why_and_has_no_button(panggung: Cast) -> None:
    newcomer(panggung.panetean, 301, date(2025, 1, 1), wage=None)
    browser = panggung.client("dewi")
    page = browser.get(MONTH).content.decode()
    assert "Penghasilan tetap 1 orang belum tercatat untuk Oktober 2026" in page
    assert "tetapkan/" not in page
    forced = browser.post(f"{MONTH}tetapkan/", follow=True).content.decode()
    assert ("belum tercatat untuk Oktober 2026" in forced, Penetapan.objects.count()) == (True, 0)


@pytest.mark.lambat
def test_a_month_that_stopped_says_so_and_goes_on(panggung: Cast) -> None:
    browser = panggung.client("dewi")
    month = begin_assessment(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    running = browser.get(MONTH).content.decode()
    assert ("0 dari 2 kecamatan selesai" in running, "boleh menutup halaman ini" in running) == (True, True)
    assert "0 dari 2 kecamatan" in browser.get(f"{MONTH}kemajuan/").content.decode()
    note_failure(penetapan=month, sebab="Listrik padam.", by=panggung.dewi)
    assert browser.get(f"{MONTH}kemajuan/")["HX-Redirect"] == MONTH
    stopped = browser.get(MONTH).content.decode()
    assert ("Listrik padam." in stopped, "Lanjutkan penetapan" in stopped) == (True, True)
    browser.post(f"{MONTH}tetapkan/")
    month.refresh_from_db()
    assert (month.status, month.gagal) == ("selesai", "")


def test_a_silent_worker_may_be_started_again_after_a_minute(panggung: Cast, october: time_machine.Traveller) -> None:
    begin_assessment(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    october.shift(61)
    assert "Lanjutkan penetapan" in panggung.client("dewi").get(MONTH).content.decode()


def test_the_job_asks_again_whether_its_user_may(panggung: Cast) -> None:
    month = begin_assessment(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    Membership.objects.filter(user=panggung.dewi).update(sampai=date(2026, 10, 4))
    assess_month.enqueue(month.pk, panggung.dewi.pk)
    month.refresh_from_db()
    assert (month.status, month.gagal) == ("berjalan", f"{NOT_ALLOWED} Minta rekan yang berhak menjalankannya.")


def test_the_job_writes_what_stopped_it(panggung: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise Kesalahan("Nilai hilang.", "Isi dulu.")

    monkeypatch.setattr("iuran.tasks.assess_iuran", broken)
    panggung.client("dewi").post(f"{MONTH}tetapkan/")
    assert Penetapan.objects.get().gagal == "Nilai hilang. Isi dulu."


@pytest.mark.parametrize(
    ("who", "expected"),
    [("dewi", 302), ("andi", 403), ("lina", 403), ("ines", 403), ("sari", 404), ("damar", 404)],
)
@pytest.mark.lambat
def test_only_the_regencys_dpm_assesses(panggung: Cast, who: str, expected: int) -> None:
    assert panggung.client(who).post(f"{MONTH}tetapkan/").status_code == expected
    assert Penetapan.objects.count() == (expected == 302)


@pytest.mark.lambat
def test_villages_see_their_own_and_regional_roles_all(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    row = Iuran.objects.filter(desa=panggung.rantebulahan).first()
    assert row is not None
    own = [f"/desa/76.03.01.2004/iuran/{part}" for part in ("", "2026-10/")] + [f"/iuran/{row.pk}/"]
    answers = {who: [panggung.client(who).get(url).status_code for url in own]
               for who in ("sari", "ines", "yusuf", "damar")}  # fmt: skip
    assert answers == {"sari": [302, 200, 200], "ines": [302, 200, 200], "yusuf": [404] * 3, "damar": [404] * 3}
    assert panggung.client("sari").get(MONTH).status_code == 404
    assert panggung.client("ines").get("/iuran/999999/").status_code == 404


@pytest.mark.lambat
def test_the_explanation_shows_steps_values_and_who(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    row = Iuran.objects.filter(desa=panggung.rantebulahan).first()
    assert row is not None
    page = panggung.client("sari").get(f"/iuran/{row.pk}/").content.decode()
    wanted = [*map(utuh, row.penjelasan), "Upah Minimum Provinsi (UMP)", "Nilai uji", "Dewi",
              "Seratus enam puluh lima ribu tujuh ratus sembilan puluh enam rupiah"]  # fmt: skip
    assert [text for text in wanted if text not in page] == []
    assert row.nik not in page


@pytest.mark.lambat
def test_the_overview_lists_the_months_with_the_next_step(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 8), by=panggung.dewi)
    found = months(panggung.mamasa)
    assert [(str(row.bulan), row.orang, row.jumlah) for row in found] == [
        ("2026-11", 0, 0), ("2026-10", 0, 0), ("2026-09", 0, 0), ("2026-08", 9, 9 * 165_796)]  # fmt: skip
    browser = panggung.client("dewi")
    assert "Periksa lalu tetapkan" in browser.get("/kabupaten/76.03/iuran/").content.decode()
    assert browser.get("/kabupaten/76.03/iuran/?bulan=2026-07")["Location"] == "/kabupaten/76.03/iuran/2026-07/"
    typed = browser.get("/kabupaten/76.03/iuran/", {"bulan": "Juli 2026"})
    assert typed["Location"] == "/kabupaten/76.03/iuran/2026-07/"
    assert "Tulis bulan seperti September 2026" in browser.get("/kabupaten/76.03/iuran/?bulan=Juli").content.decode()
    assert browser.get("/kabupaten/76.03/iuran/2026-13/").status_code == 404


@pytest.mark.parametrize("path", ["/kabupaten/76.03/iuran/", MONTH, "/desa/76.03.02.2004/iuran/2026-10/"])
@pytest.mark.lambat
def test_people_do_not_cost_a_page_queries(panggung: Cast, path: str) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 9), by=panggung.dewi)
    browser = panggung.client("dewi")
    counts = []
    for start in (400, 430):
        for serial in range(30):
            newcomer(panggung.panetean, start + serial, date(2026, 9, 15))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.lambat
def test_the_command_assesses_once(panggung: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for _ in range(2):
        call_command("tetapkan_iuran", kabupaten="76.03", bulan="2026-10")
        answers.append(capsys.readouterr().out)
    assert '"iuran": 1492164' in answers[0]
    assert answers[1] == answers[0].replace('"berubah": true', '"berubah": false')
