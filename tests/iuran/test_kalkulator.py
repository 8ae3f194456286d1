"""The calculator by command and on its public page; a third regency by data alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from desa.actions.acuan import load_acuan
from desa.models import HariLibur, Kabupaten
from iuran.queries.kalkulator import calculate
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

MAMUJU = """\
peraturan:
  kode: mamuju-1-2026
  kabupaten: "76.02"
  judul: Peraturan Bupati Mamuju Nomor 1 Tahun 2026
  ditetapkan: 2026-01-02
  berlaku_mulai: 2026-01-02
  pasal_berlaku: "9"
iuran:
  dasar: {sumber: penghasilan_tetap, batas_bawah: [upah_desa], batas_atas: null, pasal: "3"}
  porsi:
    - {penanggung: pemda, persen: "2.5", sumber_dana: APBD, penyetor: bendahara_pengeluaran, pasal: "4 huruf a"}
    - {penanggung: desa, persen: "1.25", sumber_dana: APBDesa, penyetor: bendahara_desa, pasal: "4 huruf b"}
    - {penanggung: peserta, persen: "1.25", sumber_dana: siltap, penyetor: bendahara_desa, pasal: "4 huruf c"}
  jatuh_tempo: {tanggal: 25, hari_libur: tetap, pasal: "6"}
nilai:
  - {kunci: upah_desa, kabupaten: "76.02", mulai: 2026-01-01, nilai: "2500000.50", sumber: Pasal 3 ayat (2)}
"""


def asked(**options: Any) -> dict[str, Any]:
    out = StringIO()
    given = {"kabupaten": "76.03", "bulan": "2026-10", "penghasilan": ["2426640"]} | options
    call_command("kalkulator", stdout=out, **given)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def refused(**options: Any) -> str:
    with pytest.raises(CommandError) as refusal:
        asked(**options)
    assert refusal.value.returncode == 1
    return str(refusal.value)


@contextmanager
def written(text: str) -> Iterator[str]:
    """A file with this text, by its path."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "peraturan.yaml"
        path.write_text(text, encoding="utf-8")
        yield str(path)


class Kalkulator(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_acuan(by=None)

    def test_mamasa_to_the_letter(self) -> None:
        answer = asked()
        assert answer["hasil"][0].pop("penjelasan")[0].endswith("(Pasal 8 ayat (2)-(4)).")
        assert answer.pop("alasan_jatuh_tempo").startswith("Tanggal 10 Oktober 2026 jatuh pada hari Sabtu")
        assert answer == {
            "kabupaten": "76.03",
            "bulan": "2026-10",
            "peraturan": "mamasa-10-2021",
            "jatuh_tempo": "2026-10-12",
            "hasil": [
                {
                    "penghasilan": 2426640,
                    "dasar": 3315934,
                    "iuran": 165796,
                    "porsi": [
                        {
                            "penanggung": "pemda",
                            "persen": "4",
                            "jumlah": 132637,
                            "sumber_dana": "APBD",
                            "pasal": "8 ayat (1) huruf a",
                        },
                        {
                            "penanggung": "peserta",
                            "persen": "1",
                            "jumlah": 33159,
                            "sumber_dana": "penghasilan_tetap",
                            "pasal": "8 ayat (1) huruf b",
                        },
                    ],
                    "nasional": {"dasar": 3315934, "iuran": 165796, "sesuai": True},
                }
            ],
        }

    def test_kayong_utara_with_the_nation_beside_it(self) -> None:
        [one] = asked(kabupaten="61.11")["hasil"]
        assert [share["jumlah"] for share in one["porsi"]] == [72799, 48533]
        assert one["nasional"] == {"dasar": 3370586, "iuran": 168529, "sesuai": False}

    @pytest.mark.lambat
    def test_a_gap_of_the_nation_is_said_and_stops_nothing(self) -> None:
        [one] = asked(kabupaten="61.11", bulan="2023-04")["hasil"]
        assert one["iuran"] == 121332
        assert one["nasional"] == {
            "dasar": None,
            "iuran": None,
            "sesuai": None,
            "celah": "Nilai Upah Minimum Kabupaten (UMK) untuk Kabupaten Kayong Utara, April 2023, "
            "belum ada di portal.",
        }

    def test_several_incomes_in_their_order(self) -> None:
        answer = asked(penghasilan=["0", "12000001", "5000000"])
        assert [one["iuran"] for one in answer["hasil"]] == [165796, 600000, 250000]

    def test_a_year_without_holidays_says_so(self) -> None:
        HariLibur.objects.filter(tanggal__year=2026).delete()
        assert asked(kabupaten="61.11")["hasil"][0]["penjelasan"][-1] == (
            "Hari libur 2026 belum ada di portal; jatuh tempo hanya memperhitungkan Sabtu dan Minggu."
        )

    @pytest.mark.lambat
    def test_refusals_in_one_line(self) -> None:
        assert refused(bulan="2021-05") == (
            "Belum ada peraturan yang berlaku untuk Kabupaten Mamasa pada Mei 2021: Peraturan Bupati Mamasa Nomor 10 "
            "Tahun 2021 baru berlaku 7 Mei 2021, sesudah tanggal 1. Pilih bulan lain, atau muat peraturan yang berlaku."
        )
        assert refused(bulan="2027-01").startswith("Tidak ada nilai Upah Minimum Kabupaten (UMK) maupun")
        assert refused(kabupaten="99.99") == (
            "Kabupaten 99.99 belum dimuat. Jalankan dahulu: python manage.py muat_wilayah 99.99."
        )
        assert refused(bulan="2026-13") == "Bulan 2026-13 tidak ada."
        assert refused(penghasilan=["-5"]) == "Penghasilan ke-1 negatif (-5). Tulis nol atau lebih."
        assert refused(penghasilan=["1", "2,5"]).startswith("Penghasilan '2,5' bukan bilangan bulat.")
        assert refused(penghasilan=["1000000000001"]).startswith("Penghasilan ke-1 lebih dari satu triliun")

    def test_at_most_a_thousand_incomes(self) -> None:
        mamasa = Kabupaten.objects.get(kode="76.03")
        assert len(calculate(mamasa, Bulan(2026, 10), [1] * 1000)["hasil"]) == 1000
        for wrong in ([], [1] * 1001, [True], ["1"]):
            with pytest.raises(Kesalahan):
                calculate(mamasa, Bulan(2026, 10), wrong)  # type: ignore[arg-type]  # that is the point

    @pytest.mark.lambat
    def test_a_third_regency_by_data_alone(self) -> None:
        call_command("muat_wilayah", "76.02", stdout=StringIO())
        with written(MAMUJU) as path:
            call_command("muat_peraturan", path, stdout=StringIO())
        answer = asked(kabupaten="76.02", bulan="2026-10", penghasilan=["2000000", "3000030"])
        assert (answer["peraturan"], answer["jatuh_tempo"]) == ("mamuju-1-2026", "2026-10-25")
        shares = [(one["dasar"], [share["jumlah"] for share in one["porsi"]]) for one in answer["hasil"]]
        # 2,500,000.50 is a floor of 2,500,001; 2.5 % of it 62,500.025, 1.25 % 31,250.0125.
        assert shares == [(2500001, [62500, 31250, 31250]), (3000030, [75001, 37500, 37500])]
        assert refused(kabupaten="76.02", bulan="2026-01").startswith("Belum ada peraturan yang berlaku")

    # -- the public page -------------------------------------------------------------------------------------------

    def page(self, **asked: str) -> str:
        given = {"kabupaten": "76.03", "bulan": "10", "tahun": "2026", "penghasilan": "2.426.640"} | asked
        return self.client.get("/kalkulator/", given).content.decode()

    @pytest.mark.lambat
    def test_a_stranger_sees_the_shares_and_every_step(self) -> None:
        page = self.page()
        for text in ("Rp\xa0165.796", "Rp\xa0132.637", "Rp\xa033.159", "12 Oktober 2026", "Pasal 8 ayat (1) huruf a"):
            assert text in page, text
        assert "aturan nasional" not in page

    def test_the_page_says_where_the_nation_differs_or_cannot_be_said(self) -> None:
        assert "dasarnya Rp\xa03.370.586 dan iurannya Rp\xa0168.529" in self.page(kabupaten="61.11")
        assert "Angka nasional tidak dapat dihitung" in self.page(kabupaten="61.11", tahun="2023")

    @pytest.mark.lambat
    def test_amounts_as_people_write_them(self) -> None:
        for text in ("2426640", " 2 426 640 ", "Rp 2.426.640", "rp2.426.640,00", "Rp. 2.426.640,-"):
            assert "Rp\xa0165.796" in self.page(penghasilan=text), text
        assert "3 orang" in self.page(penghasilan="1\n\n2\r\n3")

    @pytest.mark.lambat
    def test_errors_stand_at_their_field(self) -> None:
        for given, sentence in (
            ({"penghasilan": "-1"}, "Baris 1 tidak boleh negatif."),
            ({"penghasilan": "1\nabc"}, "Baris 2 bukan rupiah penuh."),
            ({"penghasilan": "2426640,50"}, "Baris 1 bukan rupiah penuh."),
            ({"penghasilan": "2.42.640"}, "Baris 1 bukan rupiah penuh."),
            ({"penghasilan": "9" * 14}, "Baris 1 lebih dari satu triliun rupiah."),
            ({"penghasilan": " "}, "Isi penghasilan tetap sebulan"),
            ({"penghasilan": "1\n" * 101}, "paling banyak 100 baris"),
            ({"tahun": "1999"}, "Tahun paling awal 2000."),
            ({"kabupaten": "99.99"}, "Kabupaten ini belum ada di portal."),
            ({"bulan": "5", "tahun": "2021"}, "Belum ada peraturan yang berlaku untuk Kabupaten Mamasa pada Mei 2021"),
            ({"tahun": "2027"}, "Tidak ada nilai Upah Minimum Kabupaten (UMK)"),
        ):
            page = self.page(**given)
            assert sentence in page, sentence
            assert "Kesalahan: Kalkulator iuran" in page

    def test_the_empty_form_names_a_regency_from_the_address(self) -> None:
        page = self.client.get("/kalkulator/", {"kabupaten": "76.03"}).content.decode()
        assert '<option value="76.03" selected>Mamasa</option>' in page
        assert self.client.post("/kalkulator/").status_code == 405
