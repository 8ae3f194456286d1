"""The law card's worked examples, and floor and cap made visible on a month's page."""

from datetime import date

import pytest

from desa.actions.acuan import load_acuan
from desa.models import ParameterValue, PenghasilanTetap, Peraturan
from iuran.actions.penetapan import assess_iuran
from iuran.models import Penetapan
from iuran.queries.batas import limit_effect
from iuran.queries.contoh import ContohPeraturan, worked_examples
from jaminan.bulan import Bulan
from tests.cast import Cast
from tests.iuran.conftest import newcomer
from tests.kept import kept

TODAY = date(2026, 10, 5)


def examples(kode: str, today: date = TODAY) -> ContohPeraturan:
    found = worked_examples(Peraturan.objects.get(kode=kode), today)
    assert found is not None
    return found


@pytest.fixture
def laws(db: None) -> None:
    """Every regulation and value of the reference files."""
    load_acuan(by=None)


@pytest.mark.lambat
def test_mamasas_examples_stand_under_between_and_above_the_limits(laws: None) -> None:
    shown = examples("mamasa-10-2021")
    assert (shown.bulan, shown.celah) == (Bulan(2026, 10), "")
    assert [
        (one.hasil.penghasilan, one.hasil.dasar, [share.jumlah for share in one.hasil.porsi]) for one in shown.contoh
    ] == [
        (2_426_640, 3_315_934, [132_637, 33_159]),
        (5_000_000, 5_000_000, [200_000, 50_000]),
        (12_000_001, 12_000_000, [480_000, 120_000]),
    ]  # fmt: skip
    assert [one.nasional and one.nasional.iuran for one in shown.contoh] == [165_796, 250_000, 600_000]
    assert shown.contoh[2].langkah[1].startswith("Dasar diturunkan ke batas paling tinggi gaji Rp 12.000.000")


@pytest.mark.lambat
def test_kayong_utaras_examples_with_the_nation_beside(laws: None) -> None:
    shown = examples("kayong-utara-39-2018")
    assert [
        (one.hasil.iuran, one.nasional and [share.jumlah for share in one.nasional.porsi]) for one in shown.contoh
    ] == [
        (72_799 + 48_533, [134_823, 33_706]),
        (60_666 + 40_444, [134_823, 33_706]),
        (150_000 + 100_000, [200_000, 50_000]),
    ]  # fmt: skip
    past = examples("kayong-utara-39-2018", date(2023, 5, 1))
    assert [one.nasional for one in past.contoh] == [None, None, None]


@pytest.mark.lambat
def test_an_ended_regulation_shows_its_last_month_and_a_coming_one_its_first(laws: None) -> None:
    Peraturan.objects.filter(kode="mamasa-10-2021").update(berlaku_sampai=date(2025, 6, 30))
    assert examples("mamasa-10-2021").bulan == Bulan(2025, 6)
    assert examples("mamasa-10-2021", date(2021, 5, 20)).bulan == Bulan(2021, 6)


@pytest.mark.lambat
def test_a_missing_value_is_said_and_a_national_rule_has_no_examples(laws: None) -> None:
    ParameterValue.objects.filter(kunci="ump", provinsi="76", mulai=date(2026, 1, 1)).delete()
    shown = examples("mamasa-10-2021")
    assert (shown.contoh, "Tidak ada nilai Upah Minimum Kabupaten (UMK) maupun" in shown.celah) == ([], True)
    assert worked_examples(Peraturan.objects.get(kode="nasional-2020"), TODAY) is None


@pytest.mark.lambat
def test_the_card_shows_examples_and_gaps(cast: Cast) -> None:
    client = cast.client("ines")
    page = client.get("/peraturan/mamasa-10-2021/").content.decode()
    assert [
        text for text in ("Contoh hitung, Oktober 2026", "Rp\xa0165.796", "Tidak diketahui") if text not in page
    ] == []
    ParameterValue.objects.filter(kunci="batas_atas").delete()
    assert "Tidak ada nilai batas paling tinggi gaji" in client.get("/peraturan/mamasa-10-2021/").content.decode()


@kept
def assessed(panggung: Cast) -> Penetapan:
    """Mamasa's October, one of nine paid above the cap."""
    head = panggung.peserta[panggung.panetean.kode][0]
    PenghasilanTetap.objects.create(peserta=head, mulai=date(2026, 10, 1), jumlah=12_500_000)
    return assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)


def test_who_pays_for_the_floor_and_whom_the_cap_spares(assessed: Penetapan) -> None:
    effect = limit_effect(assessed)
    assert (effect.dinaikkan, effect.diturunkan) == (8, 1)
    floor = {
        400: 2 * (132_637 - 97_066) + 3 * (132_637 - 88_977) + 3 * (132_637 - 80_888),
        100: 2 * (33_159 - 24_266) + 3 * (33_159 - 22_244) + 3 * (33_159 - 20_222),
    }
    costs = {one.porsi.basis_poin: one for one in effect.biaya}
    assert {points: (one.ditambah, one.dihemat) for points, one in costs.items()} == {
        400: (floor[400], 20_000), 100: (floor[100], 5_000),
    }  # fmt: skip
    assert costs[400].tanpa_batas == 2 * 97_066 + 3 * 88_977 + 3 * 80_888 + 500_000


@pytest.mark.lambat
def test_the_months_page_says_it_in_rupiah(panggung: Cast, assessed: Penetapan) -> None:
    page = panggung.client("ines").get("/kabupaten/76.03/iuran/2026-10/").content.decode()
    assert "8 orang berpenghasilan di bawah batas bawah" in page
    assert "1 orang berpenghasilan di atas batas atas" in page
    assert "Rp\xa020.000" in page
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    other = panggung.client("hasan").get("/kabupaten/61.11/iuran/2026-10/").content.decode()
    assert "Batas bawah menambah" not in other


def test_who_has_no_wage_is_listed_with_the_village(panggung: Cast) -> None:
    people = [newcomer(panggung.panetean, 300 + number, date(2025, 1, 1), wage=None) for number in range(7)]
    page = panggung.client("ines").get("/kabupaten/76.03/iuran/2026-10/").content.decode()
    assert "Penghasilan tetap belum tercatat: 7 orang" in page
    assert [one.nama for one in people if f'href="/peserta/{one.pk}/"' not in page] == []
