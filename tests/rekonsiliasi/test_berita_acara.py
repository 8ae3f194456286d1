"""Stories of the Berita Acara: drafted by Dewi (DPM-Pemdes), agreed and issued by Lina (BPJS Kesehatan)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from desa.models import AuditEvent, Peraturan
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Penetapan, Setoran
from iuran.queries.penetapan import blockers
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.berita_acara import agree_bpjs, agree_dinas, draft, return_to_dinas
from rekonsiliasi.enums import StatusBeritaAcara, StatusRekonsiliasi
from rekonsiliasi.models import BeritaAcara, Penandatangan, Rekonsiliasi, Selisih
from rekonsiliasi.parameters.berita_acara import (
    CATATAN_PERIODE,
    KEPALA_BPJS,
    KEPALA_DINAS,
    PENUTUP,
    closing,
    payers_named,
    starting_words,
)
from rekonsiliasi.pdf import issue, paper_bytes
from rekonsiliasi.queries.berita_acara import (
    paper_of,
    reconciliations_without_paper,
    sealed,
    sidik_of,
)
from rekonsiliasi.queries.naskah import words_of
from rekonsiliasi.queries.nomor import propose_number
from rekonsiliasi.rules.naskah import wording_faults
from tests.cast import Cast
from tests.house import ROOT, one_line

from .kertas import IURAN, NOMOR, NOMOR_BPJS, TOTAL_BPJS, TOTAL_KITA, compared, drafted, issued, sent


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


@pytest.mark.lambat
def test_the_draft_freezes_every_figure(cast: Cast) -> None:
    paper = drafted(cast)
    found = paper.isi["angka"]
    assert [row["jumlah"] for row in found["total"]] == [TOTAL_KITA, TOTAL_BPJS, 15_796, 1_491_164, 1_000]
    assert [(row["nama"], row["orang_kita"], row["orang_bpjs"], row["selisih"]) for row in found["tempat"]] == [
        ("Mambi", 6, 7, -IURAN), ("Aralle", 3, 2, IURAN + 15_796),
    ]  # fmt: skip
    assert found["iuran"][0]["porsi"] == [
        {"penanggung": "Pemerintah kabupaten", "persen": "4", "seharusnya": 1_193_733, "koreksi": 0,
         "dibayar": 1_193_733, "selisih": 0},
        {"penanggung": "Kepala desa dan perangkat desa", "persen": "1", "seharusnya": 298_431, "koreksi": 0,
         "dibayar": 297_431, "selisih": 1_000},
    ]  # fmt: skip
    assert [(row["uraian"], row["dinas"], row["bpjs"]) for row in found["kepesertaan"]] == [
        ("Desa", 3, 3),
        ("Kepala desa", 3, None),
        ("Perangkat desa", 6, None),
        ("Kepala desa dan perangkat desa", 9, 9),
        ("Anggota keluarga", 9, 0),
        ("Mutasi tambah", None, None),
        ("Mutasi kurang", None, None),
        ("Tidak padan, hanya ada pada satu daftar", 1, 1),
        ("Padan, tetapi datanya berbeda", 1, 1),
    ]
    assert {key: found["selisih"][key] for key in ("jumlah", "sisa", "jumlah_setoran", "sisa_setoran")} == {
        "jumlah": 15_796, "sisa": 0, "jumlah_setoran": 1_000, "sisa_setoran": 0,
    }  # fmt: skip
    assert paper.sidik == sidik_of(paper.isi) == paper.isi["sidik"]


@pytest.mark.lambat
def test_opening_and_due_less_paid_is_closing(cast: Cast) -> None:
    assert drafted(cast).isi["angka"]["saldo"] == [
        {"penanggung": "Pemerintah kabupaten", "awal": 0, "iuran": 1_193_733, "koreksi": 0,
         "disetor": 1_193_733, "akhir": 0, "belum": 0},
        {"penanggung": "Kepala desa dan perangkat desa", "awal": 0, "iuran": 298_431, "koreksi": 0,
         "disetor": 297_431, "akhir": 1_000, "belum": 0},
    ]  # fmt: skip


@pytest.mark.lambat
def test_money_for_no_month_yet_stands_beside_its_payer_and_closes_nothing(cast: Cast) -> None:
    """It was deposited, but no month's paid holds it; a payer who owes nothing has a row of its own."""
    work = compared(cast)
    for payer, amount in (("peserta", 5_000), ("peserta", 2_000), ("desa", 300)):
        Setoran.objects.create(
            kabupaten=cast.mamasa, penanggung=payer, tanggal=date(2026, 10, 12), jumlah=amount, referensi=f"B-{amount}"
        )
    saldo = {row["penanggung"]: row for row in drafted(cast, work).isi["angka"]["saldo"]}
    assert {name: (row["disetor"], row["akhir"], row["belum"]) for name, row in saldo.items()} == {
        "Pemerintah kabupaten": (1_193_733, 0, 0), "Pemerintah desa": (0, 0, 300),
        "Kepala desa dan perangkat desa": (297_431, 1_000, 7_000),
    }  # fmt: skip
    for row in saldo.values():
        assert row["awal"] + row["iuran"] + row["koreksi"] - row["disetor"] == row["akhir"]


@pytest.mark.lambat
def test_a_paper_that_was_agreed_before_this_stood_on_it_is_still_issued(cast: Cast) -> None:
    paper = drafted(cast)
    old = paper.isi | {"versi": 2}
    for row in old["angka"]["saldo"]:
        del row["belum"]
    old = sealed(old)
    BeritaAcara.objects.filter(pk=paper.pk).update(isi=old, sidik=old["sidik"])
    paper.refresh_from_db()
    agree_dinas(berita_acara=paper, by=cast.budi)
    paper.refresh_from_db()
    kept = issue(berita_acara=paper, nomor_bpjs=NOMOR_BPJS, by=cast.lina)
    assert (kept.status, kept.isi["versi"], "belum" in kept.isi["angka"]["saldo"][0]) == ("terbit", 2, False)


@pytest.mark.lambat
def test_the_words_carry_the_date_and_the_next_bill(cast: Cast) -> None:
    words = drafted(cast).isi["naskah"]
    assert words["pembuka"].startswith(
        "Pada hari ini, Senin tanggal dua belas bulan Oktober tahun dua ribu dua puluh enam (12-10-2026)"
    )
    assert words["penutup"][0] == PENUTUP[0].replace("bulan ....", "bulan November").replace("tahun ....", "tahun 2026")
    assert words["kepala_kiri"] == ["Kepala BPJS Kesehatan", "Kantor Cabang Polewali"]
    assert words["kepala_kanan"] == ["Kepala DPM-PEMDES", "Kab. Mamasa"]


@pytest.mark.lambat
def test_a_regency_may_bring_its_own_closing_text_and_its_articles(cast: Cast) -> None:
    rule = Peraturan.objects.get(kode="mamasa-10-2021")
    rule.isi.pop("rekonsiliasi")
    rule.save()
    assert drafted(cast).isi["naskah"]["dasar"] == "Peraturan Bupati Mamasa Nomor 10 Tahun 2021"
    rule.isi = rule.isi | {"rekonsiliasi": {"pasal": "14", "penutup": ["Lunas bulan .... tahun ....."]}}
    rule.save()
    words = drafted(cast, BeritaAcara.objects.get().rekonsiliasi).isi["naskah"]
    assert (words["dasar"], words["penutup"]) == (
        "Pasal 14 Peraturan Bupati Mamasa Nomor 10 Tahun 2021", ["Lunas bulan November tahun 2026."],
    )  # fmt: skip


def test_no_paper_promises_what_the_regency_s_law_lays_on_others() -> None:
    """KU Pasal 4 ayat (2): 3 % the village's budget, 2 % the official; the regency's government bears nothing."""
    payers = payers_named(["desa", "peserta"])
    text = closing(PENUTUP, kabupaten="Kabupaten Kayong Utara", pembayar=payers, bulan="Januari", tahun=2027)[0]
    assert text.endswith(
        "tagihan bulan Januari tahun 2027 yang akan dibayar secara penuh oleh Pemerintah Desa serta Kepala Desa dan "
        "Perangkat Desa se-Kabupaten Kayong Utara sesuai ketentuan yang berlaku."
    )
    begun = starting_words((), payers)["penutup"]
    assert "Perangkat Desa se-{kabupaten} sesuai" in begun
    assert "Mamasa" not in text + begun
    assert wording_faults(starting_words((), payers), nama="Kayong Utara", mengikat=()) == []


def test_a_third_regency_whose_government_bears_a_share_reads_its_own_name() -> None:
    text = closing(PENUTUP, kabupaten="Kabupaten Lain", pembayar=payers_named(["pemda", "peserta"]), bulan="Mei",
                   tahun=2027)[0]  # fmt: skip
    assert text.endswith("dibayar secara penuh oleh Pemerintah Kabupaten Lain sesuai ketentuan yang berlaku.")


@pytest.mark.lambat
def test_kayong_utara_s_paper_names_its_own_payers_and_where_the_words_come_from(cast: Cast) -> None:
    month = date(2026, 10, 1)
    work = Rekonsiliasi(kabupaten=cast.kayong_utara, bulan_mulai=month, bulan_sampai=month)
    words = words_of(work, date(2026, 11, 12), "Sukadana")
    assert "oleh Pemerintah Desa serta Kepala Desa dan Perangkat Desa se-Kabupaten Kayong Utara" in words["penutup"][0]
    assert words["catatan_rekonstruksi"].endswith("dengan penanggung iuran menurut peraturan kabupaten ini.")


def test_the_fixed_words_are_the_regulation_s_to_the_letter() -> None:
    stored = next((ROOT / "fixtures" / "peraturan").rglob("mamasa*10*2021*.txt"))
    text = one_line(stored.read_text(encoding="utf-8")).replace("\\*", "*")
    quotes = (*PENUTUP, CATATAN_PERIODE, " ".join(KEPALA_BPJS), " ".join(KEPALA_DINAS))
    assert [quote for quote in quotes if quote not in text] == []


@pytest.mark.lambat
def test_no_paper_while_a_difference_has_no_cause(cast: Cast) -> None:
    rekonsiliasi = compared(cast, decided=False)
    with pytest.raises(Kesalahan) as refused:
        drafted(cast, rekonsiliasi)
    assert refused.value.pesan == "4 selisih belum punya sebab dan pihak yang menindaklanjuti."
    assert not BeritaAcara.objects.exists()


@pytest.mark.lambat
def test_no_paper_while_a_rupiah_is_unexplained(cast: Cast) -> None:
    rekonsiliasi = compared(cast)
    Selisih.objects.filter(jenis="gaji_berbeda").delete()
    with pytest.raises(Kesalahan, match="15796 rupiah tanpa penjelasan"):
        drafted(cast, rekonsiliasi)


@pytest.mark.lambat
def test_the_fingerprint_moves_with_any_figure(cast: Cast) -> None:
    first = drafted(cast)
    Selisih.objects.filter(jenis="hanya_kita").update(tindak_lanjut="Didaftarkan bulan depan")
    assert drafted(cast, first.rekonsiliasi).sidik != first.sidik


@pytest.mark.lambat
def test_what_moved_since_the_draft_must_be_drafted_again(cast: Cast) -> None:
    paper = drafted(cast)
    late = Setoran.objects.create(
        kabupaten=cast.mamasa, penanggung="peserta", tanggal=date(2026, 10, 12), jumlah=1000, referensi="SP2D-2"
    )
    AlokasiSetoran.objects.create(setoran=late, bulan=cast.bulan.first_day, jumlah=1000)
    with pytest.raises(Kesalahan, match="berubah sejak konsepnya disusun"):
        agree_dinas(berita_acara=paper, by=cast.budi)


@pytest.mark.lambat
def test_the_way_to_an_issued_paper(cast: Cast) -> None:
    paper = issued(cast)
    paper.refresh_from_db()
    assert (paper.status, paper.nomor_bpjs) == (StatusBeritaAcara.TERBIT, NOMOR_BPJS)
    assert [(row.pihak, row.nama, row.sidik) for row in paper.persetujuan.all()] == [
        ("dinas", "Budi", paper.sidik), ("bpjs", "Lina", paper.sidik),
    ]  # fmt: skip
    assert Penetapan.objects.get(kabupaten=cast.mamasa).status == StatusPenetapan.DITUTUP
    assert isinstance(blockers(cast.mamasa, Bulan(2021, 5))[0], TidakAdaPeraturan)  # told before what was closed later
    paper.rekonsiliasi.refresh_from_db()
    assert paper.rekonsiliasi.status == StatusRekonsiliasi.SELESAI
    assert [event.aksi for event in AuditEvent.objects.filter(objek="beritaacara").order_by("id")] == [
        "berita_acara.susun", "berita_acara.setujui_dinas", "berita_acara.terbit",
    ]  # fmt: skip
    assert paper_bytes(paper)[:5] == b"%PDF-"


@pytest.mark.lambat
def test_an_issued_paper_does_not_change_any_more(cast: Cast) -> None:
    paper = issued(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        BeritaAcara.objects.filter(pk=paper.pk).update(nomor_dinas="lain")
    with pytest.raises(Kesalahan, match="sudah disetujui kedua pihak"):
        drafted(cast, paper.rekonsiliasi)


@pytest.mark.lambat
def test_bytes_that_were_swapped_on_disk_are_not_given_out(cast: Cast) -> None:
    paper = issued(cast)
    with open(default_storage.path(str(paper.pdf.name)), "ab") as stored:
        stored.write(b"x")
    with pytest.raises(Kesalahan, match="tidak lagi sama"):
        paper_bytes(paper)


@pytest.mark.lambat
def test_bpjs_sends_it_back_and_the_same_content_may_be_agreed_again(cast: Cast) -> None:
    paper = sent(cast)
    return_to_dinas(berita_acara=paper, alasan="Nama penanda tangan  salah", by=cast.lina)
    paper.refresh_from_db()
    assert (paper.status, paper.alasan) == (StatusBeritaAcara.DIKEMBALIKAN, "Nama penanda tangan salah")
    again = drafted(cast, paper.rekonsiliasi)
    agree_dinas(berita_acara=again, by=cast.budi)
    assert issue(berita_acara=_fresh(again), nomor_bpjs=NOMOR_BPJS, by=cast.lina).status == StatusBeritaAcara.TERBIT


def _fresh(paper: BeritaAcara) -> BeritaAcara:
    return BeritaAcara.objects.get(pk=paper.pk)


@pytest.mark.lambat
def test_a_return_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        return_to_dinas(berita_acara=sent(cast), alasan="  ", by=cast.lina)


@pytest.mark.lambat
def test_only_bpjs_issues(cast: Cast) -> None:
    paper = sent(cast)
    for other in (cast.dewi, cast.ines, cast.gusti):
        with pytest.raises(Kesalahan, match="Hanya BPJS Kesehatan kabupaten ini"):
            issue(berita_acara=paper, nomor_bpjs=NOMOR_BPJS, by=other)
    assert _fresh(paper).status == StatusBeritaAcara.DISETUJUI_DPM


@pytest.mark.lambat
def test_a_draft_cannot_be_issued_nor_a_sent_one_drafted(cast: Cast) -> None:
    paper = drafted(cast)
    with pytest.raises(Kesalahan, match="masih konsep"):
        issue(berita_acara=paper, nomor_bpjs=NOMOR_BPJS, by=cast.lina)
    agree_dinas(berita_acara=paper, by=cast.budi)
    with pytest.raises(Kesalahan, match="menunggu persetujuannya"):
        drafted(cast, paper.rekonsiliasi)


@pytest.mark.lambat
def test_bytes_of_another_content_are_refused(cast: Cast) -> None:
    paper = sent(cast)
    wrong = paper.isi | {"tempat": "Polewali", "penerbitan": paper.isi["penerbitan"] | {"nomor_bpjs": NOMOR_BPJS}}
    with pytest.raises(Kesalahan, match="bukan lagi yang disetujui"):
        agree_bpjs(berita_acara=paper, isi=wrong, pdf=b"%PDF-", by=cast.lina)


@pytest.mark.lambat
def test_numbers_are_given_once_and_proposed_in_their_pattern(cast: Cast) -> None:
    assert propose_number(cast.mamasa, date(2026, 10, 12)) == "001/BA-JKN/DPM-PEMDES/X/2026"
    first = issued(cast)
    assert propose_number(cast.mamasa, date(2026, 11, 3)) == "018/BA-JKN/DPM-PEMDES/XI/2026"
    assert propose_number(cast.mamasa, date(2027, 1, 3)) == "001/BA-JKN/DPM-PEMDES/I/2027"
    assert propose_number(cast.kayong_utara, date(2026, 11, 3)) == "001/BA-JKN/DPM-PEMDES/XI/2026"
    other = first.rekonsiliasi
    other.pk, other.bulan_mulai, other.bulan_sampai = None, date(2026, 11, 1), date(2026, 11, 1)
    other._state.adding = True
    other.total_kita = other.total_bpjs = other.total_setoran = other.orang_kita = other.orang_bpjs = 0
    other.save()
    with pytest.raises(Kesalahan, match="sudah dipakai Berita Acara lain"):
        draft(rekonsiliasi=other, nomor_dinas=NOMOR.lower(), tanggal=date(2026, 11, 9), tempat="Mamasa", by=cast.dewi)


@pytest.mark.lambat
def test_a_date_with_a_slip_of_the_year_is_refused(cast: Cast) -> None:
    rekonsiliasi = compared(cast)
    with pytest.raises(Kesalahan, match="lebih dari 12 bulan sesudah"):
        draft(rekonsiliasi=rekonsiliasi, nomor_dinas=NOMOR, tanggal=date(2027, 11, 1), tempat="Mamasa", by=cast.dewi)


@pytest.mark.lambat
def test_a_date_before_the_month_is_refused(cast: Cast) -> None:
    rekonsiliasi = compared(cast)
    with pytest.raises(Kesalahan, match="lebih awal dari bulan"):
        draft(rekonsiliasi=rekonsiliasi, nomor_dinas=NOMOR, tanggal=date(2026, 9, 30), tempat="Mamasa", by=cast.dewi)


@pytest.mark.lambat
def test_who_drafted_and_who_signs_do_not_agree(cast: Cast) -> None:
    paper = drafted(cast)
    with pytest.raises(Kesalahan, match="Anda yang menyusun konsep"):
        agree_dinas(berita_acara=paper, by=cast.dewi)
    signer = Penandatangan.objects.filter(kabupaten=cast.mamasa, pihak="dinas")
    for mine in ({"user": cast.budi}, {"user": None, "nip": cast.budi.nip.replace(" ", "")}):
        signer.update(**mine)
        with pytest.raises(Kesalahan, match="Anda tercatat sebagai penanda tangan DPM-Pemdes"):
            agree_dinas(berita_acara=paper, by=cast.budi)
    signer.update(user=cast.dewi)
    with pytest.raises(Kesalahan, match=r"Dewi menyusun konsep .* dan juga tercatat sebagai penanda tangannya"):
        agree_dinas(berita_acara=paper, by=cast.budi)


@pytest.mark.lambat
def test_whoever_signs_for_bpjs_does_not_agree_for_it_nor_sign_for_the_dinas(cast: Cast) -> None:
    paper = sent(cast)
    signer = Penandatangan.objects.filter(kabupaten=cast.mamasa, pihak="bpjs")
    signer.update(user=cast.lina)
    with pytest.raises(Kesalahan, match="Anda tercatat sebagai penanda tangan BPJS Kesehatan"):
        issue(berita_acara=paper, nomor_bpjs=NOMOR_BPJS, by=cast.lina)
    Penandatangan.objects.filter(kabupaten=cast.mamasa).update(user=cast.ines)
    with pytest.raises(Kesalahan, match="penanda tangan kedua pihak"):
        issue(berita_acara=paper, nomor_bpjs=NOMOR_BPJS, by=cast.lina)


@pytest.mark.lambat
def test_no_paper_leaves_the_dinas_without_its_signatory(cast: Cast) -> None:
    Penandatangan.objects.filter(pihak="dinas").update(sampai=date(2026, 10, 11))
    paper = drafted(cast)
    assert paper.isi["pihak_kesatu"]["nama"] == "...."
    with pytest.raises(Kesalahan, match="Penanda tangan DPM-Pemdes Kabupaten Mamasa pada 12 Oktober 2026 belum"):
        agree_dinas(berita_acara=paper, by=cast.budi)


@pytest.mark.lambat
def test_a_paper_both_agreed_to_only_goes_forward(cast: Cast) -> None:
    paper = BeritaAcara.objects.filter(pk=issued(cast).pk)
    for state in ("ditandatangani", "terbit", "ditandatangani", "final", "diganti"):
        paper.update(status=state)
    for state in ("konsep", "terbit", "final"):
        with pytest.raises(DatabaseError), transaction.atomic():
            paper.update(status=state)


@pytest.mark.lambat
def test_a_replaced_paper_makes_room_for_the_one_that_names_it(cast: Cast) -> None:
    old = issued(cast)
    BeritaAcara.objects.filter(pk=old.pk).update(status=StatusBeritaAcara.DIGANTI)
    assert paper_of(old.rekonsiliasi) is None
    assert list(reconciliations_without_paper(cast.mamasa)) == [old.rekonsiliasi]
    Penetapan.objects.update(status=StatusPenetapan.SELESAI)  # as reopening leaves the month
    new = draft(
        rekonsiliasi=old.rekonsiliasi, nomor_dinas="018/BA", tanggal=date(2026, 10, 12), tempat="Mamasa", by=cast.dewi
    )
    assert (new.menggantikan, paper_of(old.rekonsiliasi), new.pk != old.pk) == (old, new, True)
    assert paper_bytes(_fresh(old))[:5] == b"%PDF-"
