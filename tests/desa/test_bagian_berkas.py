"""The articles of both regulations as they come with the portal, loaded as `siapkan` loads them."""

import pytest
from django.test import TestCase

from desa.actions.acuan import load_acuan
from desa.models import Kabupaten, Peraturan, User
from desa.queries.bagian import (
    after_disbursement,
    arrears_rule,
    care_class_rule,
    family_rule,
    family_rule_in,
    membership_rule,
    national_family_rule,
    reconciliation_rule,
)
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

OKTOBER = Bulan(2026, 10)


class Files(TestCase):
    """The regulations as they come with the portal."""

    mamasa: Peraturan
    kayong_utara: Peraturan

    @classmethod
    def setUpTestData(cls) -> None:
        load_acuan(by=None)
        cls.mamasa = Peraturan.objects.get(kode="mamasa-10-2021")
        cls.kayong_utara = Peraturan.objects.get(kode="kayong-utara-39-2018")

    def test_kayong_utara_states_its_own_family_and_tariff(self) -> None:
        found = family_rule(self.kayong_utara, OKTOBER)
        assert (found.anak.paling_banyak, found.anak.batas_usia, found.anak.batas_usia_sekolah) == (3, 21, 25)
        assert (found.anak.pasal_syarat, found.yang_lain.pasal) == ("3 ayat (1) huruf b", "3 ayat (2)-(3)")
        assert found.yang_lain.iuran.tarif is not None
        assert found.yang_lain.iuran.tarif.kunci_nilai == "tarif_mandiri_2"

    def test_mamasa_is_silent_on_family_and_takes_the_national_one(self) -> None:
        found = family_rule(self.mamasa, OKTOBER)
        assert (found.anak.pasal, found.yang_lain.iuran.persen) == ("5 Perpres 82/2018", "1")
        assert found.pasangan_bekerja.pasal == "4 ayat (2)"
        assert found == family_rule_in(Kabupaten.objects.get(kode="76.03"), OKTOBER)

    @pytest.mark.lambat
    def test_before_the_first_regulation_the_national_family_rule_stands_alone(self) -> None:
        found = family_rule_in(Kabupaten.objects.get(kode="76.03"), Bulan(2019, 1))
        assert found == national_family_rule(Bulan(2019, 1))
        with pytest.raises(Kesalahan, match="juga pada aturan nasional"):
            family_rule_in(Kabupaten.objects.get(kode="76.03"), Bulan(2015, 1))

    @pytest.mark.lambat
    def test_care_class_arrears_clocks_and_reconciliation_of_both(self) -> None:
        assert care_class_rule(self.kayong_utara, OKTOBER).tetap == "II"
        assert [one.kelas for one in care_class_rule(self.mamasa, OKTOBER).menurut_gaji] == ["II", "I"]
        clock = after_disbursement(self.kayong_utara)
        assert clock is not None
        assert (clock.hari_kerja, clock.pasal, after_disbursement(self.mamasa)) == (3, "8 ayat (2)", None)
        assert arrears_rule(self.kayong_utara, OKTOBER).status.pasal == "8 ayat (1)"
        assert arrears_rule(self.mamasa, OKTOBER).status.pasal == "42 ayat (1) Perpres 82/2018"
        assert membership_rule(self.mamasa, OKTOBER).daftar.pasal == "5 ayat (2)"
        ours = membership_rule(self.kayong_utara, OKTOBER)
        assert (ours.lapor.hari, ours.lapor.pasal, ours.daftar.bulan) == (7, "9 ayat (2)", 1)
        assert reconciliation_rule(self.mamasa, OKTOBER).selisih.pasal == "13 ayat (2)"
        assert reconciliation_rule(self.kayong_utara, OKTOBER).koreksi_data.berlaku == "bulan_berikutnya"

    @pytest.mark.lambat
    def test_siapkan_adds_an_article_that_an_older_installation_lacks(self) -> None:
        older = {key: value for key, value in self.kayong_utara.isi.items() if key not in {"keluarga", "kelas_rawat"}}
        Peraturan.objects.filter(pk=self.kayong_utara.pk).update(isi=older)
        said: list[str] = []
        load_acuan(by=None, lapor=said.append)
        self.kayong_utara.refresh_from_db()
        assert self.kayong_utara.isi["keluarga"]["anak"]["paling_banyak"] == 3
        assert "Peraturan Bupati Kayong Utara Nomor 39 Tahun 2018 diperbarui, 0 nilai ditambahkan." in said

    @pytest.mark.lambat
    def test_the_law_card_shows_every_article_with_pasal_quote_and_the_national_rule(self) -> None:
        self.client.force_login(User.objects.create(username="siapa-saja"))
        page = self.client.get("/peraturan/kayong-utara-39-2018/").content.decode()
        for text in (
            "Paling banyak 3 anak: anak kandung, anak tiri, dan anak angkat.",
            "belum berusia 21 tahun, atau 25 tahun bila masih sekolah dengan bukti.",
            "Tarif peserta mandiri kelas II untuk setiap orang, jumlah dua belas bulan.",
            "1 % gaji sebulan untuk setiap orang.",
            "Kelas II untuk semua.",
            "Kelas II bila dasar iuran sampai Rp 4.000.000; kelas I di atasnya.",
            "Disetor paling lambat 3 hari kerja sesudah APBDesa cair.",
            "meliputi anak ke 4 (empat) dan seterusnya",
            "tidak diatur, memakai aturan nasional",
            "Yang tidak diatur",
        ):
            assert text in page, text
        page = self.client.get("/peraturan/mamasa-10-2021/").content.decode()
        for text in ("1 bulan sejak pelantikan.", "Tetap didaftarkan.", "Berakhir: meninggal dunia", "13 ayat (2)"):
            assert text in page, text
