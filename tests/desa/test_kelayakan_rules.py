"""Documents with their end, and double cover: by NIK for certain, by name and birth date as a question."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desa.enums import JenisDokumen, JenisGanda
from desa.parameters.kelayakan import BagianKelayakan, DokumenAturan, SyaratAturan
from desa.rules.bagian import articles_in_words
from desa.rules.daftar_lain import IsiDaftar, read_other_list
from desa.rules.ganda import ANGGOTA, PESERTA, Entri, Orang, doubles, from_list, likeness, matches
from desa.rules.kelayakan import DokumenAda, completeness, requirements_in_words
from desa.rules.kolom import KOLOM_LAIN
from desa.rules.lembar import Baris, Lembar, Sel
from jaminan.kesalahan import Kesalahan
from tests.cases import law_cases, regulations

BORN = date(1975, 3, 12)


def rule_of(kode: str) -> BagianKelayakan:
    return regulations()[kode].kelayakan or BagianKelayakan()


@pytest.mark.parametrize("case", law_cases("dokumen"))
def test_documents_by_the_article(case: dict[str, Any]) -> None:
    papers = [
        DokumenAda(JenisDokumen(kind), date.fromisoformat(day), date.fromisoformat(end) if end else None)
        for kind, day, end in ((*one.split(), "")[:3] for one in case["ada"])
    ]
    found = completeness(rule_of(case["peraturan"]).syarat, papers, case["pada"])
    assert (found.skor, found.kurang) == (case["skor"], case["kurang"])


@pytest.mark.parametrize("case", law_cases("jaminan_ganda"))
def test_other_cover_by_the_article(case: dict[str, Any]) -> None:
    person = Orang(PESERTA, 1, "6111011203759001", "Hamdani", BORN, "Kepala Desa", "Sutera")
    found = from_list(person, Entri(case["skema"], person.nik, "", None, 7), True, rule_of(case["peraturan"]))
    assert (found.pasal, found.terbuka) == (case["akibat"], True)
    assert ("Pasal" in found.akibat) == bool(case["akibat"])


def test_a_law_card_says_what_is_asked() -> None:
    told = {one.hal: (one.isi, one.pasal) for one in articles_in_words(regulations()["kayong-utara-39-2018"])}
    words = "Salah satu dari KTP, Kartu keluarga (KK), Surat keterangan domisili (berlaku 6 bulan)."
    assert told["Syarat: identitas diri"] == (words, "2 ayat (1)")


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Hj. Sitti Nur'aini, S.Pd", "SITTI NURAINI", True),
        ("Sukandar Hamdani", "Hamdani Sukandar", True),
        ("Nurhayati Kelanisyah", "Nurhayatti Kelanisyah", True),
        ("Hamdani Sukandar", "Hendra Sukandar", False),
        ("Siti Aisyah", "Siti Aminah", False),
    ],
)
def test_names_that_are_asked_about(one: str, other: str, asked: bool) -> None:
    person = Orang(PESERTA, 1, "6111011203759001", one, BORN, "", "")
    found = [sure for *_, sure in matches([person], [Entri("pbi", "6111011203759555", other, BORN, 1)])]
    assert found == ([False] if asked else []), likeness(one, other)
    assert not list(matches([person], [Entri("pbi", "", other, date(1975, 3, 13), 1)])), "another birth date is nobody"


SYARAT = SyaratAturan(nama="Identitas", dokumen=(DokumenAturan(jenis=JenisDokumen.KTP),
                                                 DokumenAturan(jenis=JenisDokumen.DOMISILI, berlaku_bulan=6)),
                      pasal="2")  # fmt: skip
DAY = date(2026, 10, 20)


KTP, DOMISILI = JenisDokumen.KTP, JenisDokumen.DOMISILI
OLD = date(2020, 1, 1)


@pytest.mark.parametrize(("ada", "teks", "segera"), [
    ([], "Belum ada. Yang diminta: KTP atau Surat keterangan domisili.", False),
    ([(KTP, DAY)], "KTP.", False),
    ([(KTP, date(2026, 10, 21))], "KTP belum berlaku.", False),
    ([(KTP, OLD, DAY)], "KTP, berlaku sampai 20 Oktober 2026.", True),
    ([(KTP, OLD, date(2026, 10, 19))], "KTP habis berlaku 19 Oktober 2026.", False),
    ([(KTP, date(2026, 10, 21), DAY)], "KTP belum berlaku.", False),
    ([(KTP, OLD, date(2026, 12, 19))], "KTP, berlaku sampai 19 Desember 2026.", True),
    ([(KTP, OLD, date(2026, 12, 20))], "KTP, berlaku sampai 20 Desember 2026.", False),
    ([(DOMISILI, date(2026, 9, 1)), (KTP, OLD)], "KTP.", False),
    ([(KTP, OLD, date(2027, 1, 1)), (DOMISILI, DAY)], "Surat keterangan domisili, berlaku sampai 20 April 2027.",
     False),
    ([(DOMISILI, date(2025, 1, 1)), (KTP, date(2024, 1, 1), BORN)],
     "Surat keterangan domisili habis berlaku 1 Juli 2025.", False),
])  # fmt: skip
def test_a_requirement_in_words_on_a_day(ada: list[tuple[Any, ...]], teks: str, segera: bool) -> None:
    """The last day counts; sixty days before it the end is near; of two papers the one that lasts longest is named."""
    found = completeness((SYARAT,), [DokumenAda(*one) for one in ada], DAY)
    (item,) = found.butir
    assert (item.teks, item.segera) == (teks, segera)
    assert found.lengkap == item.terpenuhi == (found.skor == 100)


def test_the_article_in_words() -> None:
    part = rule_of("kayong-utara-39-2018")
    rows = requirements_in_words(part.model_copy(update={"syarat": (SYARAT,)}))
    assert rows[0][:3] == (
        "Syarat: identitas",
        "Salah satu dari KTP, Surat keterangan domisili (berlaku 6 bulan).",
        "2",
    )
    assert rows[1][:2] == ("Jaminan ganda", "Tidak ditagih di sini: Pegawai negeri sipil.")
    assert ", " in rows[2][1]
    assert part.jamkesda is not None
    assert rows[-1][1] == f"Register kedua untuk warga, menurut {part.jamkesda.peraturan}: {part.jamkesda.kutipan}."
    single = requirements_in_words(BagianKelayakan(syarat=(SYARAT.model_copy(update={"dokumen": SYARAT.dokumen[:1]}),)))
    assert [row[1] for row in single] == ["KTP."]


def test_a_nik_that_stands_twice_is_named_by_where() -> None:
    def person(register: str, pk: int, desa: str, peserta: int) -> Orang:
        return Orang(register, pk, "6111011203759001", "Hamdani", BORN, "", desa, peserta=peserta)

    head, again = person(PESERTA, 1, "Sutera", 1), person(PESERTA, 1, "Benawai", 1)
    child, elsewhere = person(ANGGOTA, 5, "Sutera", 2), person(ANGGOTA, 6, "Sutera", 3)

    def kind(*people: Orang) -> JenisGanda | None:
        return next((places.jenis for places in doubles(people).values()), None)

    assert kind(head, again) == JenisGanda.DUA_DESA
    assert kind(head, head) is None, "two posts in one village are one person"
    assert kind(head, child) == JenisGanda.PEJABAT_KELUARGA
    assert (kind(child, elsewhere), kind(child)) == (JenisGanda.DUA_KELUARGA, None)


def row(number: int, *values: Any) -> Baris:
    return Baris(number, [Sel("ABC"[place], value) for place, value in enumerate(values) if value is not None])


def read(*sheets: Lembar) -> IsiDaftar:
    return read_other_list(list(sheets), KOLOM_LAIN)


def test_every_row_of_a_list_is_used_or_named() -> None:
    sheet = Lembar("PNS", False, [
        row(1, "DAFTAR PEGAWAI"), row(3, "NIK", "Nama Lengkap", "Tgl. Lahir"),
        row(4, "6111011203759001", "Hamdani", BORN), row(5, 6.111e15, "Rusdi", "12/03/1975"),
        row(6, 6.111e15, "Tanpa tanggal"), row(7, None, "Jumlah"), row(8, "61110112", None, BORN),
    ])  # fmt: skip
    found = read(sheet, Lembar("Catatan", False, [row(1, "halo")]), Lembar("Lama", True, []))
    assert (found.baris, [one.nomor for one in found.dipakai], [one.nomor for one in found.ditinggal]) == (
        5, [4, 5], [6, 7, 8])  # fmt: skip
    assert found.dipakai[1].nik == "", "a number cell has lost its last digits; name and birth date are left"
    assert [one.alasan for one in found.ditinggal] == [
        "Sel A6: Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang.", "Baris jumlah.",
        "Sel A8: NIK berisi 8 angka, seharusnya 16.",
    ]  # fmt: skip
    assert found.catatan == [
        "Lembar PNS baris 5: Sel A5: Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang. "
        "Dicocokkan dengan isian lainnya.",
        "Lembar Catatan tidak punya baris judul NIK, Nama, Tanggal Lahir dan tidak dibaca.",
        "Lembar Lama tersembunyi dan tidak dibaca.",
    ]
    with pytest.raises(Kesalahan) as told:
        read(Lembar("PNS", False, [row(1, "NIK"), *sheet.baris], 9))
    assert (told.value.pesan, told.value.saran) == (
        "Lembar PNS tidak terbaca utuh: 8 dari 9 baris.",
        "Simpan ulang sebagai XLSX, lalu unggah lagi.",
    )
    bare = [row(1, "NIK"), row(2, None, "x"), replace(row(3, "6111011203759001"), tersembunyi=True), row(4, "Total :")]
    hidden = read(Lembar("Hanya NIK", False, bare))
    assert [one.alasan for one in hidden.ditinggal] == [
        "Tidak ada isi pada kolom NIK, Nama, dan Tanggal Lahir.", "Baris jumlah.",
    ]  # fmt: skip
    assert hidden.catatan == ["Lembar Hanya NIK baris 3 tersembunyi, tetapi tetap dibaca."]
    born = read(Lembar("Nama", False, [row(1, "Nama", "Tanggal Lahir"), row(2, "Rusdi", BORN), row(3, "Rusdi")]))
    assert (born.dipakai[0].nama, [one.alasan for one in born.ditinggal]) == (
        "Rusdi", ["NIK kosong, dan Nama atau Tanggal Lahir belum diisi."])  # fmt: skip
    since = Lembar("Lama", False, [row(1, "NIK", "Nama", "Tanggal Lahir"), row(2, None, "Hamdani", 26_003)], 2, True)
    assert read(since).dipakai[0].tanggal_lahir == BORN, "a sheet that counts its days from 1904"
    with pytest.raises(Kesalahan) as nobody:
        read(Lembar("Kosong", False, []))
    assert (nobody.value.pesan, nobody.value.saran) == (
        "Berkas ini tidak memuat satu orang pun yang dapat dicocokkan.",
        "Perlu kolom NIK, atau kolom Nama dan Tanggal Lahir, dengan baris judul di atasnya.",
    )
