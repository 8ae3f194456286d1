"""Checks the whole book and keeps the run."""

from django.db import transaction

from desa.actions.audit import record
from desa.models import User
from rekonsiliasi.models import PemeriksaanBuku
from rekonsiliasi.queries.pemeriksaan import findings


@transaction.atomic
def check_book(*, by: User | None) -> PemeriksaanBuku:
    """Proves every invariant of the book in one reading and keeps what did not hold. One audit row."""
    found = [one.as_dict() for one in findings()]
    run = PemeriksaanBuku.objects.create(jumlah_temuan=len(found), temuan=found, oleh=by)
    record("buku.periksa", by=by, objek=run, ringkas=f"Memeriksa buku: {len(found)} temuan")
    return run
