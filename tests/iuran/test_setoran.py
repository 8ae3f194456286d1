"""Deposits: who pays which share, with which proof, on time or late, too little or too much, and undone.

MM Pasal 9 (the regency's treasurer deposits each share) and Pasal 13 ayat (2) (the balance goes to the next month).
"""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desa.models import AuditEvent, Desa, Kecamatan
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import PerluKonfirmasi, record_deposits, reverse_setoran
from iuran.models import AlokasiSetoran, Setoran
from iuran.queries.buku import BarisBuku, accounts_used, book, book_of_village, deposits, total_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import PDF, deposit, newcomer
from tests.kept import kept

PEMDA, PESERTA = 9 * 132_637, 9 * 33_159
SUTERA_DESA, SUTERA_PESERTA = 72_799 + 66_733 + 60_666, 48_533 + 44_488 + 40_444


@kept
def assessed(panggung: Cast) -> Cast:
    """October is assessed in both regencies."""
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    return panggung


def pemda(cast: Cast, bulan: Bulan | None = None) -> BarisBuku:
    return book(cast.mamasa, bulan or cast.bulan)[0]


def figures(row: BarisBuku) -> tuple[Any, ...]:
    return row.saldo_awal, row.iuran, row.disetor, row.sisa, row.status.value, row.hari_terlambat


@pytest.mark.lambat
def test_a_deposit_is_kept_with_its_proof_and_its_month(assessed: Cast) -> None:
    kept = deposit(assessed, virtual_account="8888 8001 2345")
    assert [(row.bulan, row.jumlah) for row in kept.alokasi.all()] == [(date(2026, 10, 1), PEMDA)]
    assert (kept.bukti_nama, kept.bukti_sha256) == ("struk.pdf", sha256(PDF[1]).hexdigest())
    with kept.bukti.open("rb") as proof:
        name = str(kept.bukti.name)
        assert (proof.read(), "struk" in name, name[-4:]) == (PDF[1], False, ".pdf")
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.aksi, event.objek_id, event.oleh) == ("setoran.catat", kept.pk, assessed.andi)
    assert accounts_used(assessed.mamasa) == {"pemda": "888880012345"}


@pytest.mark.lambat
def test_paid_short_over_and_not_at_all(assessed: Cast) -> None:
    assert figures(pemda(assessed)) == (0, PEMDA, 0, PEMDA, "belum", 0)
    deposit(assessed, jumlah=1_000_000)
    assert figures(pemda(assessed)) == (0, PEMDA, 1_000_000, PEMDA - 1_000_000, "kurang", 0)
    deposit(assessed, jumlah=PEMDA - 1_000_000)
    assert figures(pemda(assessed)) == (0, PEMDA, PEMDA, 0, "lunas", 0)
    deposit(assessed, jumlah=1)
    assert figures(pemda(assessed)) == (0, PEMDA, PEMDA + 1, -1, "lebih", 0)


@pytest.mark.lambat
def test_late_from_the_day_after_the_due_date_in_the_regencys_own_zone(
    assessed: Cast, october: time_machine.Traveller
) -> None:
    october.move_to("2026-10-12T15:59:59Z")
    assert figures(pemda(assessed))[4:] == ("belum", 0)
    october.move_to("2026-10-12T16:00:00Z")
    assert figures(pemda(assessed))[4:] == ("terlambat", 1)
    deposit(assessed, tanggal=date(2026, 10, 13))
    october.move_to("2026-10-20T02:00:00Z")
    assert figures(pemda(assessed))[4:] == ("lunas", 1)


@pytest.mark.lambat
def test_what_is_left_or_too_much_is_carried_over(assessed: Cast) -> None:
    deposit(assessed, jumlah=PEMDA - 500)
    deposit(assessed, penanggung="peserta", jumlah=PESERTA + 700)
    november = Bulan(2026, 11)
    assess_iuran(kabupaten=assessed.mamasa, bulan=november, by=assessed.dewi)
    assert [figures(row)[:4] for row in book(assessed.mamasa, november)] == [
        (500, PEMDA, 0, PEMDA + 500),
        (-700, PESERTA, 0, PESERTA - 700),
    ]
    deposit(assessed, bulan=november, jumlah=PEMDA + 500)
    deposit(assessed, bulan=november, penanggung="peserta", jumlah=PESERTA - 700)
    assert {row.status.value for row in book(assessed.mamasa, november)} == {"lunas"}
    assert total_of(book(assessed.mamasa, november)).sisa == 0


@pytest.mark.lambat
def test_a_village_deposits_both_shares_with_one_proof(assessed: Cast) -> None:
    kept = record_deposits(
        kabupaten=assessed.kayong_utara, desa=assessed.sutera, bulan=assessed.bulan,
        jumlah={"desa": SUTERA_DESA, "peserta": SUTERA_PESERTA}, virtual_account={"desa": "123"},
        tanggal=date(2026, 10, 5), referensi="TRF 9", bukti=PDF, by=assessed.rina,
    )  # fmt: skip
    assert [(row.penanggung, row.desa, row.virtual_account) for row in kept] == [
        ("desa", assessed.sutera, "123"),
        ("peserta", assessed.sutera, ""),
    ]
    assert [figures(row)[3:5] for row in book_of_village(assessed.sutera, assessed.bulan)] == [(0, "lunas")] * 2
    states = {(row.desa, row.status.value) for row in book(assessed.kayong_utara, assessed.bulan)}
    assert states == {(assessed.sutera, "lunas"), (assessed.benawai, "belum"), (assessed.padu_banjar, "belum")}
    assert [row.pk for row in deposits(assessed.kayong_utara, assessed.bulan, assessed.sutera)] == [
        kept[1].pk,
        kept[0].pk,
    ]


@pytest.mark.lambat
def test_all_shares_or_none(assessed: Cast) -> None:
    with pytest.raises(Kesalahan, match="Tidak ada porsi"):
        record_deposits(
            kabupaten=assessed.kayong_utara, desa=assessed.sutera, bulan=assessed.bulan,
            jumlah={"desa": 5, "pemda": 5}, virtual_account={}, tanggal=date(2026, 10, 5), referensi="TRF 9",
            bukti=PDF, by=assessed.rina,
        )  # fmt: skip
    assert Setoran.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"jumlah": 0}, "harus lebih dari nol"),
        ({"jumlah": -5}, "harus lebih dari nol"),
        ({"jumlah": True}, "harus lebih dari nol"),
        ({"penanggung": "desa"}, "Tidak ada porsi Pemerintah desa untuk Kabupaten Mamasa pada Oktober 2026"),
        ({"tanggal": date(2026, 10, 6)}, "belum terjadi; hari ini 5 Oktober 2026"),
        ({"tanggal": date(2025, 9, 30)}, "terlalu lama sebelum Oktober 2026"),
        ({"referensi": "  "}, "Nomor referensi belum diisi"),
        ({"referensi": "9" * 61}, "lebih dari 60 huruf"),
        ({"virtual_account": "88-12"}, "hanya boleh berisi angka"),
        ({"bukti": None}, "Bukti setor belum dipilih"),
        ({"bukti": ("a.pdf", b"")}, "Berkas bukti kosong"),
        ({"bukti": ("a.pdf", b"MZ not a pdf")}, "bukan PDF, JPG atau PNG"),
        ({"bukti": ("a.pdf", b"%PDF-" + b"0" * 5 * 1024 * 1024)}, "lebih besar dari 5 MB"),
        ({"bulan": Bulan(2026, 9)}, "Iuran September 2026 untuk Kabupaten Mamasa belum ditetapkan"),
    ],
)
@pytest.mark.lambat
def test_what_is_wrong_is_refused_and_nothing_is_stored(assessed: Cast, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        deposit(assessed, **changes)
    assert (Setoran.objects.count(), AuditEvent.objects.filter(objek="setoran").count()) == (0, 0)


@pytest.mark.lambat
def test_only_the_depositor_of_the_regulation_deposits(assessed: Cast) -> None:
    with pytest.raises(Kesalahan, match="disetor oleh bendahara pengeluaran kabupaten"):
        deposit(assessed, desa=assessed.rantebulahan)
    with pytest.raises(Kesalahan, match="disetor oleh bendahara desa"):
        deposit(assessed, kabupaten=assessed.kayong_utara, penanggung="peserta")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\dok\\a b.exe", "bukti\x00.pdf", "", "a" * 300 + ".pdf"])
@pytest.mark.lambat
def test_the_senders_file_name_is_made_harmless(assessed: Cast, name: str) -> None:
    kept = deposit(assessed, bukti=(name, PDF[1]))
    assert kept.bukti_nama.endswith(".pdf")
    assert not {"/", "\\", "\x00"} & set(kept.bukti_nama)


@pytest.mark.lambat
def test_the_same_deposit_asks_before_it_is_recorded_twice(assessed: Cast) -> None:
    first = deposit(assessed)
    with pytest.raises(PerluKonfirmasi, match="sudah pernah dicatat"):
        deposit(assessed)
    deposit(assessed, referensi="SP2D-002")
    deposit(assessed, konfirmasi=True)
    assert Setoran.objects.count() == 3
    reverse_setoran(setoran=first, alasan="salah", by=assessed.andi)


@pytest.mark.lambat
def test_a_reversal_cancels_the_deposit_in_the_book(assessed: Cast) -> None:
    first = deposit(assessed)
    undone = reverse_setoran(setoran=first, alasan=" salah bulan ", by=assessed.andi)
    assert (undone.jumlah, undone.alasan, undone.membatalkan) == (-PEMDA, "salah bulan", first)
    assert sum(AlokasiSetoran.objects.values_list("jumlah", flat=True)) == 0
    assert figures(pemda(assessed)) == (0, PEMDA, 0, PEMDA, "belum", 0)
    assert deposit(assessed).jumlah == PEMDA
    for again in (first, undone):
        with pytest.raises(Kesalahan, match="sudah dibatalkan"):
            reverse_setoran(setoran=again, alasan="sekali lagi", by=assessed.andi)


@pytest.mark.lambat
def test_a_reversal_needs_a_reason(assessed: Cast) -> None:
    first = deposit(assessed)
    with pytest.raises(Kesalahan, match="Alasan pembatalan belum diisi"):
        reverse_setoran(setoran=first, alasan="  ", by=assessed.andi)


@pytest.mark.lambat
def test_a_closed_month_takes_no_deposit_and_no_reversal(assessed: Cast) -> None:
    assess_iuran(kabupaten=assessed.mamasa, bulan=Bulan(2026, 9), by=assessed.dewi)
    first = deposit(assessed)
    close_month(kabupaten=assessed.mamasa, bulan=assessed.bulan, by=assessed.dewi)
    for refused in (lambda: deposit(assessed, referensi="X"),
                    lambda: reverse_setoran(setoran=first, alasan="salah", by=assessed.andi)):  # fmt: skip
        with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
            refused()
    with pytest.raises(Kesalahan, match="sudah masuk Berita Acara Oktober 2026"):
        deposit(assessed, bulan=Bulan(2026, 9))


@pytest.mark.parametrize("table", ["iuran_setoran", "iuran_alokasisetoran"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET jumlah = jumlah + 1", "DELETE FROM {}"])
@pytest.mark.lambat
def test_the_database_itself_refuses_to_change_what_was_paid(assessed: Cast, table: str, statement: str) -> None:
    deposit(assessed)
    with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


@pytest.mark.lambat
def test_villages_do_not_cost_queries(assessed: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        assert len(book(assessed.kayong_utara, assessed.bulan)) == 6
    kecamatan = Kecamatan.objects.get(kode="61.11.01")
    for number in range(20):
        village = Desa.objects.create(kecamatan=kecamatan, kode=f"61.11.01.3{number:03d}", nama=f"Desa {number}")
        newcomer(village, 500 + number, date(2026, 10, 15))
    november = Bulan(2026, 11)
    assess_iuran(kabupaten=assessed.kayong_utara, bulan=november, by=assessed.damar)
    with CaptureQueriesContext(connection) as many:
        assert len(book(assessed.kayong_utara, november)) == 6 + 40
    assert len(many) == len(few)
