"""The edges of the law: no regulation yet or any more, another in mid-year, a missing value, a village that moved."""

from datetime import date, timedelta

import pytest
import time_machine

from desa.models import Desa, Kecamatan, MasaJabatan, ParameterValue, Peraturan
from desa.parameters import NilaiTidakAda
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.actions.penetapan import assess_iuran
from iuran.models import Iuran, Penetapan
from iuran.queries.jumlah import place_totals, share_totals
from iuran.queries.ketentuan import rule_of
from iuran.queries.penetapan import blockers
from jaminan.bulan import Bulan
from tests.cast import Cast

JUNE, JULY = Bulan(2026, 6), Bulan(2026, 7)


def end_mamasas_rule(last: date) -> Peraturan:
    rule = Peraturan.objects.get(kode="mamasa-10-2021")
    rule.berlaku_sampai = last
    rule.save()
    return rule


def follow(rule: Peraturan, since: date, employer: str, own: str) -> Peraturan:
    """Another regulation of the same regency, with other shares."""
    isi = rule.isi | {"iuran": rule.isi["iuran"] | {"persen": "6", "porsi": [
        rule.isi["iuran"]["porsi"][0] | {"persen": employer}, rule.isi["iuran"]["porsi"][1] | {"persen": own},
    ]}}  # fmt: skip
    return Peraturan.objects.create(
        kode="mamasa-5-2026", kabupaten=rule.kabupaten, judul="Peraturan Bupati Mamasa Nomor 5 Tahun 2026",
        ditetapkan=since, berlaku_mulai=since, isi=isi,
    )  # fmt: skip


def test_a_month_before_the_regulation_names_it_and_its_date(cast: Cast) -> None:
    """MM Pasal 15: in force from 7 May 2021, so the first month is June 2021."""
    with pytest.raises(TidakAdaPeraturan) as refusal:
        rule_of(cast.mamasa, Bulan(2021, 5))
    assert refusal.value.pesan == (
        "Belum ada peraturan yang berlaku untuk Kabupaten Mamasa pada Mei 2021: Peraturan Bupati Mamasa Nomor 10 Tahun "
        "2021 baru berlaku 7 Mei 2021, sesudah tanggal 1."
    )


@pytest.mark.lambat
def test_a_regulation_that_ends_in_mid_year_and_is_followed(cast: Cast) -> None:
    """The one in force on the first day decides: June by the old, July by the new, both months side by side."""
    old = end_mamasas_rule(date(2026, 6, 30))
    new = follow(old, date(2026, 7, 1), "4.5", "1.5")
    for month in (JUNE, JULY):
        assess_iuran(kabupaten=cast.mamasa, bulan=month, by=cast.dewi)
    months = {Bulan.of(row.bulan): row for row in Penetapan.objects.select_related("peraturan")}
    assert (months[JUNE].peraturan, months[JULY].peraturan) == (old, new)
    totals = {month: {one.basis_poin: one.jumlah for one in share_totals(row)} for month, row in months.items()}
    # 4.5 % of 3,315,934 is 149,217.03; 1.5 % is 49,739.01.
    assert totals == {JUNE: {400: 9 * 132_637, 100: 9 * 33_159}, JULY: {450: 9 * 149_217, 150: 9 * 49_739}}
    page = cast.client("ines").get("/kabupaten/76.03/iuran/2026-06/asal/").content.decode()
    assert ("Nomor 10 Tahun 2021" in page, "Nomor 5 Tahun 2026" in page) == (True, False)


@pytest.mark.parametrize(("last", "first_without"), [(date(2026, 6, 30), JULY), (date(2026, 6, 15), JULY),
                                                      (date(2026, 7, 1), Bulan(2026, 8))])  # fmt: skip
def test_a_regulation_that_ends_and_is_followed_by_none(cast: Cast, last: date, first_without: Bulan) -> None:
    end_mamasas_rule(last)
    assert rule_of(cast.mamasa, first_without.previous()).peraturan.kode == "mamasa-10-2021"
    with pytest.raises(TidakAdaPeraturan) as refusal:
        assess_iuran(kabupaten=cast.mamasa, bulan=first_without, by=cast.dewi)
    assert str(refusal.value) == (
        f"Tidak ada peraturan yang berlaku untuk Kabupaten Mamasa pada {first_without.nama}: semuanya sudah berakhir. "
        "Pilih bulan lain, atau muat peraturan yang berlaku."
    )
    assert Iuran.objects.count() == 0
    page = cast.client("dewi").get(f"/kabupaten/76.03/iuran/{first_without}/").content.decode()
    assert ("semuanya sudah berakhir" in page, "Tetapkan iuran" in page) == (True, False)


def test_a_gap_between_two_regulations(cast: Cast) -> None:
    old = end_mamasas_rule(date(2026, 5, 31))
    follow(old, date(2026, 7, 1), "5", "1")
    with pytest.raises(TidakAdaPeraturan, match=r"Nomor 5 Tahun 2026 baru berlaku 1 Juli 2026, sesudah tanggal 1\."):
        rule_of(cast.mamasa, JUNE)
    assert rule_of(cast.mamasa, JULY).peraturan.kode == "mamasa-5-2026"


@pytest.mark.lambat
def test_a_missing_floor_names_value_place_month_and_who_can_add_it(cast: Cast) -> None:
    """MM Pasal 8 ayat (3)-(4): without UMK and UMP of the year nothing is counted, and nothing is guessed."""
    ParameterValue.objects.filter(kunci="ump", provinsi="76").update(mulai=date(2025, 1, 1))
    with pytest.raises(NilaiTidakAda) as refusal:
        assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    assert str(refusal.value) == (
        "Tidak ada nilai Upah Minimum Kabupaten (UMK) maupun Upah Minimum Provinsi (UMP) untuk Kabupaten Mamasa pada "
        "Oktober 2026. Iuran tidak dapat dihitung. Tambahkan nilai yang berlaku pada Oktober 2026, dengan sumbernya: "
        "UMK oleh DPM-Pemdes kabupaten ini atau admin teknis; UMP oleh DPM-Pemdes salah satu kabupaten di provinsi "
        "ini atau admin teknis."
    )
    assert [str(one) for one in blockers(cast.mamasa, cast.bulan)][-1] == str(refusal.value)
    assert Penetapan.objects.count() == 0
    assess_iuran(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)  # KU knows no floor


@pytest.mark.lambat
def test_a_village_that_moves_to_another_kecamatan_keeps_its_code_on_old_rows(cast: Cast) -> None:
    """Kemendagri gives a village that moves a new code; what was assessed stays under the old one."""
    old = cast.panetean
    assess_iuran(kabupaten=cast.mamasa, bulan=JUNE, by=cast.dewi)
    before = {one.nama: (one.orang, one.jumlah) for one in place_totals(Penetapan.objects.get())}
    kecamatan = Kecamatan.objects.create(kabupaten=cast.mamasa, kode="76.03.18", nama="Kecamatan Baru")
    new = Desa.objects.create(kecamatan=kecamatan, kode="76.03.18.2001", nama="Panetean")
    for term in list(MasaJabatan.objects.filter(desa=old)):
        MasaJabatan.objects.filter(pk=term.pk).update(
            berakhir=JULY.first_day - timedelta(days=1), alasan_berakhir="masa_jabatan"
        )
        MasaJabatan.objects.create(
            peserta=term.peserta, desa=new, jabatan=term.jabatan, bidang=term.bidang, mulai=JULY.first_day
        )
    assess_iuran(kabupaten=cast.mamasa, bulan=JULY, by=cast.dewi)
    codes = {
        month: set(Iuran.objects.filter(bulan=month.first_day).values_list("desa__kode", flat=True))
        for month in (JUNE, JULY)
    }
    assert (old.kode in codes[JUNE], new.kode in codes[JUNE]) == (True, False)
    assert (old.kode in codes[JULY], new.kode in codes[JULY]) == (False, True)
    june, july = Penetapan.objects.order_by("bulan")
    after = {one.nama: (one.orang, one.jumlah) for one in place_totals(june)}
    assert {name: after[name] for name in before} == before
    assert {one.nama: one.orang for one in place_totals(july)} == {"Mambi": 6, "Aralle": 0, "Kecamatan Baru": 3}
    with time_machine.travel("2026-10-05T02:00:00Z", tick=False):
        page = cast.client("ines").get(f"/desa/{old.kode}/iuran/2026-06/").content.decode()
    assert [one.nama for one in cast.peserta[old.kode] if one.nama not in page] == []
