"""The base of every command: a Kesalahan becomes one clear line and exit code 1, never a traceback."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desa.models import Desa, Kabupaten
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


class Galat(CommandError):
    """Django prints the class name before the sentence: the operator reads "Galat: ...", never CommandError."""


class Perintah(BaseCommand):
    """A door for the server's operator. Subclasses write `jalankan(**options)`."""

    requires_migrations_checks = True

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.jalankan(**options)
        except Kesalahan as error:
            raise Galat(" ".join(str(error).split()), returncode=1) from None

    def jalankan(self, **options: Any) -> None:
        raise CommandError("Perintah ini belum punya isi.")

    def print_json(self, value: Any) -> None:
        """Writes one JSON document to standard output, readable and stable."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))

    @staticmethod
    def fail() -> None:
        """Ends with exit code 1 after the answer has been printed."""
        sys.exit(1)


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
