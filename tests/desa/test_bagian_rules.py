"""The articles of each regulation in words, whole: what it settles, its pasal, and the national rule beside it."""

import pytest

from desa.enums import Hubungan
from desa.parameters.bagian import BagianKeluarga, IuranKeluargaLain
from desa.parameters.peraturan import IsiPeraturan
from desa.rules.bagian import Ketentuan, articles_in_words, compare_articles, payment_in_words, relations_in_words
from desa.rules.kepatuhan import Banding
from tests.cases import regulations

KAYONG_UTARA, MAMASA, NATION = (
    regulations()[kode] for kode in ("kayong-utara-39-2018", "mamasa-10-2021", "nasional-2020")
)
WHO = "Kepala desa dan perangkat desa."
ENDS = "Kepesertaan berakhir."
ALONE = "Dijamin sendiri, tidak dihitung."
CHILDREN = "Paling banyak 3 anak: anak kandung, anak tiri, dan anak angkat."
TERMS = "Belum menikah, tidak berpenghasilan, belum berusia 21 tahun, atau 25 tahun bila masih sekolah dengan bukti."
OTHERS = "Anak berikutnya, ayah, ibu, mertua."
TARIFF = "Tarif peserta mandiri kelas II untuk setiap orang, jumlah dua belas bulan."
MATCHING = "Setiap bulan atau setiap tahap yang disepakati."
STOPS = "Penjaminan dihentikan sementara mulai tanggal 1 bulan berikutnya bila iuran belum dibayar sampai akhir bulan."
STAYS = "Tetap peserta aktif selama iuran terlambat karena APBDesa terlambat cair."

JAMKESDA = (
    "Register kedua untuk warga, menurut Peraturan Bupati Kayong Utara Nomor 2 Tahun 2009: memiliki kartu identitas "
    "diri seperti KTP/KK/Surat keterangan domisili dan surat keterangan belum memiliki jaminan kesehatan lainnya "
    "seperti Askes, Jamsostek, Jamkesmas, dan Asabri."
)
ARTICLES = {
    "kayong-utara-39-2018": [
        ("Peserta", WHO, "2 ayat (1)"),
        ("Pengecualian", "Pegawai negeri sipil tidak ditagih di sini.", "2 ayat (2) huruf a"),
        ("Pengecualian", "Pemegang jaminan lain tidak ditagih.", "2 ayat (2) huruf b"),
        ("Batas lapor perubahan", "7 hari sejak perubahan.", "9 ayat (2)"),
        ("Berakhir: diberhentikan", ENDS, "9 ayat (1)"),
        ("Berakhir: berakhir masa jabatan", ENDS, "9 ayat (1)"),
        ("Berakhir: meninggal dunia", ENDS, "9 ayat (1)"),
        ("Keluarga: pegawai negeri sipil", ALONE, "2 ayat (2) huruf a"),
        ("Keluarga: pemegang jaminan lain", ALONE, "2 ayat (2) huruf b"),
        ("Pasangan ditanggung", "Paling banyak 1 suami atau istri.", "3 ayat (1) huruf a"),
        ("Anak ditanggung", CHILDREN, "3 ayat (1) huruf a"),
        ("Syarat anak", TERMS, "3 ayat (1) huruf b"),
        ("Anggota keluarga yang lain", OTHERS, "3 ayat (2)-(3)"),
        ("Iuran anggota keluarga yang lain", TARIFF, "5 ayat (1)-(2)"),
        ("Kelas rawat", "Kelas II untuk semua.", "6 ayat (1)"),
        ("Kelas yang lebih tinggi", "Atas biaya peserta sendiri.", "6 ayat (2)-(3)"),
        ("Bila iuran terlambat", STAYS, "8 ayat (1)"),
        ("Tunggakan sesudah cair", "Disetor paling lambat 3 hari kerja sesudah APBDesa cair.", "8 ayat (2)"),
        ("Anggaran", "Kegiatan 01.01.03 Penyediaan Jaminan Sosial bagi Kepala Desa dan Perangkat Desa, rekening "
         "5.1.3.01 Jaminan Kesehatan Kepala Desa; 5.1.3.02 Jaminan Kesehatan Perangkat Desa.", "10"),
        ("Syarat: identitas diri",
         "Salah satu dari KTP, Kartu keluarga (KK), Surat keterangan domisili (berlaku 6 bulan).", "2 ayat (1)"),
        ("Syarat: pernyataan tidak punya jaminan lain",
         "Pernyataan tentang jaminan lain (berlaku 12 bulan).", "2 ayat (2)"),
        ("Jaminan ganda", "Tidak ditagih di sini: Pegawai negeri sipil.", "2 ayat (2) huruf a"),
        ("Jaminan ganda", "Tidak ditagih di sini: Penerima bantuan iuran (PBI), Askes, Jamkesmas, Asabri.",
         "2 ayat (2) huruf b"),
        ("Jaminan Kesehatan Daerah (JAMKESDA)", JAMKESDA, "7 Peraturan Bupati Kayong Utara Nomor 2 Tahun 2009"),
    ],
    "mamasa-10-2021": [
        ("Peserta", WHO, "3 ayat (1)-(2)"),
        ("Pengecualian", "Pegawai negeri sipil tidak ditagih di sini.", "3 ayat (1)"),
        ("Batas pendaftaran", "1 bulan sejak pelantikan.", "5 ayat (2)"),
        ("Batas lapor perubahan", "7 hari sejak perubahan.", "5 ayat (3)"),
        ("Berakhir: berakhir masa jabatan", ENDS, "5 ayat (4) huruf a"),
        ("Berakhir: meninggal dunia", ENDS, "5 ayat (4) huruf b"),
        ("Berakhir: diberhentikan", ENDS, "5 ayat (4) huruf c"),
        ("Pasangan yang juga pekerja", "Tetap didaftarkan.", "4 ayat (2)"),
        ("Pencocokan dengan BPJS", MATCHING, "12 ayat (1)"),
        ("Perbaikan data", "Berlaku pada bulan berikutnya.", "12 ayat (4)"),
        ("Selisih pembayaran", "Diperhitungkan pada bulan berikutnya.", "13 ayat (2)"),
        ("Jaminan ganda", "Tidak ditagih di sini: Pegawai negeri sipil.", "3 ayat (1)"),
    ],
}  # fmt: skip

# What the nation settles beside the contribution, in the order of its file.
NATIONAL = {
    "Batas pendaftaran": "1 bulan sejak pelantikan.",
    "Batas lapor perubahan": "7 hari sejak perubahan.",
    "Berakhir: berakhir masa jabatan": ENDS,
    "Berakhir: meninggal dunia": ENDS,
    "Berakhir: diberhentikan": ENDS,
    "Keluarga: pegawai negeri sipil": ALONE,
    "Keluarga: pemegang jaminan lain": ALONE,
    "Pasangan ditanggung": "Paling banyak 1 suami atau istri.",
    "Anak ditanggung": CHILDREN,
    "Syarat anak": TERMS,
    "Anggota keluarga yang lain": OTHERS,
    "Iuran anggota keluarga yang lain": "1 % gaji sebulan untuk setiap orang.",
    "Pasangan yang juga pekerja": "Tetap didaftarkan.",
    "Kelas rawat": "Kelas II bila dasar iuran sampai Rp 4.000.000; kelas I di atasnya.",
    "Kelas yang lebih tinggi": "Atas biaya peserta sendiri.",
    "Bila iuran terlambat": STOPS,
    "Pencocokan dengan BPJS": MATCHING,
    "Perbaikan data": "Berlaku pada bulan berikutnya.",
    "Selisih pembayaran": "Diperhitungkan pada bulan berikutnya.",
}


@pytest.mark.parametrize("kode", sorted(ARTICLES))
def test_every_article_is_told_with_its_pasal(kode: str) -> None:
    assert [(one.hal, one.isi, one.pasal) for one in articles_in_words(regulations()[kode])] == ARTICLES[kode]


@pytest.mark.parametrize("ours", [KAYONG_UTARA, MAMASA, NATION])
def test_beside_the_national_rule_a_silence_is_told(ours: IsiPeraturan) -> None:
    own = {one.hal: one.isi for one in articles_in_words(ours)}
    expected = [
        Banding(hal, own[hal], text)
        if hal in own
        else Banding(hal, "tidak diatur, memakai aturan nasional", text, True)
        for hal, text in NATIONAL.items()
    ]
    if ours is KAYONG_UTARA:
        clock = "Disetor paling lambat 3 hari kerja sesudah APBDesa cair."
        expected.append(Banding("Tunggakan sesudah cair", clock, "tidak diatur"))
    assert compare_articles(ours, NATION) == expected


def test_the_notes_of_an_article_stand_beside_it() -> None:
    notes = {one.hal: one.catatan for one in articles_in_words(KAYONG_UTARA) if one.catatan}
    family, membership, fit = KAYONG_UTARA.keluarga, KAYONG_UTARA.kepesertaan, KAYONG_UTARA.kelayakan
    assert fit is not None
    assert fit.jamkesda is not None
    assert family is not None
    assert membership is not None
    assert family.anak is not None
    assert family.yang_lain is not None
    assert membership.lapor is not None
    ended = {str(one.alasan): one.catatan for one in membership.berakhir or ()}
    assert notes == {
        "Batas lapor perubahan": membership.lapor.catatan,
        "Berakhir: berakhir masa jabatan": ended["masa_jabatan"],
        "Berakhir: meninggal dunia": ended["meninggal"],
        "Syarat anak": family.anak.catatan,
        "Iuran anggota keluarga yang lain": family.yang_lain.iuran.catatan,
        **{f"Syarat: {one.nama.lower()}": one.catatan for one in fit.syarat},
        "Jaminan ganda": fit.ganda[-1].catatan,
        "Jaminan Kesehatan Daerah (JAMKESDA)": fit.jamkesda.catatan,
        "Anggaran": "Kode: Daftar kode kegiatan dan rekening APBDesa yang dipakai Siskeudes.",
    }
    assert Ketentuan("Peserta", WHO, "2 ayat (1)").catatan == ""


def family_in_words(**told: object) -> dict[str, str]:
    """The sentences of a family article that says only this."""
    isi = KAYONG_UTARA.model_copy(update={"keluarga": BagianKeluarga.model_validate(told)})
    return {one.hal: one.isi for one in articles_in_words(isi)}


def test_articles_that_say_otherwise() -> None:
    child = {"hubungan": ["anak_kandung"], "paling_banyak": 2, "batas_usia": 18, "batas_usia_sekolah": 23,
             "belum_menikah": False, "tanpa_penghasilan": False, "bukti_sekolah": False, "pasal": "1",
             "pasal_syarat": "2"}  # fmt: skip
    found = family_in_words(anak=child, pasangan_bekerja={"tetap_didaftarkan": False, "pasal": "3"})
    assert (found["Anak ditanggung"], found["Syarat anak"], found["Pasangan yang juga pekerja"]) == (
        "Paling banyak 2 anak: anak kandung.", "Belum berusia 18 tahun, atau 23 tahun bila masih sekolah.",
        "Tidak didaftarkan lagi.")  # fmt: skip
    found = family_in_words(anak=child | {"tanpa_penghasilan": True, "bukti_sekolah": True})
    assert found["Syarat anak"] == (
        "Tidak berpenghasilan, belum berusia 18 tahun, atau 23 tahun bila masih sekolah dengan bukti."
    )
    paid = {"persen": "1.5", "pasal": "5"}
    nobody = family_in_words(yang_lain={"anak_berikutnya": False, "pasal": "4", "iuran": paid})
    assert nobody["Anggota keluarga yang lain"] == "Tidak ada."
    assert nobody["Iuran anggota keluarga yang lain"] == "1,5 % gaji sebulan untuk setiap orang."
    parents = {"hubungan": ["ayah"], "anak_berikutnya": False, "pasal": "4", "iuran": paid}
    assert family_in_words(yang_lain=parents)["Anggota keluarga yang lain"] == "Ayah."


def test_lists_in_words() -> None:
    father, mother, other = Hubungan.AYAH, Hubungan.IBU, Hubungan.MERTUA
    assert [relations_in_words(one) for one in ((), (father,), (father, mother), (father, mother, other))] == [
        "", "ayah", "ayah dan ibu", "ayah, ibu, dan mertua"]  # fmt: skip
    assert payment_in_words(IuranKeluargaLain(persen="1", pasal="5")) == "1 % gaji sebulan untuk setiap orang"
