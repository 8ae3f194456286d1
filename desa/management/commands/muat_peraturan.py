"""`muat_peraturan`: one regency's regulation and values from a YAML file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desa.actions.peraturan import load_peraturan
from desa.management.perintah import Perintah, why_not
from jaminan.kesalahan import Kesalahan


class Command(Perintah):
    help = "Memeriksa dan memuat peraturan satu kabupaten beserta nilainya dari berkas YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", help="berkas YAML, bentuknya seperti fixtures/peraturan/")

    def jalankan(self, **options: Any) -> None:
        load_peraturan(text=read_text(Path(options["berkas"])), by=None, lapor=self.stdout.write)


def read_text(path: Path) -> str:
    """The file's text. Raises Kesalahan when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Kesalahan(f"Berkas {path} tidak dapat dibaca: {why_not(error)}.", "Periksa nama dan foldernya.") from None
    except UnicodeDecodeError:
        raise Kesalahan(f"Berkas {path} bukan teks UTF-8.", "Simpan lagi sebagai UTF-8.") from None
