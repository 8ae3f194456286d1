"""What `siapkan` brings: regencies, regulations, values, holidays; a second run changes nothing."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import TestCase

from desa.actions.acuan import load_acuan
from desa.actions.kalender import remove_hari_libur
from desa.actions.nilai import fill_nilai
from desa.enums import JenisHari, Kepastian
from desa.models import AuditEvent, Desa, HariLibur, Kabupaten, Kecamatan, ParameterValue, Peraturan, User
from desa.queries.jatuh_tempo import due_dates_in
from desa.queries.kartu import all_peraturan, law_card
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force, tempat_of, values_for
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import TEMPAT, law_cases

EVERYTHING: tuple[type[Model], ...] = (Kabupaten, Kecamatan, Desa, Peraturan, ParameterValue, HariLibur, AuditEvent)

# Where Kayong Utara's articles beside the contribution depart from the national ones.
ARTICLES = ("Iuran anggota keluarga yang lain", "Kelas rawat", "Bila iuran terlambat", "Tunggakan sesudah cair")


def counts() -> list[int]:
    return [model._default_manager.count() for model in EVERYTHING]


class Acuan(TestCase):
    """The reference data, loaded once for all stories here."""

    mamasa: Kabupaten
    kayong_utara: Kabupaten

    @classmethod
    def setUpTestData(cls) -> None:
        load_acuan(by=None)
        cls.mamasa = Kabupaten.objects.get(kode="76.03")
        cls.kayong_utara = Kabupaten.objects.get(kode="61.11")

    @pytest.mark.lambat
    def test_both_regencies_with_every_kecamatan_and_desa(self) -> None:
        per_regency = {
            one.nama: (one.kecamatan.count(), Desa.objects.filter(kecamatan__kabupaten=one).count())
            for one in Kabupaten.objects.all()
        }
        assert per_regency == {"Kayong Utara": (6, 43), "Mamasa": (17, 168)}
        assert (self.mamasa.zona_waktu, self.kayong_utara.zona_waktu) == ("Asia/Makassar", "Asia/Jakarta")
        assert (self.mamasa.ibu_kota, self.kayong_utara.ibu_kota) == ("Mamasa", "Sukadana")
        assert (self.mamasa.provinsi_nama, self.kayong_utara.provinsi_nama) == ("Sulawesi Barat", "Kalimantan Barat")

    def test_villages_of_seponti_and_no_kelurahan(self) -> None:
        seponti = Desa.objects.filter(kecamatan__kode="61.11.05").values_list("nama", flat=True)
        assert sorted(seponti) == [
            "Durian Sebatang", "Podorukun", "Seponti Jaya", "Sungai Sepeti", "Telaga Arum", "Wonorejo"
        ]  # fmt: skip
        assert not Desa.objects.filter(kode__regex=r"\.1[0-9]{3}$").exists()

    @pytest.mark.lambat
    def test_siapkan_again_changes_nothing(self) -> None:
        before = counts()
        out = StringIO()
        call_command("siapkan", stdout=out)
        assert counts() == before
        assert out.getvalue().splitlines() == [
            "Kabupaten Kayong Utara: 6 kecamatan dan 43 desa, tidak berubah.",
            "Kabupaten Mamasa: 17 kecamatan dan 168 desa, tidak berubah.",
            "Data acuan siap.",
        ]

    @pytest.mark.lambat
    def test_what_staff_changed_survives_another_run(self) -> None:
        removed = HariLibur.objects.get(tanggal=date(2024, 5, 10))
        remove_hari_libur(hari=removed, by=None)
        gap = ParameterValue.objects.get(kunci="umk", kabupaten="61.11", mulai=date(2024, 1, 1))
        fill_nilai(nilai=gap, jumlah=Decimal(2_900_000), sumber="SK", kepastian=Kepastian.TERKONFIRMASI, by=None)
        Kabupaten.objects.filter(kode="76.03").update(dinas_singkat="DPMD", ibu_kota="")
        Peraturan.objects.filter(kode="nasional-2020").update(isi={"lain": True})
        said: list[str] = []
        load_acuan(by=None, lapor=said.append)
        assert not HariLibur.objects.filter(tanggal=date(2024, 5, 10)).exists()
        gap.refresh_from_db()
        assert gap.nilai == 2_900_000
        self.mamasa.refresh_from_db()
        assert (self.mamasa.dinas_singkat, self.mamasa.ibu_kota) == ("DPMD", "Mamasa")
        assert Peraturan.objects.get(kode="nasional-2020").isi == {"lain": True}
        assert [line.split(" di portal")[0] for line in said if "berbeda" in line] == [
            "Aturan nasional sejak 2020 (Perpres 82/2018 jo. 75/2019 dan 64/2020, Permendagri 119/2019)"
        ]

    @pytest.mark.lambat
    def test_a_filled_gap_cannot_be_filled_again(self) -> None:
        value = ParameterValue.objects.get(kunci="ump", provinsi="76", mulai=date(2026, 1, 1))
        with pytest.raises(Kesalahan):
            fill_nilai(nilai=value, jumlah=Decimal(1), sumber="x", kepastian=Kepastian.TERKONFIRMASI, by=None)

    def test_ten_years_of_holidays_and_cuti_bersama(self) -> None:
        per_year = {
            jenis: [HariLibur.objects.filter(jenis=jenis, tanggal__year=year).count() for year in range(2018, 2028)]
            for jenis in (JenisHari.CUTI_BERSAMA,)
        }
        assert per_year == {JenisHari.CUTI_BERSAMA: [8, 4, 5, 1, 4, 11, 10, 11, 8, 8]}
        assert not HariLibur.objects.filter(sumber="").exists()

    @pytest.mark.lambat
    def test_due_dates_from_the_rows_are_those_of_the_law_cases(self) -> None:
        for case in (parameter.values[0] for parameter in law_cases("jatuh_tempo")):
            bulan = Bulan.parse(case["bulan"])
            place = self.mamasa if case["tempat"] == "76.03" else self.kayong_utara
            due = dict(due_dates_in(place, bulan.year))[bulan]
            assert due is None or due.tanggal == case["tanggal"], case

    def test_which_regulation_is_in_force(self) -> None:
        for case in (parameter.values[0] for parameter in law_cases("berlaku")):
            place = self.mamasa if case["tempat"] == "76.03" else self.kayong_utara
            try:
                found = peraturan_in_force(place, Bulan.parse(case["bulan"])).kode
            except TidakAdaPeraturan:
                found = None
            assert found == (case["peraturan"] if case["ada"] else None), case

    def test_places_read_from_the_database_are_those_of_the_cases(self) -> None:
        assert {one.kode: tempat_of(one) for one in Kabupaten.objects.all()} == TEMPAT

    def test_the_mandiri_tariff_of_a_year_is_the_sum_of_its_months(self) -> None:
        for case in (parameter.values[0] for parameter in law_cases("tarif_setahun")):
            values = values_for(self.kayong_utara)
            months = Bulan(case["tahun"], 1).until(Bulan(case["tahun"], 12))
            tariffs = [values.get(f"tarif_mandiri_{case['kelas']}", TEMPAT["61.11"], one).rupiah for one in months]
            assert sum(tariffs) == case["jumlah"], case

    def test_every_value_from_memory_is_marked(self) -> None:
        doubtful = ParameterValue.objects.filter(kepastian=Kepastian.BELUM_DIKONFIRMASI)
        assert sorted({(one.kunci, one.mulai.year) for one in doubtful}) == [
            ("batas_atas", 2016),
            ("tarif_mandiri_1", 2016),
            ("tarif_mandiri_2", 2016),
            ("tarif_mandiri_3", 2016),
            ("ump", 2019),
            ("ump", 2020),
            ("ump", 2021),
        ]

    def test_the_law_card_lists_departures_and_gaps(self) -> None:
        card = law_card(Peraturan.objects.get(kode="kayong-utara-39-2018"), date(2026, 10, 5))
        assert [(one.peraturan.kode, [diff.hal for diff in one.berbeda]) for one in card.pembanding] == [
            ("nasional-2020", ["Pembagian iuran", "Batas paling rendah", "Batas paling tinggi", *ARTICLES]),
            ("nasional-2016", ["Batas paling rendah", "Batas paling tinggi", *ARTICLES]),
        ]
        assert [(gap.tahun, gap.nilai) for gap in card.celah] == [
            (2024, "UMK"), (2023, "UMK"), (2021, "UMK"), (2020, "UMK"), (2019, "UMK"), (2018, "UMK")
        ]  # fmt: skip
        assert {gap.akibat for gap in card.celah} == {"Pembanding nasional tidak dapat dihitung."}
        assert card.bulan_pertama == Bulan(2018, 9)

    def test_mamasa_departs_in_nothing_and_quotes_each_rule(self) -> None:
        card = law_card(Peraturan.objects.get(kode="mamasa-10-2021"), date(2027, 1, 5))
        assert [one.berbeda for one in card.pembanding] == [[]]
        assert [(gap.tahun, gap.nilai, gap.akibat) for gap in card.celah] == [
            (2027, "UMK maupun UMP", "Iuran tahun ini tidak dapat dihitung.")
        ]
        assert [one.pasal for one in card.aturan if not one.kutipan] == []
        assert [pasal for pasal, _ in card.aturan[1].kutipan] == ["8 ayat (2)", "8 ayat (3)", "8 ayat (4)"]

    @pytest.mark.lambat
    def test_everybody_with_an_account_may_read_every_card(self) -> None:
        self.client.force_login(User.objects.create(username="siapa-saja"))
        assert self.client.get("/peraturan/").status_code == 200
        for peraturan in Peraturan.objects.all():
            page = self.client.get(f"/peraturan/{peraturan.kode}/").content.decode()
            assert f'<h1 class="govuk-heading-l">{peraturan.judul}</h1>' in page
        assert self.client.get("/peraturan/tidak-ada/").status_code == 404

    def test_the_list_names_the_regencies_first_on_every_database(self) -> None:
        assert [one.kabupaten and one.kabupaten.kode for one in all_peraturan()] == ["61.11", "76.03", None, None]

    @pytest.mark.lambat
    def test_the_card_shows_the_date_as_printed_and_what_is_not_confirmed(self) -> None:
        self.client.force_login(User.objects.create(username="siapa-saja"))
        page = self.client.get("/peraturan/mamasa-10-2021/").content.decode()
        for text in ("7 Mei 2021", "Dalam naskah tertulis 07 Mei 2017", "Juni 2021", "Belum dikonfirmasi",
                     "Rp\xa02.678.863,10", "sebesar Upah Minimum Kabupaten."):  # fmt: skip
            assert text in page, text
        assert "Nilai belum ada" in self.client.get("/peraturan/kayong-utara-39-2018/").content.decode()
