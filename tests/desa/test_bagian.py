"""The articles beside the contribution: read from the file, refused with their line, completed by the national rule."""

from datetime import date

import pytest

from desa.actions.peraturan import load_peraturan
from desa.models import Kabupaten, ParameterValue, Peraturan
from desa.parameters.berkas import BerkasSalah
from desa.queries.bagian import (
    after_disbursement,
    arrears_rule,
    care_class_rule,
    family_rule,
    membership_rule,
    national_family_rule,
    reconciliation_rule,
)
from desa.queries.tenggat import report_by, rule_on
from desa.rules.kalender import registration_deadline
from iuran.models import Penetapan
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.desa.test_peraturan import errors_of, new_file

OKTOBER = Bulan(2026, 10)
BAGIAN = """\
keluarga:
  pasangan: {hubungan: [suami, istri], paling_banyak: 1, pasal: "3"}
  anak: {hubungan: [anak_kandung], paling_banyak: 3, batas_usia: 21, batas_usia_sekolah: 25, belum_menikah: true,
    tanpa_penghasilan: true, bukti_sekolah: true, pasal: "3", pasal_syarat: "3"}
  yang_lain:
    hubungan: [ayah, ibu]
    anak_berikutnya: true
    pasal: "3"
    iuran:
      tarif: {kunci: tarif_mandiri, kelas: II, setahun: jumlah_dua_belas_bulan}
      pasal: "5"
kelas_rawat: {tetap: II, pasal: "6"}
tunggakan:
  status: {teks: Tetap aktif., pasal: "8"}
  sesudah_cair: {hari_kerja: 3, pasal: "8"}
"""
TARIF = """\
  - {kunci: tarif_mandiri_2, provinsi: "76", mulai: 2027-01-01, nilai: "100000.00", sumber: "Perpres"}
"""


def whole_file() -> str:
    """A file with all articles; its values stand last."""
    head, values = new_file("mamasa-10-2021").split("nilai:\n")
    return head + BAGIAN + "nilai:\n" + values + TARIF


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_file_with_all_articles_is_loaded(cast: Cast) -> None:
    new = load_peraturan(text=whole_file(), by=None)
    assert new.isi["keluarga"]["yang_lain"]["iuran"]["tarif"]["kelas"] == "II"
    assert new.isi["tunggakan"]["sesudah_cair"] == {"hari_kerja": 3, "pasal": "8"}


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("batas_usia_sekolah: 25", "batas_usia_sekolah: 20", "  anak:",
         "keluarga.anak: batas_usia_sekolah 20 harus lebih dari batas_usia 21"),
        ("[anak_kandung]", "[anak_tetangga]", "  anak:", "keluarga.anak.hubungan.0: bukan pilihan yang ada"),
        ("[anak_kandung]", "[ibu]", "  anak:", "keluarga.anak: hubungan ibu tidak termasuk bagian ini"),
        ("[suami, istri]", "[suami, ayah]", "  pasangan:",
         "keluarga.pasangan: hubungan ayah tidak termasuk bagian ini"),
        ("paling_banyak: 3", 'paling_banyak: "3"', "  anak:", "keluarga.anak.paling_banyak: harus bilangan bulat"),
        ("belum_menikah: true", 'belum_menikah: "Y"', "  anak:", "keluarga.anak.belum_menikah: harus true atau false"),
        ("kunci: tarif_mandiri,", "kunci: tarif_mandri,", "      tarif:",
         "tarif tarif_mandri kelas II belum punya nilai; "
         "tambahkan tarif_mandri_2 pada bagian nilai, atau periksa ejaannya"),
        ("kelas: II, setahun", "kelas: III, setahun", "      tarif:",
         "tarif tarif_mandiri kelas III belum punya nilai; "
         "tambahkan tarif_mandiri_3 pada bagian nilai, atau periksa ejaannya"),
        ("kelas: II, setahun", "kelas: VIP, setahun", "      tarif:",
         "keluarga.yang_lain.iuran.tarif.kelas: bukan pilihan yang ada"),
        ("      tarif:", "      persen: 1.0\n      tarif:", "      persen:",
         "keluarga.yang_lain.iuran.persen: harus teks dalam tanda kutip"),
        ("      tarif:", '      persen: "1"\n      tarif:', "    iuran:",
         "keluarga.yang_lain.iuran: isi tarif atau persen, salah satu saja"),
        ("anak_berikutnya: true", "anak_berikut: true", "    anak_berikut:",
         "keluarga.yang_lain.anak_berikut: tidak dikenal; periksa ejaannya"),
        ("{hari_kerja: 3,", "{hari_kerja: 0,", "  sesudah_cair:",
         "tunggakan.sesudah_cair.hari_kerja: di luar batas yang diizinkan"),
        ("{tetap: II,", '{tetap: II, menurut_gaji: [{kelas: I}],', "kelas_rawat:",
         "kelas_rawat: isi tetap atau menurut_gaji, salah satu saja"),
        ("{tetap: II,", '{menurut_gaji: [{kelas: I}, {sampai: "4000000", kelas: II}],', "kelas_rawat:",
         "kelas_rawat: menurut_gaji harus naik, dan hanya jenjang terakhir tanpa sampai"),
    ],
)  # fmt: skip
@pytest.mark.lambat
def test_each_fault_of_an_article_is_named_with_its_line(
    cast: Cast, old: str, new: str, where: str, message: str
) -> None:
    text = whole_file().replace(old, new, 1)
    assert text != whole_file()
    found = errors_of(text)
    assert (line_of(text, where), message) in found, found
    assert Peraturan.objects.filter(kode="mamasa-3-2027").count() == 0
    assert ParameterValue.objects.filter(kunci="tarif_mandiri_2").count() == 0


def test_an_article_that_says_nothing_is_refused(cast: Cast) -> None:
    text = new_file("mamasa-10-2021") + "keluarga: {}\n"
    [(line, message)] = errors_of(text)
    assert (line, message) == (
        16, "keluarga: bagian ini kosong; isi, atau hapus supaya aturan nasional yang berlaku"
    )  # fmt: skip


def test_one_reason_of_ending_stands_once(cast: Cast) -> None:
    text = new_file("mamasa-10-2021") + (
        'kepesertaan: {pasal: "3", berakhir: [{alasan: meninggal, pasal: "5"}, {alasan: meninggal, pasal: "6"}]}\n'
    )
    assert errors_of(text) == [(16, "kepesertaan: satu alasan berakhir hanya boleh tertulis sekali")]


def test_values_that_share_days_are_refused(cast: Cast) -> None:
    rows = (
        '  - {kunci: uji, kabupaten: "76.03", mulai: 2027-01-01, sampai: 2027-06-30, nilai: "1.00", sumber: SK1}\n'
        '  - {kunci: uji, kabupaten: "76.03", mulai: 2027-06-30, nilai: "2.00", sumber: SK 2}\n'
    )
    text = new_file("mamasa-10-2021") + rows
    assert errors_of(text) == [
        (16, "nilai uji mulai 2027-01-01 bertumpuk dengan nilai yang mulai 2027-06-30"),
        (17, "nilai uji mulai 2027-06-30 bertumpuk dengan nilai yang mulai 2027-01-01"),
    ]
    load_peraturan(text=text.replace("mulai: 2027-06-30", "mulai: 2027-07-01"), by=None)
    assert ParameterValue.objects.filter(kunci="uji").count() == 2


def test_a_value_that_shares_days_with_a_stored_one_is_refused(cast: Cast) -> None:
    ParameterValue.objects.create(
        kunci="uji", kabupaten="76.03", mulai=date(2026, 1, 1), sampai=date(2027, 12, 31), nilai=1, sumber="SK"
    )
    row = '  - {kunci: uji, kabupaten: "76.03", mulai: 2027-06-01, nilai: "2.00", sumber: SK 2}\n'
    assert errors_of(new_file("mamasa-10-2021") + row) == [
        (16, "nilai uji mulai 2027-06-01 bertumpuk dengan nilai yang mulai 2026-01-01")
    ]


@pytest.mark.lambat
def test_an_assessed_regulation_takes_new_articles_but_changes_none(cast: Cast) -> None:
    new = load_peraturan(text=new_file(), by=None)
    Penetapan.objects.create(
        kabupaten=cast.mamasa, bulan=date(2027, 2, 1), peraturan=new, jatuh_tempo=date(2027, 2, 15),
        alasan_jatuh_tempo="Senin", kecamatan_jumlah=2,
    )  # fmt: skip
    more = new_file() + 'kelas_rawat: {tetap: II, pasal: "6"}\n'
    assert load_peraturan(text=more, by=None).isi["kelas_rawat"]["tetap"] == "II"
    [(line, message)] = errors_of(more.replace("tetap: II", "tetap: I"))
    assert (line, "sudah dipakai menetapkan iuran" in message) == (2, True)
    [(line, message)] = errors_of(new_file())
    assert "isinya tidak dapat diubah" in message


def test_a_third_regency_runs_its_own_clocks(cast: Cast) -> None:
    """Two months to register and fourteen days to report: data of that regency, beside Mamasa's one month and seven."""
    third = Kabupaten.objects.create(kode="76.04", nama="Uji", provinsi_kode="76", provinsi_nama="Sulawesi Barat")
    text = new_file("null").replace("76.03", "76.04").replace("mamasa-3-2027", "uji-1-2027") + (
        'kepesertaan:\n  pasal: "3"\n  daftar: {bulan: 2, pasal: "4"}\n  lapor: {hari: 14, pasal: "5"}\n'
        '  berakhir: [{alasan: meninggal, pasal: "6"}]\n'
    )
    load_peraturan(text=text, by=None)
    day = date(2027, 3, 31)
    for kabupaten, daftar, lapor in (
        (third, date(2027, 5, 31), date(2027, 4, 14)), (cast.mamasa, date(2027, 4, 30), date(2027, 4, 7)),
    ):  # fmt: skip
        rule = rule_on(kabupaten, day)
        assert rule is not None
        assert (registration_deadline(day, rule.daftar), report_by(kabupaten, day)) == (daftar, lapor)
    assert (rule_on(third, date(2027, 1, 31)), report_by(third, date(2027, 1, 31))) == (None, None)


def test_silent_everywhere_says_what_is_missing(cast: Cast) -> None:
    Peraturan.objects.filter(kabupaten=cast.mamasa).update(isi={"iuran": {}})
    mamasa = Peraturan.objects.get(kabupaten=cast.mamasa)
    for rule in (family_rule, membership_rule, reconciliation_rule, care_class_rule, arrears_rule):
        with pytest.raises(Kesalahan, match=f"untuk Oktober 2026 belum ada, baik pada {mamasa.judul}"):
            rule(mamasa, OKTOBER)
    assert after_disbursement(mamasa) is None
    assert national_family_rule(OKTOBER) is None


def test_a_refused_file_is_a_kesalahan(cast: Cast) -> None:
    with pytest.raises(BerkasSalah, match="baris 16"):
        load_peraturan(text=new_file("mamasa-10-2021") + "keluarga: {anak: {}}\n", by=None)
