"""The yearly tariff of other family members: rule, command, page, API; and every sentence when there is none."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from desa.actions.acuan import load_acuan
from desa.models import ParameterValue
from desa.parameters.bagian import ANGKA_KELAS, TarifAturan
from iuran.rules.keluarga_lain import monthly_tariffs, months_of, spells, total
from jaminan.bulan import Bulan
from tests.cases import TEMPAT, law_cases, values

KELAS = {number: name for name, number in ANGKA_KELAS.items()}


@pytest.mark.parametrize("case", law_cases("tarif_setahun"))
def test_a_year_is_the_sum_of_its_twelve_months(case: dict[str, Any]) -> None:
    aturan = TarifAturan(kunci="tarif_mandiri", kelas=KELAS[case["kelas"]], setahun="jumlah_dua_belas_bulan")
    months = months_of(case["tahun"], case.get("mulai_bulan", 1))
    assert total(monthly_tariffs(aturan, values(), TEMPAT[case["tempat"]], months)) == case["jumlah"]


def test_months_of_the_same_tariff_stand_together() -> None:
    aturan = TarifAturan(kunci="tarif_mandiri", kelas="II", setahun="jumlah_dua_belas_bulan")
    months = monthly_tariffs(aturan, values(), TEMPAT["61.11"], months_of(2020))
    assert spells(months) == [
        (Bulan(2020, 1), Bulan(2020, 3), 110_000),
        (Bulan(2020, 4), Bulan(2020, 6), 51_000),
        (Bulan(2020, 7), Bulan(2020, 12), 100_000),
    ]
    assert spells([]) == []


class KeluargaLain(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_acuan(by=None)

    def asked(self, **options: Any) -> str:
        out = StringIO()
        given = {"kabupaten": "61.11", "tahun": "2020", "keluarga_lain": "1"} | options
        call_command("kalkulator", stdout=out, **given)
        return out.getvalue()

    def sent(self, **change: Any) -> Any:
        body = {"kabupaten": "61.11", "tahun": 2020, "keluarga_lain": 1} | change
        return self.client.post("/api/v1/kalkulator/keluarga-lain/", body, "application/json")

    def page(self, **change: str) -> str:
        given = {"kabupaten": "61.11", "tahun": "2020", "orang": "1"} | change
        return self.client.get("/kalkulator/keluarga-lain/", given).content.decode()

    @pytest.mark.lambat
    def test_2020_to_the_letter_on_every_path(self) -> None:
        assert self.asked() == '{"kelas": "II", "setahun": 1083000, "jumlah": 1083000}\n'
        assert self.sent().json() == {"kelas": "II", "setahun": 1083000, "jumlah": 1083000}
        page = self.page()
        for text in ("Rp\xa01.083.000", "Januari 2020 sampai Maret 2020", "Rp\xa0110.000", "Pasal 5 ayat (1)-(2)",
                     "1 % gaji sebulan untuk setiap orang"):  # fmt: skip
            assert text in page, text

    def test_several_people_and_other_years(self) -> None:
        assert json.loads(self.asked(tahun="2018", keluarga_lain="3"))["jumlah"] == 3 * 612_000
        assert self.sent(tahun=2021, keluarga_lain=100).json()["jumlah"] == 100 * 1_200_000
        assert "Rp\xa02.400.000" in self.page(tahun="2021", orang="2")

    @pytest.mark.lambat
    def test_a_regency_without_such_an_article_names_the_rule_that_applies(self) -> None:
        told = (
            "Peraturan Bupati Mamasa Nomor 10 Tahun 2021 tidak mengatur tarif setahun bagi anggota keluarga yang lain. "
            "Yang berlaku aturan nasional: 1 % gaji sebulan untuk setiap orang (Pasal 30 Perpres 82/2018)."
        )
        with pytest.raises(CommandError) as refused:
            self.asked(kabupaten="76.03", tahun="2026")
        assert str(refused.value).startswith(told)
        assert self.sent(kabupaten="76.03", tahun=2026).json()["kabupaten"][0].startswith(told)
        assert told in self.page(kabupaten="76.03", tahun="2026")

    def test_a_year_with_a_missing_tariff_names_the_month(self) -> None:
        ParameterValue.objects.filter(kunci="tarif_mandiri_2", mulai__year=2020, mulai__month=4).delete()
        ParameterValue.objects.filter(kunci="tarif_mandiri_2", mulai__year=2020, mulai__month=7).delete()
        told = "Tidak ada nilai tarif peserta mandiri kelas II untuk Kabupaten Kayong Utara pada April 2020."
        assert self.sent().json()["tahun"][0].startswith(told)
        assert told in self.page()
        with pytest.raises(CommandError, match=told):
            self.asked()

    def test_before_the_first_regulation(self) -> None:
        told = "Belum ada peraturan yang berlaku untuk Kabupaten Kayong Utara pada Januari 2017"
        assert self.sent(tahun=2017).json()["tahun"][0].startswith(told)
        assert told in self.page(tahun="2017")

    def test_no_person_and_a_thousand(self) -> None:
        for orang, told in (("0", "paling sedikit 1 orang"), ("1000", "paling banyak 100 orang")):
            with pytest.raises(CommandError, match=told):
                self.asked(keluarga_lain=orang)
            assert told in self.page(orang=orang)
            assert list(self.sent(keluarga_lain=int(orang)).json()) == ["keluarga_lain"]

    @pytest.mark.lambat
    def test_a_wrong_field_is_named(self) -> None:
        assert list(self.sent(kabupaten="99.99", tahun=1999, keluarga_lain="1").json()) == [
            "kabupaten", "tahun", "keluarga_lain"
        ]  # fmt: skip
        assert self.sent(tahun="2020").json() == {"tahun": ["Tulis bilangan bulat, misalnya 1."]}
        assert "Isi jumlah orang" in self.page(orang="")
        for options, told in (
            ({"tahun": None}, "--tahun belum ditulis"),
            ({"keluarga_lain": None}, "--keluarga-lain belum ditulis"),
            ({"tahun": "dua"}, "Tahun 'dua' bukan bilangan bulat"),
            ({"tahun": "1999"}, "di luar yang dikenal portal"),
            ({"keluarga_lain": "1.5"}, "bukan bilangan bulat"),
            ({"tahun": None, "keluarga_lain": None}, "--bulan, --penghasilan belum ditulis"),
        ):
            with pytest.raises(CommandError, match=told):
                self.asked(**options)

    def test_the_empty_form_asks_for_one_person(self) -> None:
        page = self.client.get("/kalkulator/keluarga-lain/", {"kabupaten": "61.11"}).content.decode()
        assert '<option value="61.11" selected>Kayong Utara</option>' in page
        assert "Kesalahan" not in page
