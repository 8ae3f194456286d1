"""Consequences: the next list is proposed to a village, money is one line of the next bill; both seen before."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from desa.actions.kepesertaan import accept
from desa.actions.perubahan import hand_in_changes
from desa.actions.usul_daftar import accept_proposal
from desa.models import DrafPerubahan, Peserta, UsulDaftar
from desa.queries.perubahan import changes_in
from desa.queries.usul_daftar import standing
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import record_setoran
from iuran.models import SaldoPindahan
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.selisih import decide_selisih
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.queries.akibat import consequence_of, effect_on_next
from rekonsiliasi.rules.usul import OrangPadaBuku, proposal
from tests.kept import kept

from .conftest import Panggung

KITA = OrangPadaBuku("7603011203759001", "Andi Wijaia", date(1975, 3, 12), "")
OURS_WRONG: dict[str, Any] = {"sebab": "data_salah_kita", "pihak": "desa", "tindak_lanjut": "Lihat KTP."}


@pytest.mark.parametrize(
    ("jenis", "sebab", "bpjs", "expected"),
    [
        (
            "data_berbeda", "data_salah_kita", OrangPadaBuku(KITA.nik, "ANDI WIJAYA", date(1975, 4, 12), "0009"),
            ("data", {"nama": "Andi Wijaya", "tanggal_lahir": "12/04/1975", "nomor_kartu": "0009"}),
        ),
        ("data_berbeda", "data_salah_kita", OrangPadaBuku("7603011203759777", KITA.nama, KITA.lahir), ("", {})),
        ("hanya_kita", "mutasi_terlambat", OrangPadaBuku(), ("berakhir", {})),
        ("hanya_kita", "nik_tidak_padan", OrangPadaBuku(), ("", {})),
        (
            "hanya_bpjs", "mutasi_terlambat", OrangPadaBuku("7603010101809777", "ORANG BARU"),
            ("mulai", {"nik": "7603010101809777", "nama": "Orang Baru"}),
        ),
        (
            "gaji_berbeda", "gaji_belum_diperbarui", OrangPadaBuku(gaji=3_000_000),
            ("penghasilan", {"penghasilan": "3000000"}),
        ),
        ("keluarga_berbeda", "data_salah_kita", OrangPadaBuku(nama="Putri"), ("", {})),
    ],
)  # fmt: skip
def test_what_each_kind_proposes(
    jenis: str, sebab: str, bpjs: OrangPadaBuku, expected: tuple[str, dict[str, str]]
) -> None:
    made = proposal(jenis, sebab, KITA, bpjs)
    assert made is not None
    assert (made.jenis, made.isian) == expected


@pytest.mark.parametrize("jenis", ["pembulatan", "ganda", "koreksi", "setoran_kurang", "salah_bulan"])
def test_what_no_list_could_say_is_not_proposed(jenis: str) -> None:
    assert proposal(jenis, "data_salah_kita", KITA, OrangPadaBuku()) is None


@kept
def named_otherwise(mamasa: Panggung) -> Selisih:
    """BPJS Kesehatan has another name and birthday for the head of Rantebulahan."""
    rows = mamasa.daftar(keluarga=False)
    rows[0] |= {"nama": "KEPALA DESA YANG BENAR", "lahir": "13/03/1975"}
    return mamasa.bandingkan(rows).selisih.get(jenis="data_berbeda")


@pytest.mark.lambat
def test_a_correction_is_taken_with_one_tap_and_seen_on_the_line(mamasa: Panggung, named_otherwise: Selisih) -> None:
    """MM Pasal 12 ayat (4): seen, accepted, reported, verified, and in force the next month."""
    row, desa = decide_selisih(selisih=named_otherwise, by=mamasa.bpjs, **OURS_WRONG), mamasa.cast.rantebulahan
    sari, lina = mamasa.cast.client("sari"), mamasa.cast.client("lina")
    assert row.usul is not None
    assert (row.usul.bulan, row.usul.jenis) == (date(2026, 11, 1), "data")
    assert "Selisih Oktober 2026 dengan BPJS Kesehatan: data desa keliru (Pasal 12 ayat (4))" in row.usul.asal
    assert "Jawab 1 pembetulan yang diusulkan" in sari.get("/").content.decode()
    for page in ("kepesertaan", "perubahan", "kepesertaan_tetap"):
        assert "Terima usul ini" in sari.get(reverse(page, args=[desa.kode])).content.decode()

    tap = sari.post(reverse("usuldaftar_jawab", args=[desa.kode, row.usul.pk]), {"jawaban": "terima"})
    assert tap["Location"] == reverse("perubahan", args=[desa.kode])
    again = sari.post(reverse("usuldaftar_jawab", args=[desa.kode, row.usul.pk]), {"jawaban": "terima"})
    assert again["Location"] == tap["Location"]
    draf = DrafPerubahan.objects.get(desa=desa)
    assert len(changes_in(draf)) == 1
    assert "nama menjadi Kepala Desa Yang Benar" in sari.get(tap["Location"]).content.decode()
    assert standing(UsulDaftar.objects.get()) == "draf"
    report = hand_in_changes(draf=draf, bulan=mamasa.bulan, by=mamasa.cast.sari)
    assert standing(UsulDaftar.objects.get()) == "disampaikan"
    accept(penyampaian=report, by=mamasa.dpm)
    person = Peserta.objects.get(nik=row.nik)
    assert (person.nama, person.tanggal_lahir) == ("Kepala Desa Yang Benar", date(1975, 3, 13))
    page = lina.get(reverse("selisih", args=["76.03", row.pk])).content.decode()
    assert "Usul kepada desa: Menurut daftar BPJS Kesehatan" in page
    assert "Berlaku" in page


@pytest.mark.lambat
def test_a_village_says_why_not(mamasa: Panggung, named_otherwise: Selisih) -> None:
    row = decide_selisih(selisih=named_otherwise, by=mamasa.bpjs, **OURS_WRONG)
    assert row.usul is not None
    sari, dewi = mamasa.cast.client("sari"), mamasa.cast.client("dewi")
    door = reverse("usuldaftar_jawab", args=["76.03.01.2004", row.usul.pk])
    assert "Alasan belum ditulis" in sari.post(door, {"jawaban": "tolak"}, follow=True).content.decode()
    api = f"/api/v1/usul-daftar/{row.usul.pk}/"
    assert dewi.post(f"{api}tolak/", {"alasan": "x"}, content_type="application/json").status_code == 403
    told = sari.post(f"{api}tolak/", {"alasan": "KTP kami yang benar."}, content_type="application/json").json()
    assert (told["keadaan"], told["alasan"]) == ("ditolak", "KTP kami yang benar.")
    assert "KTP kami yang benar." in dewi.get(reverse("selisih", args=["76.03", row.pk])).content.decode()
    assert not DrafPerubahan.objects.exists()
    assert "sudah dijawab: ditolak" in sari.post(door, {"jawaban": "terima"}, follow=True).content.decode()


@pytest.mark.lambat
def test_a_proposal_goes_with_the_decision(mamasa: Panggung, named_otherwise: Selisih) -> None:
    row = decide_selisih(selisih=named_otherwise, by=mamasa.bpjs, **OURS_WRONG)
    decide_selisih(selisih=row, sebab="data_salah_bpjs", pihak="bpjs", tindak_lanjut="", by=mamasa.dpm)
    usul = UsulDaftar.objects.get()
    assert (row.usul, standing(usul)) == (None, "dicabut")
    sari = mamasa.cast.client("sari")
    gone = sari.post(reverse("usuldaftar_jawab", args=["76.03.01.2004", usul.pk]), {"jawaban": "terima"}, follow=True)
    assert "sudah dicabut" in gone.content.decode()
    decide_selisih(selisih=row, by=mamasa.dpm, **OURS_WRONG)
    assert UsulDaftar.objects.filter(dicabut_pada__isnull=True).count() == 1


@pytest.mark.lambat
def test_money_is_one_line_of_the_next_bill_seen_before_and_after(mamasa: Panggung) -> None:
    """MM Pasal 13 ayat (2): nine people, 132.637 each, of which 1.000.000 was deposited."""
    record_setoran(
        kabupaten=mamasa.kabupaten, desa=None, bulan=mamasa.bulan, penanggung="pemda", tanggal=date(2026, 10, 8),
        jumlah=1_000_000, referensi="P-1", bukti=("struk.pdf", b"%PDF-1.4 struk"), by=mamasa.cast.andi,
    )  # fmt: skip
    work = mamasa.bandingkan(mamasa.daftar())
    row = work.selisih.get(penanggung="pemda")
    left = 9 * 132_637 - 1_000_000
    before = consequence_of(row)
    assert before is not None
    assert (before.ke, before.awal, before.selisih, before.jumlah, before.pasti) == (
        Bulan(2026, 11), 0, left, left, False,
    )  # fmt: skip
    effect = effect_on_next(work, lengkap=True)
    assert (effect.bulan, effect.jumlah, effect.pasal) == (Bulan(2026, 11), left + 9 * 33_159, "13 ayat (2)")
    lina = mamasa.cast.client("lina")
    page = lina.get("/kabupaten/76.03/rekonsiliasi/2026-10/").content.decode()
    assert "Pengaruh pada tagihan November 2026" in page
    told = lina.get(f"/api/v1/rekonsiliasi/{work.pk}/akibat/").json()
    assert told["pindahan"][0] == {"penanggung": "Kepala desa dan perangkat desa", "desa": "", "jumlah": 9 * 33_159}

    close_month(kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, by=mamasa.dpm)
    Rekonsiliasi.objects.update(status="selesai")
    after = consequence_of(row)
    assert after is not None
    assert (after.jumlah, after.pasti) == (SaldoPindahan.objects.get(penanggung="pemda").jumlah, True)
    line = lina.get(reverse("selisih", args=["76.03", row.pk])).content.decode()
    assert "Masuk tagihan November 2026 sebagai satu baris porsi Pemerintah kabupaten" in line
    bill = reverse("setoran_bulan", args=["76.03", "2026-11"])
    assert bill in line
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=Bulan(2026, 11), by=mamasa.dpm)
    opened = lina.get(bill).content.decode()  # and back: the bill, its difference, the line, in three clicks
    assert f'href="{reverse("rekonsiliasi_bulan", args=["76.03", "2026-10"])}#daftar">Selisih asalnya' in opened
    assert reverse("rekonsiliasi_kertas", args=["76.03", "2026-10"]) in opened
    assert reverse("selisih", args=["76.03", row.pk]) in page


@pytest.mark.lambat
def test_a_line_about_people_carries_no_money_of_its_own(mamasa: Panggung, named_otherwise: Selisih) -> None:
    """What BPJS billed too much is BPJS' to mend; what we owed otherwise comes as a correction of our own book."""
    assert consequence_of(named_otherwise) is None
    with pytest.raises(Kesalahan, match="tidak ada dalam daftar desa hari ini"):
        _accept_for_nobody(mamasa)


def _accept_for_nobody(mamasa: Panggung) -> None:
    usul = UsulDaftar.objects.create(
        desa=mamasa.cast.sondonglayu, peserta=mamasa.cast.peserta["76.03.01.2004"][0], jenis="data", nama="Pindah",
        kata="x", asal="x", isian={"nama": "x"}, bulan=date(2026, 11, 1),
    )  # fmt: skip
    accept_proposal(usul=usul, by=mamasa.cast.yusuf)
