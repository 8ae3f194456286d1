"""The base of every command: a Kesalahan becomes one clear line and exit code 1, never a traceback."""

import json
import re
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from desa.models import Desa, Kabupaten
from jaminan.bulan import FIRST_YEAR, LAST_YEAR, Bulan
from jaminan.kesalahan import Kesalahan


class Galat(CommandError):
    """Django prints the class name before the sentence: the operator reads "Galat: ...", never CommandError."""


# What argparse says of a wrong command line, and what the operator reads instead.
SALAH_TULIS = (
    (r"the following arguments are required: (.+)", r"Perintah ini kurang lengkap: \1 belum ditulis."),
    (r"unrecognized arguments: (.+)", r"Pilihan \1 tidak dikenal."),
    (r"argument ([^:]+): expected (?:at least )?one argument", r"Isi \1 belum ditulis."),
    (r"argument ([^:]+): invalid choice: (.+) \(choose from (.+)\)", r"Isi \1 tidak boleh \2. Pilih: \3."),
    (r"argument ([^:]+): invalid \w+ value: (.+)", r"Isi \1 tidak dapat dibaca: \2."),
    (r"argument ([^:]+): ignored explicit argument (.+)", r"Pilihan \1 tidak memerlukan isi \2."),
    (r"ambiguous option: (.+) could match (.+)", r"Pilihan \1 tidak jelas; maksudnya salah satu dari \2."),
)


class Pengurai(CommandParser):
    """Reads a command line; a wrong one is answered by one Indonesian line and exit code 1."""

    def error(self, message: str) -> NoReturn:
        told = next(
            (found.expand(said) for pattern, said in SALAH_TULIS if (found := re.fullmatch(pattern, message, re.S))),
            f"Perintah ini salah tulis: {message}.",
        )
        line = " ".join(f"{told} Lihat cara menulisnya: {self.prog} --help.".split())
        if self.called_from_command_line:
            self.exit(1, f"{Galat.__name__}: {line}\n")
        raise Galat(line, returncode=1)


class Perintah(BaseCommand):
    """A door for the server's operator. Subclasses write `jalankan(**options)`."""

    requires_migrations_checks = True

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = Pengurai  # Django names the class of its parser itself
        return parser

    def check_migrations(self) -> None:
        """Refuses a database that `siapkan` has not prepared, before anything is asked of it."""
        try:
            executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        except OperationalError as error:
            raise _unreachable(error) from None
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise Galat("Basis data belum disiapkan. Jalankan dahulu: python manage.py siapkan.", returncode=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.jalankan(**options)
        except Kesalahan as error:
            raise Galat(" ".join(str(error).split()), returncode=1) from None
        except OperationalError as error:
            raise _unreachable(error) from None

    def jalankan(self, **options: Any) -> None:
        raise CommandError("Perintah ini belum punya isi.")

    def print_json(self, value: Any) -> None:
        """Writes one JSON document to standard output, readable and stable."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))

    @staticmethod
    def fail() -> None:
        """Ends with exit code 1 after the answer has been printed."""
        sys.exit(1)


def _unreachable(error: OperationalError) -> Galat:
    reason = " ".join(str(error).split())
    return Galat(f"Basis data tidak dapat dipakai sekarang: {reason}. Periksa servernya, lalu ulangi.", returncode=1)


def why_not(error: OSError) -> str:
    """Why the system did not open a file, in Indonesian."""
    reasons: tuple[tuple[type[OSError], str], ...] = (
        (FileNotFoundError, "berkas atau foldernya tidak ada"),
        (IsADirectoryError, "itu nama folder, bukan berkas"),
        (PermissionError, "tidak ada izin"),
    )
    return next((told for kind, told in reasons if isinstance(error, kind)), f"kesalahan sistem {error.errno}")


def kabupaten_named(kode: str) -> Kabupaten:
    """The regency with this code. Raises Kesalahan that says how to load it."""
    found = Kabupaten.objects.filter(kode=kode).first()
    if found is None:
        raise Kesalahan(f"Kabupaten {kode} belum dimuat.", f"Jalankan dahulu: python manage.py muat_wilayah {kode}.")
    return found


def desa_named(kode: str) -> Desa:
    """The village with this code. Raises Kesalahan."""
    found = Desa.objects.select_related("kecamatan__kabupaten").filter(kode=kode).first()
    if found is None:
        raise Kesalahan(f"Desa {kode} tidak ada di portal.", "Tulis kode Kemendagri, misalnya 76.03.01.2004.")
    return found


def bulan_named(text: str) -> Bulan:
    """The month written `2026-10`. Raises Kesalahan."""
    try:
        return Bulan.parse(text)
    except ValueError as error:
        raise Kesalahan(str(error)) from None


def year_named(tahun: int) -> int:
    """A year that the portal knows. Raises Kesalahan."""
    if not FIRST_YEAR <= tahun <= LAST_YEAR:
        raise Kesalahan(f"Tahun {tahun} di luar yang dikenal portal, {FIRST_YEAR} sampai {LAST_YEAR}.")
    return tahun


def whole_named(text: str, what: str) -> int:
    """A whole number. Raises Kesalahan."""
    if not re.fullmatch(r"-?[0-9]{1,15}", str(text)):
        raise Kesalahan(f"{what} {text!r} bukan bilangan bulat.", "Tulis angka saja.")
    return int(text)
