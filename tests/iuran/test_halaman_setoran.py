"""The pages of deposits: forms, proofs, cancellations, and who may use them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from iuran.actions.penetapan import assess_iuran, close_month
from iuran.forms.setoran import RupiahField
from iuran.models import Setoran
from tests.cast import Cast
from tests.iuran.conftest import PDF, deposit
from tests.kept import kept

KABUPATEN = "/kabupaten/76.03/setoran/2026-10/"
SUTERA = "/desa/61.11.01.2001/setoran/2026-10/"


@kept
def assessed(panggung: Cast) -> Cast:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    return panggung


def filled(**changes: Any) -> dict[str, Any]:
    proof = SimpleUploadedFile(*PDF, content_type="application/octet-stream")
    return {"tanggal": "05/10/2026", "referensi": "TRF 77", "bukti": proof} | changes


@pytest.mark.lambat
def test_the_treasurer_of_mamasa_records_one_share(assessed: Cast) -> None:
    browser = assessed.client("andi")
    page = browser.get(KABUPATEN).content.decode()
    assert "Satu juta seratus sembilan puluh tiga ribu tujuh ratus tiga puluh tiga rupiah" in page
    form = browser.get(f"{KABUPATEN}catat/pemda/").content.decode()
    assert 'value="Rp 1.193.733"' in form
    answer = browser.post(f"{KABUPATEN}catat/pemda/", filled(jumlah_pemda="1.193.733", va_pemda="8888"))
    assert answer["Location"] == KABUPATEN
    kept = Setoran.objects.get()
    assert (kept.jumlah, kept.oleh, kept.desa, kept.virtual_account) == (1_193_733, assessed.andi, None, "8888")
    assert "Lunas" in browser.get(KABUPATEN).content.decode()


@pytest.mark.lambat
def test_a_village_treasurer_records_both_shares_at_once(assessed: Cast) -> None:
    browser = assessed.client("rina")
    page = browser.get(SUTERA).content.decode()
    assert ('value="Rp 200.198"' in page, 'href="#catat"' in page, 'id="catat"' in page) == (True, True, True)
    browser.post(SUTERA, filled(jumlah_desa="Rp 200.198", jumlah_peserta="133465"))
    assert list(Setoran.objects.order_by("pk").values_list("penanggung", "jumlah", "desa__kode")) == [
        ("desa", 200_198, "61.11.01.2001"),
        ("peserta", 133_465, "61.11.01.2001"),
    ]
    assert 'href="#catat"' not in browser.get(SUTERA).content.decode()  # nothing is left to deposit


@pytest.mark.lambat
def test_wrong_fields_keep_what_was_typed(assessed: Cast) -> None:
    answer = assessed.client("rina").post(SUTERA, filled(jumlah_desa="1,5 juta", tanggal="31/02/2026", bukti=""))
    page = answer.content.decode()
    wanted = ["Tulis rupiah bulat tanpa koma", "Tulis tanggal seperti 12/10/2026.", "Pilih berkas bukti.", "1,5 juta"]
    assert [text for text in wanted if text not in page] == []
    assert (answer.status_code, "Kesalahan:" in page, Setoran.objects.count()) == (200, True, 0)


@pytest.mark.lambat
def test_the_action_speaks_on_the_form(assessed: Cast) -> None:
    browser = assessed.client("rina")
    page = browser.post(SUTERA, filled(jumlah_desa="5", tanggal="06/10/2026")).content.decode()
    assert "Tanggal setor 6 Oktober 2026 belum terjadi" in page
    page = browser.post(SUTERA, filled(jumlah_desa="", jumlah_peserta="0")).content.decode()
    assert "Belum ada jumlah yang diisi" in page


@pytest.mark.lambat
def test_the_same_deposit_asks_once(assessed: Cast) -> None:
    browser = assessed.client("rina")
    browser.post(SUTERA, filled(jumlah_desa="5"))
    page = browser.post(SUTERA, filled(jumlah_desa="5")).content.decode()
    assert ("sudah pernah dicatat" in page, 'name="konfirmasi"' in page) == (True, True)
    browser.post(SUTERA, filled(jumlah_desa="5", konfirmasi="on"))
    assert Setoran.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "path", "seen", "sent"),
    [
        ("rina", SUTERA, 200, 302), ("wahyu", SUTERA, 200, 403), ("beni", SUTERA, 404, 404),
        ("damar", SUTERA, 200, 403), ("hasan", SUTERA, 200, 403), ("andi", SUTERA, 404, 404),
        ("andi", f"{KABUPATEN}catat/pemda/", 200, 302), ("dewi", f"{KABUPATEN}catat/pemda/", 403, 403),
        ("sari", f"{KABUPATEN}catat/pemda/", 404, 404), ("andi", f"{KABUPATEN}catat/desa/", 404, 404),
        ("dewi", KABUPATEN, 200, 405), ("sari", KABUPATEN, 404, 405), ("damar", KABUPATEN, 404, 405),
    ],
)  # fmt: skip
@pytest.mark.lambat
def test_who_may_see_and_who_may_record(assessed: Cast, who: str, path: str, seen: int, sent: int) -> None:
    browser = assessed.client(who)
    assert browser.get(path).status_code == seen
    assert browser.post(path, filled(jumlah_desa="5", jumlah_pemda="5")).status_code == sent
    assert Setoran.objects.count() == (sent == 302)


@pytest.mark.lambat
def test_a_regencys_treasurer_does_not_deposit_for_a_village(assessed: Cast) -> None:
    rows = assessed.andi.keanggotaan
    rows.update(kabupaten=assessed.kayong_utara)
    browser = assessed.client("andi")
    assert (browser.get(SUTERA).status_code, browser.post(SUTERA, filled(jumlah_desa="5")).status_code) == (200, 403)
    assert browser.get("/kabupaten/61.11/setoran/2026-10/").status_code == 200


@pytest.mark.lambat
def test_the_proof_is_sent_as_a_file_to_those_who_may(assessed: Cast) -> None:
    pk = deposit(assessed).pk
    answer = assessed.client("ines").get(f"/setoran/{pk}/bukti/")
    assert answer.getvalue() == PDF[1]
    assert [answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")] == [
        "application/pdf", 'attachment; filename="struk.pdf"', "nosniff"]  # fmt: skip
    answer.close()
    assert [assessed.client(who).get(f"/setoran/{pk}/bukti/").status_code for who in ("sari", "damar")] == [404, 404]


@pytest.mark.lambat
def test_a_deposit_is_cancelled_with_a_reason(assessed: Cast) -> None:
    pk = deposit(assessed).pk
    path = f"/setoran/{pk}/batal/"
    assert [assessed.client(who).post(path, {"alasan": "x"}).status_code for who in ("dewi", "sari")] == [403, 404]
    browser = assessed.client("andi")
    assert "Tulis alasan pembatalan." in browser.post(path, {"alasan": ""}).content.decode()
    assert browser.post(path, {"alasan": "salah jumlah"})["Location"] == KABUPATEN
    page = browser.get(KABUPATEN).content.decode()
    assert "Pembatalan: salah jumlah" in page
    assert "sudah dibatalkan" in browser.post(path, {"alasan": "lagi"}).content.decode()


@pytest.mark.lambat
def test_a_closed_month_has_no_form(assessed: Cast) -> None:
    close_month(kabupaten=assessed.kayong_utara, bulan=assessed.bulan, by=assessed.damar)
    browser = assessed.client("rina")
    assert 'name="bukti"' not in browser.get(SUTERA).content.decode()
    browser.post(SUTERA, filled(jumlah_desa="5"))
    assert Setoran.objects.count() == 0


@pytest.mark.lambat
def test_a_refused_post_to_a_closed_month_says_why(assessed: Cast) -> None:
    close_month(kabupaten=assessed.mamasa, bulan=assessed.bulan, by=assessed.dewi)
    page = assessed.client("andi").post(f"{KABUPATEN}catat/pemda/", filled(jumlah_pemda="5")).content.decode()
    assert "sudah ditutup dengan Berita Acara" in page


@pytest.mark.lambat
def test_the_regencys_table_shows_every_village_and_costs_no_more(assessed: Cast) -> None:
    browser = assessed.client("damar")
    page = browser.get("/kabupaten/61.11/setoran/2026-10/").content.decode()
    assert [name for name in ("Sutera", "Benawai Agung", "Padu Banjar") if name not in page] == []
    with CaptureQueriesContext(connection) as asked:
        browser.get("/kabupaten/61.11/setoran/2026-10/")
    assert len(asked) < 25


@pytest.mark.parametrize("path", ["/kabupaten/76.03/setoran/", "/desa/76.03.01.2004/setoran/"])
@pytest.mark.lambat
def test_the_menu_leads_to_the_newest_month(assessed: Cast, path: str) -> None:
    assert assessed.client("dewi").get(path)["Location"] == f"{path}2026-10/"


@pytest.mark.lambat
def test_months_not_assessed_and_villages_that_do_not_deposit_say_so(assessed: Cast) -> None:
    browser = assessed.client("dewi")
    for path, words in ((f"{KABUPATEN[:-8]}2026-09/", "belum ditetapkan"),
                        ("/desa/76.03.01.2004/setoran/2026-10/", "bendahara pengeluaran kabupaten yang menyetor"),
                        ("/desa/76.03.01.2004/iuran/2026-09/", "Belum ditetapkan")):  # fmt: skip
        assert words in browser.get(path).content.decode()


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [("1234567", 1_234_567), ("1.234.567", 1_234_567), ("Rp 1.234.567", 1_234_567), ("rp5", 5), ("", 0)],
)
def test_rupiah_as_people_type_them(typed: str, rupiah: int) -> None:
    assert RupiahField(required=False).clean(typed) == rupiah


@pytest.mark.parametrize("typed", ["1,5", "1.23", "-5", "1.234.56", "satu", "1e6", "١٢٣", "9" * 16])
def test_what_is_no_rupiah_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        RupiahField(required=False).clean(typed)
