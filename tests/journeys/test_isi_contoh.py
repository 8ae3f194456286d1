"""The sample as a newcomer meets it: loaded once by the command, and every file of fixtures/contoh tried on it.

Comes after the walk, which only reads: here October and November are played on the same portal.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Portal
from tests.journeys.sampel import ROOT

CONTOH = ROOT / "fixtures" / "contoh"
ORANG = {
    "hanya_kita", "hanya_bpjs", "data_berbeda", "gaji_berbeda", "status_berbeda", "keluarga_berbeda", "ganda",
    "pembulatan",
}  # fmt: skip
UANG = {
    "76.03": {"setoran_kurang", "salah_bulan"},
    "61.11": {"setoran_kurang", "setoran_lebih", "salah_bulan"},
}


def ask(portal: Portal, what: str) -> Any:
    return json.loads(portal.run("-m", "tests.journeys.tanya_contoh", what))


@pytest.fixture(scope="module")
def files(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample files, written again from this portal before anything is uploaded to it."""
    folder = tmp_path_factory.mktemp("berkas_contoh")
    portal.manage("tulis_contoh", "--keluaran", str(folder))
    return folder


@pytest.fixture(scope="module")
def jawaban(portal: Portal, files: Path) -> dict[str, Any]:
    """The portal's answers to every committed file."""
    found: dict[str, Any] = ask(portal, "jawab")
    return found


def test_it_tells_where_the_files_and_the_accounts_are(portal: Portal) -> None:
    shown = portal.disiapkan.keluaran.splitlines()
    assert shown[-3:] == [
        f"Sandi semua akun contoh: {portal.sandi}",
        "Berkas untuk dicoba (daftar perangkat dan daftar BPJS): fixtures/contoh/",
        "Isinya dan jawaban portal untuk setiap berkas: fixtures/contoh/BACA.md",
    ]
    names = [line.split()[0] for line in shown if line.startswith("  ") and "." in line.split()[0]]
    assert names == [
        "dpm.7603", "dpm2.7603", "kadis.7603", "bendahara.7603", "bpjs.7603", "kacab.7603", "inspektorat.7603",
        "sekdes.7603012004",
        "dpm.6111", "dpm2.6111", "kadis.6111", "bendahara.6111", "bpjs.6111", "kacab.6111", "inspektorat.6111",
        "sekdes.6111012001", "bendahara.6111012001",
    ]  # fmt: skip


def content(path: Path) -> dict[str, bytes]:
    """A workbook by its unpacked parts, because the packing depends on the machine's zlib; any other file as it is."""
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_the_committed_files_are_what_the_sample_writes(files: Path) -> None:
    written = {path.relative_to(files).as_posix(): path for path in files.rglob("*") if path.is_file()}
    assert [name for name, path in written.items() if content(path) != content(CONTOH / name)] == []
    others = {"bukti_setor.pdf", "nama.yaml", "pindaian_berita_acara.pdf", "surat_sekolah.pdf"}
    assert {path.relative_to(CONTOH).as_posix() for path in CONTOH.rglob("*") if path.is_file()} - others == set(
        written
    )


def test_a_second_run_is_quick_and_changes_nothing(portal: Portal, files: Path) -> None:
    before = ask(portal, "hitung")
    again = portal.prepare()
    assert (ask(portal, "hitung"), again.keluaran.splitlines()[-3]) == (
        before,
        portal.disiapkan.keluaran.splitlines()[-3],
    )
    assert again.detik < portal.disiapkan.detik / 4, "a second run loads nothing and plays nothing"


SALAH = {
    "nik_angka": ("Perangkat", "A3", "Kolom NIK berisi angka, bukan teks; angka terakhir mungkin hilang."),
    "nik_ganda": (
        "Perangkat", "A13", "NIK sel A13 (Yusuf Rekaan) sama dengan sel A4 (Filipus Pasangmatua, S.Kom).",
    ),
    "jabatan_tidak_dikenal": (
        "Perangkat", "H6", '"Staf Desa" tidak termasuk yang dijamin di sini (Pasal 3 ayat (1)-(2)).',
    ),
    "tanggal_31_februari": ("Perangkat", "F4", 'Tanggal Lahir "31/02/1985" tidak ada dalam kalender.'),
    "dua_kepala_desa": (
        "Perangkat", "H13",
        "Kepala Desa diisi dua kali pada waktu yang sama: Selfina Bambalino, S.P (baris 2) dan Yusuf Rekaan "
        "(baris 13).",
    ),
    "tanpa_baris": ("Perangkat", "", "Berkas tidak memuat satu orang pun."),
    "rumus": ("Perangkat", "L3", "Sel ini berisi rumus."),
    "dimensi_bohong": ("Perangkat", "L12", 'Penghasilan Tetap "dua juta" bukan jumlah rupiah yang jelas.'),
    "orang_hilang": (
        "Perangkat", "",
        "Silas Minangalino (Kepala Urusan Tata Usaha dan Umum) ada di daftar portal tetapi tidak ada di berkas.",
    ),
}  # fmt: skip


def test_every_bad_file_is_refused_at_its_cell_and_nothing_reaches_the_roster(jawaban: dict[str, Any]) -> None:
    unread = {
        "bukan_workbook": "Berkas ini bukan tabel; berkas harus XLSX, XLS, ODS atau CSV.",
        "sel_paling_ujung": "Lembar Perangkat: sel XFD1048576 berisi sesuatu jauh di luar tabel.",
    }
    found = {
        name: answer if isinstance(answer, str)
        else [(one["lembar"], one["sel"], one["pesan"]) for one in answer["salah"]]
        for name, answer in jawaban["salah"].items()
    }  # fmt: skip
    assert found == {name: [fault] for name, fault in SALAH.items()} | unread
    assert jawaban["daftar_tetap"]


def test_the_good_files_carry_one_newcomer_one_rise_and_one_leaver(jawaban: dict[str, Any]) -> None:
    found = {
        kode: (
            [(one["lembar"], one["jabatan"] if "jabatan" in one else one["hubungan"]) for one in answer["baru"]],
            [(one["kolom"], one["baru"] - one["lama"]) for one in answer["berubah"]],
            [(one["jabatan"], one["tanggal"], one["alasan"]) for one in answer["berakhir"]],
            answer["salah"],
        )
        for kode, answer in jawaban["benar"].items()
    }
    assert found == {
        kode: (
            [("Perangkat", dusun), ("Keluarga", "Istri")],
            [("Penghasilan Tetap", 150_000)],
            [(dusun, "2026-10-31", "Diberhentikan")],
            [],
        )
        for kode, dusun in (("76.03.01.2004", "Kepala Dusun Satu"), ("61.11.01.2001", "Kepala Dusun Tiga"))
    }


def test_the_list_of_october_is_known_already(jawaban: dict[str, Any]) -> None:
    said = "Berkas ini sudah diterima sebagai versi 1 bulan Oktober 2026."
    assert jawaban["lagi"] == {"76.03": said, "61.11": said}


@pytest.mark.parametrize("kode", ["76.03", "61.11"])
def test_october_has_every_planted_kind_and_no_rupiah_unexplained(jawaban: dict[str, Any], kode: str) -> None:
    found = jawaban["oktober"][kode]
    assert set(found["jenis"]) == ORANG | UANG[kode]
    assert (found["sisa"], found["dijelaskan"]) == (0, found["beda"])


@pytest.mark.parametrize("kode", ["76.03", "61.11"])
def test_the_list_of_november_can_be_played(jawaban: dict[str, Any], kode: str) -> None:
    assert jawaban["terima"][kode] == ""
    found = jawaban["november"][kode]
    assert set(found["jenis"]) >= ORANG
    assert (found["sisa"], found["dijelaskan"]) == (0, found["beda"])


def test_wages_below_the_floor_and_above_the_cap_are_both_there(jawaban: dict[str, Any]) -> None:
    assert jawaban["dasar"]["turun"] == 1
    assert jawaban["dasar"]["naik"] > 1
