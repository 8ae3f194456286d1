"""A regency's regulation as a file: loaded whole or refused whole, never changed behind a month's back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from desa.actions.peraturan import load_peraturan
from desa.enums import Jabatan
from desa.models import AuditEvent, ParameterValue, Peraturan
from desa.parameters.berkas import BerkasSalah
from desa.queries.peraturan import bagian_anggaran
from iuran.models import Penetapan
from tests.cast import Cast

BARU = """\
peraturan:
  kode: mamasa-3-2027
  kabupaten: "76.03"
  judul: Peraturan Bupati Mamasa Nomor 3 Tahun 2027
  ditetapkan: 2027-01-15
  berlaku_mulai: 2027-02-01
  mencabut: {mencabut}
iuran:
  dasar: {{sumber: penghasilan_tetap, batas_bawah: [umk, ump], batas_atas: nasional, pasal: "5"}}
  porsi:
    - {{penanggung: pemda, persen: "3.5", sumber_dana: APBD, penyetor: bendahara_pengeluaran, pasal: "6"}}
    - {{penanggung: peserta, persen: "1.5", sumber_dana: penghasilan_tetap, penyetor: bendahara_desa, pasal: "6"}}
  jatuh_tempo: {{tanggal: 15, hari_libur: hari_kerja_berikutnya, pasal: "7"}}
nilai:
  - {{kunci: ump, provinsi: "76", mulai: 2027-01-01, nilai: "3400000.50", sumber: "SK Gubernur"}}
"""


def new_file(mencabut: str = "mamasa-10-2021") -> str:
    return BARU.format(mencabut=mencabut)


def errors_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BerkasSalah) as refusal:
        load_peraturan(text=text, by=None)
    return [(one.baris, one.pesan) for one in refusal.value.galat]


def test_a_new_regulation_ends_the_one_it_repeals(cast: Cast) -> None:
    old = Peraturan.objects.get(kabupaten=cast.mamasa)
    said: list[str] = []
    new = load_peraturan(text=new_file(old.kode), by=None, lapor=said.append)
    old.refresh_from_db()
    assert (old.berlaku_sampai, new.berlaku_mulai, new.berlaku_sampai) == (date(2027, 1, 31), date(2027, 2, 1), None)
    assert said == ["Peraturan Bupati Mamasa Nomor 3 Tahun 2027 dimuat, 1 nilai ditambahkan."]
    acts = AuditEvent.objects.order_by("id").values_list("aksi", flat=True)
    assert list(acts) == ["peraturan.akhiri", "peraturan.muat", "nilai.tambah"]


ANGGARAN = """\
anggaran:
  penanggung: desa
  kegiatan: {{kode: "01.01.03", nama: Penyediaan Jaminan Sosial}}
  rekening:
    - {{kode: "5.1.3.01", nama: Kepala Desa, jabatan: [kepala_desa{more}]}}
    - {{kode: "{kode}", nama: Perangkat, jabatan: [sekretaris_desa, kepala_urusan, kepala_seksi, kepala_dusun]}}
  potongan: Potongan iuran
  sumber: Daftar kode
  pasal: "10"
"""


def test_the_accounts_of_the_budget_hold_every_post_once(cast: Cast) -> None:
    whole = load_peraturan(text=new_file() + ANGGARAN.format(more="", kode="5.1.3.02"), by=None)
    found = bagian_anggaran(whole)
    assert found is not None
    assert [found.account_of(post).kode for post in Jabatan.values] == ["5.1.3.01", *["5.1.3.02"] * 4]
    assert bagian_anggaran(Peraturan.objects.get(kode="mamasa-10-2021")) is None


@pytest.mark.parametrize(
    ("more", "kode", "said"),
    [(", kepala_dusun", "5.1.3.02", "setiap jabatan harus ada pada tepat satu rekening"),
     ("", "5.1.3.01", "satu kode rekening hanya boleh sekali"), ("", "lima", "kode"),
     (", staf", "5.1.3.02", "jabatan")],
)  # fmt: skip
def test_accounts_that_miss_or_repeat_a_post_are_refused(cast: Cast, more: str, kode: str, said: str) -> None:
    assert said in str(errors_of(new_file() + ANGGARAN.format(more=more, kode=kode)))


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    old = Peraturan.objects.get(kabupaten=cast.mamasa)
    load_peraturan(text=new_file(old.kode), by=None)
    before = AuditEvent.objects.count()
    said: list[str] = []
    load_peraturan(text=new_file(old.kode), by=None, lapor=said.append)
    assert said == ["Peraturan Bupati Mamasa Nomor 3 Tahun 2027 tidak berubah."]
    assert AuditEvent.objects.count() == before


def test_two_regulations_may_not_be_in_force_at_once(cast: Cast) -> None:
    old = Peraturan.objects.get(kabupaten=cast.mamasa)
    [(line, message)] = errors_of(new_file("null"))
    assert line == 6
    assert message.startswith(f"masa berlakunya bertumpuk dengan {old.judul}, berlaku sejak 7 Mei 2021;")


def test_an_assessed_month_holds_its_regulation(cast: Cast) -> None:
    old = Peraturan.objects.get(kabupaten=cast.mamasa)
    load_peraturan(text=new_file(old.kode), by=None)
    new = Peraturan.objects.get(kode="mamasa-3-2027")
    Penetapan.objects.create(
        kabupaten=cast.mamasa, bulan=date(2027, 2, 1), peraturan=new, jatuh_tempo=date(2027, 2, 15),
        alasan_jatuh_tempo="Senin", kecamatan_jumlah=2,
    )  # fmt: skip
    changed = new_file(old.kode).replace('"3.5"', '"3"').replace('"1.5"', '"2"')
    [(line, message)] = errors_of(changed)
    assert line == 2
    assert message.startswith("Peraturan Bupati Mamasa Nomor 3 Tahun 2027 sudah dipakai menetapkan iuran")
    words_only = new_file(old.kode) + 'kutipan: {"5": "Dasar ..."}\n'
    assert load_peraturan(text=words_only, by=None).isi["kutipan"] == {"5": "Dasar ..."}


def test_a_regulation_that_months_used_cannot_be_repealed_backwards(cast: Cast) -> None:
    old = Peraturan.objects.get(kabupaten=cast.mamasa)
    Penetapan.objects.create(
        kabupaten=cast.mamasa, bulan=date(2027, 3, 1), peraturan=old, jatuh_tempo=date(2027, 3, 16),
        alasan_jatuh_tempo="Selasa", kecamatan_jumlah=2,
    )  # fmt: skip
    assert errors_of(new_file(old.kode)) == [
        (6, f"bulan sesudah tanggal ini sudah ditetapkan dengan {old.judul}; pilih tanggal mulai kemudian")
    ]


def test_all_errors_come_together_each_with_its_line(cast: Cast) -> None:
    text = (
        new_file("null")
        .replace('"76.03"', '"99.98"')
        .replace('"3.5"', '"4"')
        .replace("tanggal: 15", "tanggal: 31")
        .replace("hari_kerja_berikutnya", "nanti")
        .replace("[umk, ump]", "[umk, upm]")
        .replace("sumber_dana: APBD,", "sumber_dana: APBD, dana: APBD,")
        .replace('"3400000.50"', "3400000.50")
    )
    assert errors_of(text) == [
        (3, "kabupaten 99.98 belum dimuat; jalankan dahulu python manage.py muat_wilayah 99.98"),
        (9, "batas_bawah upm tidak dikenal; periksa ejaannya, atau tambahkan nilainya pada bagian nilai"),
        (11, "iuran.porsi.0.dana: tidak dikenal; periksa ejaannya"),
        (13, "iuran.jatuh_tempo.hari_libur: bukan pilihan yang ada"),
        (13, "iuran.jatuh_tempo.tanggal: di luar batas yang diizinkan"),
        (15, "nilai.0.nilai: harus teks dalam tanda kutip"),
    ]
    assert Peraturan.objects.filter(kode="mamasa-3-2027").count() == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"3.5"', '"4"', (8, "iuran: jumlah porsi 5.5 persen tidak sama dengan tarif 5 persen")),
        ('"3.5"', "3.5", (11, "iuran.porsi.0.persen: harus teks dalam tanda kutip")),
        ("penanggung: peserta", "penanggung: pemda", (10, "iuran.porsi: satu penanggung hanya boleh punya satu porsi")),
        ("2027-02-01", "2027-02-31", (6, "2027-02-31 tidak ada dalam kalender atau bukan nilai yang sah")),
        ("  judul:", "  kode: dua\n  judul:", (4, "kode tertulis dua kali")),
        ('provinsi: "76"', 'provinsi: "61"', (15, "nilai ump harus milik kabupaten 76.03 atau provinsi 76")),
        ("2027-01-01, nilai", "2026-01-01, nilai", None),
    ],
)
def test_each_fault_is_named(cast: Cast, old: str, new: str, expected: tuple[int, str] | None) -> None:
    found = errors_of(new_file("mamasa-10-2021").replace(old, new, 1))
    if expected is None:
        assert found[0][1].startswith("nilai ump mulai 2026-01-01 sudah ada dengan angka atau masa berlaku lain")
    else:
        assert expected in found


def test_an_empty_file_and_a_file_that_is_no_yaml(cast: Cast) -> None:
    assert errors_of("") == [(1, "berkas kosong atau bukan YAML dengan bagian peraturan dan iuran")]
    assert errors_of("peraturan: [") == [(1, "bukan YAML yang benar; periksa indentasi dan tanda kutip")]


def test_the_command_says_what_it_did_in_one_line(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "baru.yaml"
    path.write_text(new_file(Peraturan.objects.get(kabupaten=cast.mamasa).kode))
    call_command("muat_peraturan", str(path))
    assert capsys.readouterr().out == "Peraturan Bupati Mamasa Nomor 3 Tahun 2027 dimuat, 1 nilai ditambahkan.\n"
    with pytest.raises(CommandError, match=r"^Berkas .* tidak dapat dibaca: berkas atau foldernya tidak ada\."):
        call_command("muat_peraturan", str(tmp_path / "tidak-ada.yaml"))
    assert ParameterValue.objects.filter(kunci="ump", provinsi="76", mulai=date(2027, 1, 1)).count() == 1
