"""Each kind of difference as a story, the identity behind them, and what a second comparison keeps."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from desa.models import AuditEvent, MasaJabatan, Peraturan, Peserta
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import record_setoran
from iuran.models import AlokasiSetoran, Setoran
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.rekonsiliasi import reconcile
from rekonsiliasi.actions.selisih import decide_many, decide_selisih
from rekonsiliasi.models import BeritaAcara, Rekonsiliasi, Selisih
from rekonsiliasi.queries.rekonsiliasi import as_json, summary

from .conftest import Panggung
from .daftar import Orang

Semua = Callable[[Rekonsiliasi], list[Selisih]]
IURAN = 165_796  # 132.637 + 33.159 on the UMP of Sulawesi Barat


def kinds(rows: list[Selisih]) -> list[tuple[str, str, int]]:
    return [(row.jenis, row.nama, row.jumlah) for row in rows]


def officials(rows: list[Orang]) -> list[Orang]:
    return [row for row in rows if row["hubungan"] == 1]


@pytest.mark.lambat
def test_the_same_books_differ_in_nothing_but_the_deposits(mamasa: Panggung, orang: Semua) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    assert orang(work) == []
    assert (work.total_kita, work.total_bpjs, work.total_setoran) == (9 * IURAN, 9 * IURAN, 0)
    assert (work.orang_kita, work.orang_bpjs) == (9, 9)
    money = [(row.jenis, row.nama, row.jumlah_setoran) for row in work.selisih.exclude(penanggung="").order_by("nama")]
    assert money == [
        ("setoran_kurang", "Kepala desa dan perangkat desa", 9 * 33_159),
        ("setoran_kurang", "Pemerintah kabupaten", 9 * 132_637),
    ]


@pytest.mark.lambat
def test_a_person_missing_in_their_list(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    gone = rows.pop(0)
    found = orang(mamasa.bandingkan(rows))
    assert [(row.jenis, row.nik, row.kita, row.bpjs) for row in found] == [("hanya_kita", gone["nik"], IURAN, 0)]


@pytest.mark.lambat
def test_a_stranger_in_their_list(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows.append(rows[0] | {"nik": "7603010101809777", "kartu": "0009000000777", "nama": "ORANG LAIN"})
    found = orang(mamasa.bandingkan(rows))
    assert kinds(found) == [("hanya_bpjs", "ORANG LAIN", -IURAN)]


@pytest.mark.lambat
def test_a_stranger_without_a_claim_is_no_difference(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows.append(
        rows[0]
        | {"nik": "7603010101809777", "kartu": "", "nama": "LAMA", "status": "NONAKTIF", "pemda": 0, "peserta": 0}
    )
    assert orang(mamasa.bandingkan(rows)) == []


@pytest.mark.lambat
def test_somebody_who_left_office_and_is_still_billed(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    desa = mamasa.cast.panetean
    left = Peserta.objects.create(
        nik="7603010101809778", nama="Mantan Kaur", jenis_kelamin="L", tanggal_lahir=date(1980, 1, 1)
    )
    MasaJabatan.objects.create(
        peserta=left, desa=desa, jabatan="kepala_dusun", mulai=date(2019, 1, 1), berakhir=date(2026, 8, 31),
        alasan_berakhir="meninggal",
    )  # fmt: skip
    rows.append(rows[0] | {"nik": left.nik, "kartu": "", "nama": "MANTAN KAUR"})
    [found] = orang(mamasa.bandingkan(rows))
    assert (found.jenis, found.peserta, found.jumlah) == ("hanya_bpjs", left, -IURAN)
    assert found.rincian == [
        {"kolom": "Status", "kita": "Meninggal dunia, hari terakhir 31 Agustus 2026", "bpjs": "Aktif"}
    ]


@pytest.mark.lambat
def test_the_same_person_twice(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows.append(rows[0] | {"kode_desa": mamasa.cast.panetean.kode, "nama_desa": "Panetean"})
    [found] = orang(mamasa.bandingkan(rows))
    assert (found.jenis, found.jumlah, found.desa) == ("ganda", -IURAN, mamasa.cast.panetean)


@pytest.mark.lambat
def test_inactive_there_and_in_office_here(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0] |= {"status": "NONAKTIF", "pemda": 0, "peserta": 0}
    [found] = orang(mamasa.bandingkan(rows))
    assert (found.jenis, found.jumlah) == ("status_berbeda", IURAN)
    assert found.rincian[0] == {"kolom": "Status", "kita": "Aktif", "bpjs": "Nonaktif"}


@pytest.mark.lambat
def test_not_billed_here_and_active_there(kayong_utara: Panggung, orang: Semua) -> None:
    """A civil servant on the roster (KU Pasal 2 ayat (2)); the exclusion stood when the month was assessed."""
    rows = kayong_utara.daftar(keluarga=False)
    rule = Peraturan.objects.get(kode="kayong-utara-39-2018")
    rule.isi |= {"kepesertaan": {"kecuali": [{"alasan": "pns", "pasal": "2 ayat (2) huruf a"}], "pasal": "2"}}
    rule.save()
    person = Peserta.objects.create(
        nik="6111010101809779", nama="Pegawai", jenis_kelamin="L", tanggal_lahir=date(1980, 1, 1), pns=True
    )
    MasaJabatan.objects.create(
        peserta=person, desa=kayong_utara.cast.sutera, jabatan="kepala_dusun", mulai=date(2021, 1, 4)
    )
    rows.append(rows[0] | {"nik": person.nik, "kartu": "", "nama": "PEGAWAI"})
    [found] = orang(kayong_utara.bandingkan(rows))
    assert (found.jenis, found.peserta, found.kita) == ("status_berbeda", person, 0)
    assert "pegawai negeri sipil" in found.rincian[0]["kita"]


@pytest.mark.lambat
def test_another_wage(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0] |= {"gaji": 3_000_000, "pemda": 120_000, "peserta": 30_000}
    [found] = orang(mamasa.bandingkan(rows))
    assert (found.jenis, found.kita, found.bpjs) == ("gaji_berbeda", IURAN, 150_000)
    assert [detail["kolom"] for detail in found.rincian] == ["Gaji", "Iuran pemberi kerja", "Iuran peserta"]


@pytest.mark.lambat
def test_the_wage_itself_instead_of_the_base_is_no_difference(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0]["gaji"] = 2_426_640
    assert orang(mamasa.bandingkan(rows)) == []


@pytest.mark.lambat
def test_a_rupiah_of_rounding(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0]["pemda"] += 1
    assert kinds(orang(mamasa.bandingkan(rows))) == [("pembulatan", "Kepala Desa Rantebulahan", -1)]


@pytest.mark.lambat
def test_other_data_of_a_person_found_by_card(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0] |= {"nik": "7603011203759777", "lahir": "13/03/1975", "nama": "KEPALA DESSA", "pemda": 0}
    wage, data = sorted(orang(mamasa.bandingkan(rows)), key=lambda row: row.jenis, reverse=True)
    assert (wage.jenis, wage.jumlah) == ("gaji_berbeda", 132_637)
    assert (data.jenis, data.kita, data.bpjs, data.jumlah) == ("data_berbeda", 0, 0, 0)
    assert [detail["kolom"] for detail in data.rincian] == ["NIK", "Nama", "Tanggal lahir"]
    assert data.rincian[0]["bpjs"] == "760301******9777"


@pytest.mark.lambat
def test_titles_and_case_are_no_difference(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar(keluarga=False)
    rows[0]["nama"] = "H. kepala desa Rantebulahan, S.Pd"
    assert orang(mamasa.bandingkan(rows)) == []


@pytest.mark.lambat
def test_family_too_many_and_too_few(mamasa: Panggung, orang: Semua) -> None:
    rows = mamasa.daftar()
    missing = next(row for row in rows if row["hubungan"] == 3)
    rows.remove(missing)
    rows.append(missing | {"nik": "7603014905789777", "nama": "ANAK BARU", "hubungan": 4})
    found = orang(mamasa.bandingkan(rows))
    assert sorted(kinds(found)) == [
        ("keluarga_berbeda", "ANAK BARU", 0),
        ("keluarga_berbeda", "Istri Rantebulahan", 0),
    ]


@pytest.mark.lambat
def test_deposits_of_each_payer(kayong_utara: Panggung) -> None:
    """Village by village, where the village deposits (KU Pasal 7)."""
    stage = kayong_utara
    for penanggung, jumlah in (("desa", 200_198), ("peserta", 200_000)):
        record_setoran(
            kabupaten=stage.kabupaten, desa=stage.cast.sutera, bulan=stage.bulan, penanggung=penanggung,
            tanggal=date(2026, 10, 8), jumlah=jumlah, referensi=f"SUT-{penanggung}",
            bukti=("struk.pdf", b"%PDF-1.4 struk"), by=stage.cast.rina, konfirmasi=True,
        )  # fmt: skip
    work = stage.bandingkan(stage.daftar())
    mine = work.selisih.filter(desa=stage.cast.sutera).order_by("penanggung")
    assert [(row.jenis, row.penanggung, row.jumlah_setoran) for row in mine] == [
        ("setoran_lebih", "peserta", 133_465 - 200_000)
    ]
    assert sum(row.jumlah_setoran for row in work.selisih.all()) == work.total_kita - work.total_setoran


@pytest.mark.lambat
def test_the_lines_add_up_and_the_rest_is_zero(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    rows[0] |= {"status": "NONAKTIF", "pemda": 0, "peserta": 0}
    rows.append(officials(rows)[2] | {"kartu": "", "pemda": 99_999})
    rows.append(officials(rows)[3] | {"nik": "7603010101809777", "kartu": "", "nama": "LAIN"})
    officials(rows)[5]["gaji"] = 9_000_000
    answer = as_json(mamasa.bandingkan(rows))
    assert answer["bulan"] == ["2026-10"]
    assert sum(one["jumlah"] for one in answer["selisih"]) == answer["total_kita"] - answer["total_bpjs"]
    assert sum(one["jumlah_setoran"] for one in answer["selisih"]) == answer["total_kita"] - answer["total_setoran"]
    assert answer["sisa"] == 0
    assert not any(row["nik"] in str(answer) for row in rows)


@pytest.mark.lambat
def test_a_new_list_never_destroys_what_was_decided(mamasa: Panggung) -> None:
    """Each line lives on by its own number: as before, with other figures, gone, and back again."""
    rows = mamasa.daftar(keluarga=False)
    for row in rows[:3]:
        row |= {"gaji": 3_000_000, "pemda": 120_000, "peserta": 30_000}
    work = mamasa.bandingkan(rows)
    lines = {row.nik: row.pk for row in work.selisih.filter(jenis="gaji_berbeda")}
    answer = {"sebab": "gaji_belum_diperbarui", "pihak": "bpjs", "tindak_lanjut": "Diperbarui bulan depan."}
    decided = decide_many(
        rekonsiliasi=work, nomor=list(lines.values()), sebab=answer["sebab"], pihak=answer["pihak"],
        tindak_lanjut=answer["tindak_lanjut"], by=mamasa.dpm,
    )  # fmt: skip
    assert decided == 3
    right = mamasa.daftar(keluarga=False)
    changed = [rows[0], rows[1] | {"pemda": 121_000}, right[2], rows[3] | {"nama": "Orang Lain Sama Sekali"}, *rows[4:]]
    again = mamasa.bandingkan(changed)
    assert again.pk == work.pk
    assert again.perubahan == {"baru": 1, "tetap": 3, "berubah": 1, "hilang": 1}  # two of the kept are deposits
    told = {row.nik: (row.pk, row.perbandingan, row.sebab, row.diputus_oleh) for row in Selisih.semua.exclude(nik="")}
    first, second, third, fourth = (row["nik"] for row in rows[:4])
    assert told[first] == (lines[first], "tetap", "gaji_belum_diperbarui", mamasa.dpm)
    assert told[second] == (lines[second], "berubah", "", None)
    assert told[third] == (lines[third], "hilang", "gaji_belum_diperbarui", mamasa.dpm)
    assert told[fourth][1] == "baru"
    assert Selisih.objects.get(pk=lines[second]).jawaban_lama == answer
    assert not again.selisih.filter(pk=lines[third]).exists()
    assert summary(again).sisa == 0
    back = mamasa.bandingkan(rows)
    assert back.selisih.get(pk=lines[third]).sebab == "gaji_belum_diperbarui"
    assert (back.selisih.get(pk=lines[third]).perbandingan, back.perubahan["hilang"]) == ("tetap", 1)


@pytest.mark.lambat
def test_a_decision_is_audited_and_checked(mamasa: Panggung) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    row = work.selisih.first()
    assert row is not None
    with pytest.raises(Kesalahan, match="Sebab lain perlu dijelaskan"):
        decide_selisih(selisih=row, sebab="lain", pihak="dpm", tindak_lanjut=" ", by=mamasa.dpm)
    with pytest.raises(Kesalahan, match="Pihak yang menindaklanjuti"):
        decide_selisih(selisih=row, sebab="lain", pihak="camat", tindak_lanjut="x", by=mamasa.dpm)
    told = decide_selisih(selisih=row, sebab="anggaran_terlambat", pihak="dpm", tindak_lanjut="", by=mamasa.dpm)
    assert (told.sebab, told.pihak, told.diputus_oleh) == ("anggaran_terlambat", "dpm", mamasa.dpm)
    event = AuditEvent.objects.get(aksi="selisih.putuskan")
    assert (event.objek_id, event.oleh, event.rincian["baru"]["sebab"]) == (row.pk, mamasa.dpm, "anggaran_terlambat")


@pytest.mark.lambat
def test_months_that_cannot_be_compared(mamasa: Panggung) -> None:
    with pytest.raises(Kesalahan, match="Daftar dan tagihan BPJS untuk Oktober 2026 belum diunggah"):
        mamasa.bandingkan()
    with pytest.raises(Kesalahan, match="November 2026 untuk Kabupaten Mamasa belum ditetapkan"):
        reconcile(kabupaten=mamasa.kabupaten, mulai=Bulan(2026, 10), sampai=Bulan(2026, 11), by=None)
    with pytest.raises(Kesalahan, match="lebih awal"):
        reconcile(kabupaten=mamasa.kabupaten, mulai=Bulan(2026, 10), sampai=Bulan(2026, 9), by=None)
    mamasa.kirim(mamasa.daftar())
    close_month(kabupaten=mamasa.kabupaten, bulan=mamasa.bulan, by=mamasa.dpm)
    with pytest.raises(Kesalahan, match="sudah ditutup"):
        mamasa.bandingkan()
    with pytest.raises(Kesalahan, match="sudah ditutup"):
        mamasa.kirim(mamasa.daftar(keluarga=False))


@pytest.mark.lambat
def test_figures_stand_still_while_bpjs_reads_the_paper(mamasa: Panggung) -> None:
    work = mamasa.bandingkan(mamasa.daftar())
    BeritaAcara.objects.create(
        rekonsiliasi=work, status="disetujui_dpm", tanggal=date(2026, 10, 20), tempat="Mamasa", isi={}, sidik="0" * 64
    )
    with pytest.raises(Kesalahan, match="menunggu persetujuan BPJS"):
        mamasa.bandingkan()
    row = work.selisih.first()
    assert row is not None
    with pytest.raises(Kesalahan, match="menunggu persetujuan BPJS"):
        decide_selisih(selisih=row, sebab="lain", pihak="dpm", tindak_lanjut="x", by=mamasa.dpm)


@pytest.mark.lambat
def test_a_range_takes_in_the_open_comparison_of_its_months(mamasa: Panggung) -> None:
    """MM Pasal 12 ayat (1): by month, or by an agreed stage."""
    september = Bulan(2026, 9)
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=september, by=mamasa.dpm)
    rows = mamasa.daftar(keluarga=False)
    rows[0]["pemda"] += 1
    october = mamasa.bandingkan(rows)
    decide_selisih(
        selisih=october.selisih.get(jenis="pembulatan"), sebab="pembulatan", pihak="bpjs", tindak_lanjut="", by=None
    )
    stage = Panggung(mamasa.cast, mamasa.kabupaten, mamasa.dpm, mamasa.bpjs, september)
    stage.kirim(stage.daftar(keluarga=False))
    both = reconcile(kabupaten=mamasa.kabupaten, mulai=september, sampai=mamasa.bulan, by=mamasa.dpm)
    assert list(Rekonsiliasi.objects.all()) == [both]
    assert (both.total_kita, both.total_bpjs, both.tagihan.count()) == (18 * IURAN, 18 * IURAN + 1, 2)
    assert both.selisih.get(jenis="pembulatan").sebab == "pembulatan"
    assert summary(both).sisa == 0


@pytest.mark.lambat
def test_a_deposit_booked_for_the_wrong_month(mamasa: Panggung) -> None:
    """September was paid twice, October not at all: nothing is missing but the right month."""
    september = Bulan(2026, 9)
    assess_iuran(kabupaten=mamasa.kabupaten, bulan=september, by=mamasa.dpm)
    for referensi in ("BENAR", "SALAH"):
        transfer = Setoran.objects.create(
            kabupaten=mamasa.kabupaten, penanggung="pemda", tanggal=date(2026, 10, 8), jumlah=9 * 132_637,
            referensi=referensi,
        )  # fmt: skip
        AlokasiSetoran.objects.create(setoran=transfer, bulan=september.first_day, jumlah=9 * 132_637)
    work = mamasa.bandingkan(mamasa.daftar())
    found = work.selisih.get(penanggung="pemda")
    assert (found.jenis, found.jumlah_setoran, found.jumlah) == ("salah_bulan", 9 * 132_637, 0)
    assert found.rincian[1] == {
        "kolom": "Setoran", "kita": "Untuk Oktober 2026", "bpjs": "Dicatat untuk September 2026",
    }  # fmt: skip


@pytest.mark.parametrize("people", [9, 90])
@pytest.mark.lambat
def test_the_number_of_queries_does_not_grow_with_the_people(
    mamasa: Panggung, people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = mamasa.daftar()
    rows += [
        rows[0] | {"nik": f"76030101018{number:05d}", "kartu": "", "nama": f"LAIN {number}"}
        for number in range(99_000, 99_000 + people - 9)
    ]
    mamasa.kirim(rows)
    with django_assert_max_num_queries(60):
        mamasa.bandingkan()
