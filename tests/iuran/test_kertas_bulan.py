"""A month's papers: every figure of the book is on them, names stay text, and full numbers leave a trace."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine

from desa.models import AuditEvent, Desa, Peraturan, Peserta
from desa.templatetags.kertas import angka
from iuran.actions.akun import add_virtual_account
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.models import Iuran, PorsiIuran
from iuran.pdf import deposit_sheet_pdf, posting_pdf, request_pdf, slips_pdf
from iuran.queries.buku import book, book_of_village
from iuran.queries.posting import posting_of
from iuran.queries.rekap_porsi import recap
from iuran.queries.slip import slip_of, slips_of
from iuran.queries.tagihan_porsi import TagihanPorsi, deposit_sheet_of, request_of
from iuran.xlsx import bill_xlsx, posting_xlsx
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah
from tests.cast import Cast
from tests.iuran.conftest import deposit, newcomer
from tests.iuran.test_koreksi import RECONCILIATION, SEPTEMBER
from tests.kept import kept
from tests.rekonsiliasi.kertas import text_of

NOVEMBER = Bulan(2026, 11)
HOSTILE = ('=HYPERLINK("http://127.0.0.1:9/x";"klik")', '<img src="http://127.0.0.1:9/x">', "@SUM(1+1)")


@kept
def assessed(cast: Cast) -> Cast:
    """October of both regencies, assessed."""
    assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    assess_iuran(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)
    return cast


def sheet(content: bytes, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet from its heads down."""
    rows = list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))
    return rows[3:]


def of(rows: list[tuple[Any, ...]], head: str) -> list[Any]:
    """A column by its head, its total last."""
    place = rows[0].index(head)
    return [row[place] for row in rows[1:]]


@pytest.mark.lambat
def test_every_sum_of_the_month_is_the_same_on_every_paper(assessed: Cast, tmp_path: Path) -> None:
    """MN-2 for Mamasa: people = villages = regency = book = page = PDF = XLSX = API."""
    deposit(assessed)
    bill = request_of(assessed.mamasa, assessed.bulan)
    due = {share.penanggung.value: share.bulan_ini for share in bill.porsi}
    stored = {payer: sum(PorsiIuran.objects.filter(iuran__penetapan__kabupaten=assessed.mamasa, penanggung=payer)
                         .values_list("jumlah", flat=True)) for payer in due}  # fmt: skip
    groups = recap(bill)
    by_village = [sum(village.porsi[place] for one in groups for village in one.desa) for place in range(len(due))]
    people = sheet(bill_xlsx(bill), "Daftar")
    assert (
        due
        == stored
        == {row.penanggung.value: row.iuran + row.koreksi for row in book(assessed.mamasa, assessed.bulan)}
    )
    assert by_village == list(due.values()) == [sum(one.porsi[payer] for one in bill.orang) for payer in due]
    assert [of(people, "Porsi pemda 4 %")[-1], of(people, "Porsi peserta 1 %")[-1]] == list(due.values())
    text = text_of(request_pdf(bill), tmp_path).replace("\xa0", " ")
    page = assessed.client("dewi").get("/kabupaten/76.03/setoran/2026-10/").content.decode().replace("\xa0", " ")
    told = assessed.client("dewi").get("/api/v1/kabupaten/76.03/permintaan/2026-10/").json()
    assert [share["iuran"] for share in told["porsi"]] == list(due.values())
    for share in bill.porsi:
        assert format_rupiah(share.iuran) in page
        wanted = (angka(share.iuran), angka(share.dasar), format_rupiah(share.dibayar), share.terbilang)
        assert [one for one in wanted if one not in text] == []
    assert all(angka(number) in text for one in bill.orang for number in (*one.porsi.values(), one.jumlah, one.dasar))
    assert (bill.sidik in text, told["sidik"], told["dibayar"]) == (True, bill.sidik, bill.dibayar)


@pytest.mark.lambat
def test_a_village_of_kayong_utara_deposits_both_shares_from_one_sheet(assessed: Cast, tmp_path: Path) -> None:
    bill = deposit_sheet_of(assessed.sutera, assessed.bulan)
    assert [(one.penanggung.value, one.iuran, one.dibayar, one.persen) for one in bill.porsi] == [
        ("desa", 200_198, 200_198, "3"), ("peserta", 133_465, 133_465, "2"),
    ]  # fmt: skip
    assert [row.iuran for row in book_of_village(assessed.sutera, assessed.bulan)] == [200_198, 133_465]
    villages = (assessed.sutera, assessed.benawai, assessed.padu_banjar)
    sheets = sum(deposit_sheet_of(desa, assessed.bulan).iuran for desa in villages)
    assert sheets == sum(row.iuran for row in book(assessed.kayong_utara, assessed.bulan)) == 3 * 333_663
    text = text_of(deposit_sheet_pdf(bill, "f4"), tmp_path)
    for words in ("DESA SUTERA", "200.198", "133.465", "333.663", "Senin, 12 Oktober 2026",
                  "Dua ratus ribu seratus sembilan puluh delapan rupiah",
                  "Tiga ratus tiga puluh tiga ribu enam ratus enam puluh tiga rupiah",
                  "Bendahara Desa", "Rina", "Kepala Desa Sutera", "Halaman 1 dari 2"):  # fmt: skip
        assert words.lower() in text.lower(), words
    rows = sheet(bill_xlsx(bill), "Setoran")
    assert (of(rows, "Jumlah yang dibayar"), of(rows, "Jatuh tempo")[0].date().isoformat()) == (
        [200_198, 133_465, 333_663], "2026-10-12",
    )  # fmt: skip


@pytest.mark.lambat
def test_what_was_not_paid_stands_as_arrears_of_its_month(assessed: Cast, tmp_path: Path) -> None:
    with time_machine.travel("2026-11-05T02:00:00Z", tick=False):
        assess_iuran(kabupaten=assessed.kayong_utara, bulan=NOVEMBER, by=assessed.damar)
        bill = deposit_sheet_of(assessed.sutera, NOVEMBER)
        text = text_of(deposit_sheet_pdf(bill), tmp_path)
    assert [(one.saldo_awal, one.dibayar) for one in bill.porsi] == [(200_198, 400_396), (133_465, 266_930)]
    assert [(str(one.bulan), one.jumlah) for one in bill.porsi[0].tunggakan] == [("2026-10", 200_198)]
    assert "tunggakan Oktober 2026 Rp 200.198" in text.replace("\xa0", " ")


@pytest.mark.lambat
def test_a_correction_stands_on_the_bill_and_on_the_slip(cast: Cast, tmp_path: Path) -> None:
    """One who held office in September, reported after it was closed, is settled in October's bill."""
    rule = Peraturan.objects.get(kode="mamasa-10-2021")
    rule.isi = rule.isi | {"rekonsiliasi": RECONCILIATION}
    rule.save()
    assess_iuran(kabupaten=cast.mamasa, bulan=SEPTEMBER, by=cast.dewi)
    close_month(kabupaten=cast.mamasa, bulan=SEPTEMBER, by=cast.dewi)
    late = newcomer(cast.rantebulahan, 501, date(2026, 8, 3), wage=2_022_200)
    assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    bill = request_of(cast.mamasa, cast.bulan)
    assert [(one.orang, one.iuran, one.koreksi, one.saldo_awal) for one in bill.porsi] == [
        (10, 1_326_370, 132_637, 9 * 132_637), (10, 331_590, 33_159, 9 * 33_159),
    ]  # fmt: skip
    assert [sum(one.porsi[place] for one in recap(bill)) for place in (0, 1)] == [1_459_007, 364_749]
    assert [one.nama for one in bill.orang if one.koreksi] == [late.nama]
    slip = next(one for one in slips_of(cast.rantebulahan, cast.bulan) if one.nama == late.nama)
    assert (slip.dipotong, slip.pemberi_kerja) == (66_318, 265_274)
    for name, paper in (("minta", request_pdf(bill)), ("slip", slips_pdf([slip]))):
        text = text_of(paper, tmp_path)
        assert ("Pembetulan September 2026" in text, "Pasal 12 ayat (4)" in text) == (True, True), name


@pytest.mark.lambat
def test_a_slip_says_what_was_withheld_and_why(assessed: Cast, tmp_path: Path) -> None:
    slips = slips_of(assessed.rantebulahan, assessed.bulan)
    assert [(one.dipotong, one.pemberi_kerja, one.dasar) for one in slips] == [(33_159, 132_637, 3_315_934)] * 3
    text = text_of(slips_pdf(slips), tmp_path)
    for words in ("Dipotong dari penghasilan tetap", "Rp 33.159", "132.637", "Rp 2.426.640", "Pasal 8 ayat (1)", "1 %",
                  "Dasar dinaikkan ke UMP Rp 3.315.934", "Bendahara Pengeluaran", "Andi"):  # fmt: skip
        assert words in text.replace("\xa0", " "), words
    one = Iuran.objects.filter(desa=assessed.rantebulahan)[0]
    alone = text_of(slips_pdf([slip_of(one)], "f4"), tmp_path)
    assert (one.nama in alone, one.nik in alone, slips[1].nama in alone) == (True, False, False)


@pytest.mark.lambat
def test_the_posting_sheet_puts_each_share_on_its_account(assessed: Cast, tmp_path: Path) -> None:
    posting = posting_of(assessed.sutera, assessed.bulan)
    assert [(row.kode, row.orang, row.jumlah) for row in posting.belanja] == [
        ("5.1.3.01", 1, 72_799), ("5.1.3.02", 2, 127_399),
    ]  # fmt: skip
    assert (posting.jumlah_belanja, posting.potongan.jumlah, posting.jumlah) == (200_198, 133_465, 333_663)
    text = text_of(posting_pdf(posting), tmp_path)
    assert [one for one in ("01.01.03", "5.1.3.01", "72.799", "127.399", "133.465", "333.663") if one not in text] == []
    rows = list(openpyxl.load_workbook(io.BytesIO(posting_xlsx(posting)))["Posting"].iter_rows(values_only=True))
    assert [row[-1] for row in rows[-4:]] == [72_799, 127_399, 133_465, 333_663]
    page = assessed.client("rina").get(f"/desa/{assessed.sutera.kode}/siskeudes/2026-10/").content.decode()
    assert ("5.1.3.02" in page, "72.799" in page) == (True, True)


@pytest.mark.lambat
def test_a_regency_without_accounts_has_no_posting_sheet_and_says_so(assessed: Cast) -> None:
    kode = assessed.rantebulahan.kode
    with pytest.raises(Kesalahan, match="tidak memuat rekening anggaran desa"):
        posting_of(assessed.rantebulahan, assessed.bulan)
    client = assessed.client("sari")
    assert "tidak memuat rekening anggaran desa" in client.get(f"/desa/{kode}/siskeudes/2026-10/").content.decode()
    answer = client.get(f"/desa/{kode}/siskeudes/2026-10/pdf/", follow=True)
    assert answer.redirect_chain == [(f"/desa/{kode}/siskeudes/2026-10/", 302)]
    api = client.get(f"/api/v1/desa/{kode}/siskeudes/2026-10/")
    assert (api.status_code, "rekening anggaran" in api.json()["detail"]) == (400, True)


@pytest.mark.parametrize("month", ["2026-09", "2027-01"])
@pytest.mark.lambat
def test_a_month_that_is_not_assessed_has_no_paper(assessed: Cast, month: str) -> None:
    answer = assessed.client("andi").get(f"/kabupaten/76.03/setoran/{month}/permintaan/pdf/", follow=True)
    assert "belum ditetapkan" in answer.content.decode()
    assert assessed.client("andi").get("/kabupaten/76.03/setoran/2026-13/permintaan/pdf/").status_code == 404


def renamed(desa: Desa) -> None:
    for person, name in zip(Peserta.objects.filter(masa_jabatan__desa=desa).order_by("pk"), HOSTILE, strict=True):
        person.nama = name
        person.save()


@pytest.mark.sekali
@pytest.mark.lambat
def test_names_stay_text_on_every_paper(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _self, address: asked.append(address))
    renamed(cast.sutera)
    assess_iuran(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)
    bill = deposit_sheet_of(cast.sutera, cast.bulan)
    for paper in (deposit_sheet_pdf(bill), slips_pdf(slips_of(cast.sutera, cast.bulan))):
        text = text_of(paper, tmp_path)  # a cell breaks a long name over lines
        assert [part for part in ("=HYPERLINK(", "<img", "@SUM(1+1)") if part not in text] == []
    book_read = openpyxl.load_workbook(io.BytesIO(bill_xlsx(bill)))
    names = [row[4] for row in book_read["Daftar"].iter_rows(min_row=5, max_row=7)]
    assert ([cell.value for cell in names], {cell.data_type for cell in names}) == (list(HOSTILE), {"s"})
    assert ([cell.hyperlink for cell in names], asked) == ([None] * 3, [])


@pytest.mark.lambat
def test_full_numbers_are_text_of_sixteen_digits_and_leave_a_trace(assessed: Cast) -> None:
    """The masked list is for reading; the full one is asked for by POST, by those who may, and is recorded."""
    path = f"/desa/{assessed.sutera.kode}/setoran/2026-10/lembar/xlsx/"
    masked = sheet(assessed.client("rina").get(path).content, "Daftar")
    assert all("*" in nik for nik in of(masked, "NIK (disamarkan)")[:-1])
    assert not AuditEvent.objects.filter(aksi="iuran.unduh_nik").exists()
    full = sheet(assessed.client("rina").post(path).content, "Daftar")
    niks = of(full, "NIK")[:-1]
    assert niks == [person.nik for person in assessed.peserta[assessed.sutera.kode]]
    event = AuditEvent.objects.get(aksi="iuran.unduh_nik")
    assert (event.oleh, event.desa, "3 orang" in event.ringkas) == (assessed.rina, assessed.sutera, True)
    assert assessed.client("wahyu").post(path).status_code == 403
    assert AuditEvent.objects.filter(aksi="iuran.unduh_nik").count() == 1


@pytest.mark.lambat
def test_a_paper_is_saved_under_a_name_without_people_and_the_same_twice(assessed: Cast) -> None:
    client = assessed.client("andi")
    first, second = (client.get("/kabupaten/76.03/setoran/2026-10/permintaan/pdf/?kertas=f4") for _ in range(2))
    assert (first["Content-Disposition"], first["Content-Type"], first.content == second.content) == (
        'attachment; filename="permintaan-pembayaran_76.03_2026-10.pdf"', "application/pdf", True,
    )  # fmt: skip
    one = client.get("/kabupaten/76.03/setoran/2026-10/permintaan/daftar/76.03.01/")
    assert one["Content-Disposition"] == 'attachment; filename="daftar-orang_76.03.01_2026-10.pdf"'
    assert client.get("/kabupaten/76.03/setoran/2026-10/permintaan/daftar/76.03.99/").status_code == 404


@pytest.mark.lambat
def test_the_number_of_the_account_is_on_the_paper_or_a_line_to_fill_in(assessed: Cast, tmp_path: Path) -> None:
    before: TagihanPorsi = request_of(assessed.mamasa, assessed.bulan)
    assert "Nomornya belum tercatat di portal" in text_of(request_pdf(before), tmp_path)
    for payer, number in (("pemda", "8888000000000401"), ("peserta", "8888000000000402")):
        add_virtual_account(kabupaten=assessed.mamasa, desa=None, penanggung=payer, nomor=number,
                            mulai=assessed.bulan.first_day, sumber="Surat BPJS 12/2026", by=assessed.dewi)  # fmt: skip
    after = text_of(request_pdf(request_of(assessed.mamasa, assessed.bulan)), tmp_path)
    assert [one for one in ("8888000000000401", "8888000000000402", "Surat BPJS 12/2026") if one not in after] == []
