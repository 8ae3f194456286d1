"""Which case of its kind a difference is, by what the portal knows: registration, terms, classes, accounts."""

from datetime import date
from typing import Any

import pytest

from desa.models import AnggotaKeluarga, MasaJabatan, Peserta, RiwayatKepesertaan
from iuran.actions.akun import add_virtual_account
from iuran.actions.setoran import record_setoran
from rekonsiliasi.models import Rekonsiliasi
from rekonsiliasi.queries.porsi import per_share
from rekonsiliasi.queries.rekonsiliasi import summary

from .conftest import Panggung
from .daftar import Orang


def cases(work: Rekonsiliasi, jenis: str) -> dict[str, str]:
    """Name -> case of every line of a kind."""
    return {row.nama: row.rinci for row in work.selisih.filter(jenis=jenis)}


def event(person: Peserta, keadaan: str, **more: Any) -> None:
    RiwayatKepesertaan.objects.create(
        peserta=person, desa=person.masa_jabatan.get().desa, keadaan=keadaan, berlaku=date(2026, 9, 1), **more
    )


@pytest.mark.lambat
def test_why_bpjs_does_not_list_somebody(mamasa: Panggung) -> None:
    """MM Pasal 4 ayat (1), 5 ayat (1): never asked for, asked and waiting, refused, ended, or simply not there."""
    rows = mamasa.daftar(keluarga=False)
    people = [Peserta.objects.get(nik=row["nik"]) for row in rows[:5]]
    Peserta.objects.filter(pk=people[0].pk).update(nomor_kartu="")
    event(people[1], "terdaftar")
    event(people[2], "ditolak", jenis="daftar", alasan="NIK tidak padan")
    event(people[3], "berakhir")
    work = mamasa.bandingkan(rows[5:])
    wanted = ["belum_didaftarkan", "belum_aktif", "ditolak", "diakhiri", "tidak_tercantum"]
    assert cases(work, "hanya_kita") == dict(zip([one.nama for one in people], wanted, strict=True))
    assert summary(work).sisa == 0


@pytest.mark.lambat
def test_why_bpjs_lists_somebody_whom_we_do_not_bill(mamasa: Panggung) -> None:
    """MM Pasal 5 ayat (4): the end of a term with its day and reason; a start after the first of the month."""
    rows = mamasa.daftar()
    listed: list[Orang] = [*rows]
    terms: tuple[tuple[str, dict[str, Any]], ...] = (
        ("meninggal", {"berakhir": date(2026, 8, 31), "alasan_berakhir": "meninggal"}),
        ("diberhentikan", {"berakhir": date(2026, 8, 31), "alasan_berakhir": "diberhentikan"}),
        ("habis_masa", {"berakhir": date(2026, 8, 31), "alasan_berakhir": "masa_jabatan"}),
        ("belum_menjabat", {"mulai": date(2026, 10, 5)}),
    )
    for number, (rinci, term) in enumerate(terms):
        person = Peserta.objects.create(
            nik=f"760301010180978{number}", nama=rinci, jenis_kelamin="L", tanggal_lahir=date(1980, 1, 1)
        )
        more = {"mulai": date(2019, 1, 1)} | term
        MasaJabatan.objects.create(
            peserta=person, desa=mamasa.cast.panetean, jabatan="kepala_dusun", bidang=rinci, **more
        )
        listed.append(rows[0] | {"nik": person.nik, "kartu": "", "nama": rinci})
    wife = next(row for row in rows if row["hubungan"] == 3)
    listed.append(rows[0] | {"nik": wife["nik"], "kartu": "", "nama": wife["nama"], "pemda": 1, "peserta": 0})
    listed.append(rows[0] | {"nik": "7603010101809799", "kartu": "", "nama": "ORANG ASING"})
    work = mamasa.bandingkan([row for row in listed if row is not wife])
    found = cases(work, "hanya_bpjs")
    assert {name: found[name] for name, _ in terms} == {name: name for name, _ in terms}
    assert (found[wife["nama"]], found["ORANG ASING"]) == ("keluarga_kita", "tidak_dikenal")
    late = work.selisih.get(nama="belum_menjabat")
    assert late.rincian[0]["kita"] == "Baru menjabat 5 Oktober 2026"
    assert summary(work).sisa == 0


@pytest.mark.lambat
def test_a_couple_takes_the_better_class_and_the_nations_class_agrees_too(
    mamasa: Panggung, kayong_utara: Panggung
) -> None:
    """MM Pasal 4 ayat (2); KU Pasal 6 ayat (1) beside the national class by wage."""
    rows = mamasa.daftar()
    rows[0]["kelas"] = "1"
    assert cases(mamasa.bandingkan(rows), "data_berbeda") == {Peserta.objects.get(nik=rows[0]["nik"]).nama: "kelas"}
    theirs = kayong_utara.daftar()
    theirs[0]["kelas"] = "3"
    found = kayong_utara.bandingkan(theirs).selisih.get(jenis="data_berbeda")
    assert (found.rinci, found.rincian[0]["kita"], found.rincian[0]["bpjs"]) == ("kelas", "2", "3")


@pytest.mark.lambat
def test_a_family_member_with_another_relation(mamasa: Panggung) -> None:
    rows = mamasa.daftar()
    child = AnggotaKeluarga.objects.filter(hubungan="anak_kandung").order_by("pk")[0]
    for row in rows:
        if row["nik"] == child.nik:
            row["hubungan"] = 3
    found = mamasa.bandingkan(rows).selisih.get(jenis="keluarga_berbeda")
    assert (found.rinci, found.rincian) == ("hubungan", [{"kolom": "Hubungan", "kita": "Anak", "bpjs": "Istri"}])


@pytest.mark.lambat
def test_a_deposit_on_the_account_of_the_other_share(mamasa: Panggung) -> None:
    """MM Pasal 9: each share has its own account; the book says paid, the money went elsewhere."""
    for payer, number in (("pemda", "8888801234567890"), ("peserta", "8888809876543210")):
        add_virtual_account(
            kabupaten=mamasa.kabupaten, desa=None, penanggung=payer, nomor=number, mulai=date(2026, 1, 1),
            sumber="Surat BPJS", by=mamasa.dpm,
        )  # fmt: skip
    record_setoran(
        kabupaten=mamasa.kabupaten, desa=None, bulan=mamasa.bulan, penanggung="peserta", tanggal=date(2026, 10, 8),
        jumlah=100_000, referensi="SP2D-1", virtual_account="8888801234567890", bukti=("struk.pdf", b"%PDF-1.4 x"),
        by=mamasa.cast.andi,
    )  # fmt: skip
    work = mamasa.bandingkan(mamasa.daftar())
    lines = work.selisih.filter(rinci="akun_lain").order_by("penanggung")
    assert [(one.penanggung, one.jenis, one.jumlah_setoran) for one in lines] == [
        ("pemda", "setoran_lebih", -100_000), ("peserta", "setoran_kurang", 100_000),
    ]  # fmt: skip
    rests = {row.penanggung: row.rinci for row in work.selisih.exclude(rinci="akun_lain")}
    assert rests == {"pemda": "belum_disetor", "peserta": "disetor_sebagian"}
    assert summary(work).sisa_setoran == 0
    assert [(one.penanggung, one.disetor, one.belum_disetor) for one in per_share(work)] == [
        ("pemda", 0, 9 * 132_637), ("peserta", 100_000, 9 * 33_159 - 100_000),
    ]  # fmt: skip
