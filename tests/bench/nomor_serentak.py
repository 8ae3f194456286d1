"""Proof by hand, on PostgreSQL: papers issued at once by real connections get numbers without gap or double.

    DATABASE_URL=postgres://… .venv/bin/python -m tests.bench.nomor_serentak

Works in a database of its own beside the named one. Each round eight papers take their numbers together; one of them
fails after it took its own and must leave no gap.
"""

import os
import sys
import threading
from contextlib import closing
from datetime import date
from urllib.parse import urlsplit

import psycopg2

ROUNDS, TOGETHER = 20, 8


def play() -> list[str]:
    """Every round; answers what went wrong."""
    from rekonsiliasi.enums import Pihak
    from rekonsiliasi.models import NomorSurat

    faults = [fault for number in range(ROUNDS) for fault in one_round(number)]
    wanted = list(range(1, ROUNDS * (TOGETHER - 1) + 1))
    for pihak in Pihak:
        given = list(NomorSurat.objects.filter(seri__pihak=pihak).order_by("urut").values_list("urut", flat=True))
        if given != wanted:
            faults.append(f"{pihak}: {len(given)} nomor, bukan {len(wanted)} berurutan")
    return faults


def one_round(number: int) -> list[str]:
    from django.db import connections

    papers, barrier, faults = waiting(number), threading.Barrier(TOGETHER), []

    def work(place: int) -> None:
        barrier.wait()
        try:
            if not take(papers[place], fails=place == 0):
                faults.append(f"putaran {number}: kertas {place} tidak mendapat nomor")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def take(paper: object, *, fails: bool) -> bool:
    """As `rekonsiliasi.pdf.issue` does: numbers read, paper drawn, numbers taken; once more when they moved."""
    from django.db import transaction

    from rekonsiliasi.actions.nomor import NomorBergeser, take_numbers
    from rekonsiliasi.enums import Pihak
    from rekonsiliasi.models import BeritaAcara
    from rekonsiliasi.queries.berita_acara import numbers_at_issue

    assert isinstance(paper, BeritaAcara)
    for _ in range(10 * TOGETHER):
        numbers = numbers_at_issue(paper)
        try:
            with transaction.atomic():
                take_numbers(paper, numbers, frozenset(Pihak))
                if fails:
                    raise RuntimeError
        except NomorBergeser:
            continue
        except RuntimeError:
            pass
        return True
    return False


def waiting(number: int) -> list[object]:
    """Papers of as many regencies of one branch, so that both series are fought over."""
    from desa.models import Kabupaten
    from rekonsiliasi.models import BeritaAcara, Rekonsiliasi

    place, _ = Kabupaten.objects.get_or_create(
        kode="99.01", defaults={"nama": "Uji", "provinsi_kode": "99", "kantor_bpjs": "Cabang Uji"}
    )
    made: list[object] = []
    for one in range(TOGETHER):
        order = number * TOGETHER + one
        first = date(1900 + order // 12, order % 12 + 1, 1)
        work = Rekonsiliasi.objects.create(
            kabupaten=place, bulan_mulai=first, bulan_sampai=first, total_kita=0, total_bpjs=0, total_setoran=0,
            orang_kita=0, orang_bpjs=0,
        )  # fmt: skip
        made.append(
            BeritaAcara.objects.create(
                rekonsiliasi=work, status="disetujui_dpm", tanggal=date(2026, 10, 1), tempat="Uji", isi={}, sidik="0"
            )
        )
    return made


def main() -> int:
    url, name = os.environ["DATABASE_URL"], f"nomor_{os.getpid()}"
    with closing(psycopg2.connect(url)) as link:
        link.autocommit = True
        link.cursor().execute(f'CREATE DATABASE "{name}"')
        try:
            os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
            faults = prepared_and_played()
        finally:
            link.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    sys.stdout.write("\n".join(faults) + f"\n{ROUNDS} putaran, {TOGETHER} sekaligus, {len(faults)} kesalahan\n")
    return 1 if faults else 0


def prepared_and_played() -> list[str]:
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jaminan.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    return play()


if __name__ == "__main__":
    sys.exit(main())
