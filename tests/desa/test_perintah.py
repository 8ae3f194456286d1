"""Every command answers a wrong command line with one Indonesian line and exit code 1, never a traceback."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.db.migrations.executor import MigrationExecutor

from desa.management.commands.muat_peraturan import read_text
from desa.management.perintah import Galat
from desa.parameters.berkas import BerkasSalah, read_peraturan
from iuran.management.commands.kalkulator import Command, rupiah_named
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast

WRONG = [
    (["kalkulator"], "Perintah ini kurang lengkap: --kabupaten belum ditulis."),
    (["muat_wilayah", "76.03", "--kacau"], "Pilihan --kacau tidak dikenal."),
    (["tetapkan_iuran", "--kabupaten"], "Isi --kabupaten belum ditulis."),
    (["kalkulator", "--penghasilan"], "Isi --penghasilan belum ditulis."),
    (["siapkan", "--contoh=ya"], "Pilihan --contoh tidak memerlukan isi 'ya'."),
    (["periksa_buku", "--verbosity", "9"], "Isi -v/--verbosity tidak boleh 9. Pilih: 0, 1, 2, 3."),
    (["periksa_buku", "--verbosity", "x"], "Isi -v/--verbosity tidak dapat dibaca: 'x'."),
    (["muat_wilayah", "--s", "x"], "Pilihan --s tidak jelas; maksudnya salah satu dari --settings, --skip-checks."),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_command_line_is_told_in_one_line(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = {"kalkulator": "iuran", "tetapkan_iuran": "iuran", "periksa_buku": "rekonsiliasi", "siapkan": "rekonsiliasi"}
    command = load_command_class(f"{app.get(words[0], 'desa')}", words[0])
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["manage.py", *words])
    line = capsys.readouterr().err
    assert (ended.value.code, line) == (1, f"Galat: {told} Lihat cara menulisnya: manage.py {words[0]} --help.\n")


def test_a_call_from_code_raises_the_same_sentence() -> None:
    with pytest.raises(CommandError, match=r"^Pilihan --kacau tidak dikenal\."):
        call_command("muat_wilayah", "76.03", "--kacau")


@pytest.mark.django_db
def test_a_database_that_was_not_prepared_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_step_left(*_args: Any) -> list[object]:
        return [object()]

    monkeypatch.setattr(MigrationExecutor, "migration_plan", one_step_left)
    with pytest.raises(Galat) as refused:
        call_command(Command(), kabupaten="76.03", bulan="2026-10", penghasilan=["1"], skip_checks=True)
    assert str(refused.value) == "Basis data belum disiapkan. Jalankan dahulu: python manage.py siapkan."
    assert refused.value.returncode == 1


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("abc", "Tahun 'abc' bukan bilangan bulat."),
        ("1999", "Tahun 1999 di luar yang dikenal portal, 2000 sampai 2199."),
    ],
)
def test_a_year_that_is_none_is_called_a_year(cast: Cast, tmp_path: Path, year: str, told: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("ekspor_jurnal", kabupaten="76.03", tahun=year, keluaran=tmp_path / "buku.journal")
    assert str(refused.value).startswith(told)


def test_an_income_too_long_is_called_too_large() -> None:
    with pytest.raises(Kesalahan, match="terlalu besar"):
        rupiah_named("9" * 16)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tidak_ada.yaml", "berkas atau foldernya tidak ada"),
        ("", "itu nama folder, bukan berkas"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(Kesalahan) as refused:
        read_text(tmp_path / name)
    assert str(refused.value) == f"Berkas {tmp_path / name} tidak dapat dibaca: {told}. Periksa nama dan foldernya."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &a [*a]", "rujukan *a: tulis isinya saja"),
        ("? [a, b]\n: c", "nama bagian harus satu kata"),
        pytest.param("a: " + "[" * 3_000 + "]" * 3_000, "terlalu banyak tingkat di dalam tingkat", id="terlalu_dalam"),
        ("a: !!int abc", "abc tidak ada dalam kalender atau bukan nilai yang sah"),
        ("a: !lain {b: 1}", "bukan YAML yang benar; periksa indentasi dan tanda kutip"),
    ],
)
@pytest.mark.lambat
def test_a_file_that_turns_in_on_itself_is_refused(text: str, told: str) -> None:
    with pytest.raises(BerkasSalah) as refused:
        read_peraturan(text)
    assert [(one.baris, one.pesan) for one in refused.value.galat] == [(1, told)]
