"""Fills an empty portal with the sample: 2026-09 closed, 2026-10 ready to reconcile, 2026-11 open."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from desa.models import Kabupaten, Peserta
from desa.queries.berkas import read_by
from jaminan.kesalahan import Kesalahan

from .akun import Akun, create_accounts, ensure_password, sample_password, shown_accounts, signers
from .jam import at
from .penduduk import people_of

SAMPLE = ("76.03", "61.11")


def load_sample() -> tuple[list[Akun], str]:
    """Loads the sample once and answers its accounts and their password; a second call changes nothing.

    Raises Kesalahan in production, and in a database that holds people who are not invented.
    """
    if settings.PRODUKSI:
        raise Kesalahan("Data contoh tidak dimuat di produksi.", "Jalankan siapkan tanpa --contoh.")
    password = sample_password()
    if not Kabupaten.objects.filter(kode__in=SAMPLE, contoh=True).exists():
        if Peserta.objects.exists():
            raise Kesalahan(
                "Basis data ini sudah berisi peserta yang bukan data contoh.",
                "Pakai basis data lain untuk data contoh, misalnya dengan DATA_DIR yang baru.",
            )
        with _without_collector(), transaction.atomic():
            _load(password)
    else:
        ensure_password(password)
    return shown_accounts(), password


@contextmanager
def _without_collector() -> Iterator[None]:
    """No search for garbage while some 140,000 rows are made: a sixth of the time, for 170 MB more memory."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(password: str) -> None:
    # Imported here: the libraries of the paper take a second to load, and a second run needs none of them.
    from desa.xlsx.anak import answer_for

    from .anggaran import set_ceilings
    from .bulanan import play_november, play_october, play_september
    from .catatan import keep_records
    from .jamkesda import resident_register
    from .kelayakan import eligibility
    from .keluarga import other_family
    from .laporan import begun_and_late
    from .pendaftaran import register
    from .virtual_account import keep_accounts

    password_hash = make_password(password)
    with read_by(answer_for):
        for kode in SAMPLE:
            kabupaten = Kabupaten.objects.get(kode=kode)
            kabupaten.contoh = True
            kabupaten.kontak = kabupaten.kontak or _contact(kabupaten)
            kabupaten.kantor_bpjs = kabupaten.kantor_bpjs or f"Cabang Contoh {kabupaten.nama}"
            kabupaten.save(update_fields=["contoh", "kontak", "kantor_bpjs"])
            with at(datetime(2026, 8, 3, 2, tzinfo=UTC)):
                people_of(kabupaten)
                create_accounts(kabupaten, password_hash)
                signers(kabupaten)
                set_ceilings(kabupaten)
            _take_stock()
            keep_accounts(kabupaten)
            other_family(kabupaten)
            play_september(kabupaten)
            play_october(kabupaten)
            play_november(kabupaten)
            eligibility(kabupaten)
            keep_records(kabupaten)
            resident_register(kabupaten)
            register(kabupaten)
            begun_and_late(kabupaten)


def _take_stock() -> None:
    """PostgreSQL plans by what it last counted, and only this transaction sees the rows of its own.

    Tables that another session counted as empty meanwhile are read row against row: minutes instead of seconds.
    """
    if connection.vendor == "postgresql":
        tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _contact(kabupaten: Kabupaten) -> str:
    """Whom a village asks, as the foot of every page names it."""
    zone = datetime(2026, 9, 1, tzinfo=ZoneInfo(kabupaten.zona_waktu)).tzname()
    return f"{kabupaten.dinas_singkat} Kabupaten {kabupaten.nama}, Senin–Jumat 08.00–15.00 {zone}"
