"""Loads a regulation from its file; what a month was assessed by stays as it was."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from desa.actions.audit import record
from desa.actions.nilai import save_nilai
from desa.models import Peraturan, User
from desa.queries.muatan import Muatan, read_muatan, stored_form


@transaction.atomic
def load_peraturan(*, text: str, by: User | None, lapor: Callable[[str], None] | None = None) -> Peraturan:
    """The regulation of the file, loaded or updated with its values; the same file twice changes nothing.

    A regulation that the file names in `mencabut` ends on the day before. `lapor` is told the outcome in one
    sentence. Raises BerkasSalah, a Kesalahan, with every error and its line; then nothing is loaded.
    """
    muatan = read_muatan(text)
    for other in muatan.dicabut:
        _end(other, muatan.isi.peraturan.berlaku_mulai - timedelta(days=1), muatan.isi.peraturan.judul, by)
    peraturan = _save(muatan, by) if muatan.berubah or muatan.lama is None else muatan.lama
    values = save_nilai(rows=muatan.isi.nilai, by=by)
    if lapor:
        lapor(_outcome(muatan, values))
    return peraturan


def _save(muatan: Muatan, by: User | None) -> Peraturan:
    head, lama = muatan.isi.peraturan, muatan.lama
    peraturan, added = Peraturan.objects.update_or_create(
        kode=head.kode,
        defaults={
            "kabupaten": muatan.kabupaten,
            "judul": head.judul,
            "ditetapkan": head.ditetapkan,
            "berlaku_mulai": head.berlaku_mulai,
            # An end that a later regulation set by repealing this one is not undone by an old file.
            "berlaku_sampai": head.berlaku_sampai or (lama.berlaku_sampai if lama else None),
            "mencabut": head.mencabut or "",
            "isi": stored_form(muatan.isi),
        },
    )
    record(
        "peraturan.muat" if added else "peraturan.ubah",
        by=by,
        objek=peraturan,
        ringkas=f"{head.judul} {'dimuat' if added else 'diperbarui'}",
        tempat=muatan.kabupaten,
        rincian={"sebelum": lama.isi if lama else None, "sesudah": peraturan.isi},
    )
    return peraturan


def _end(peraturan: Peraturan, last: date, judul: str, by: User | None) -> None:
    peraturan.berlaku_sampai = last
    peraturan.save(update_fields=["berlaku_sampai"])
    record(
        "peraturan.akhiri",
        by=by,
        objek=peraturan,
        ringkas=f"{peraturan.judul} berakhir {last}, dicabut oleh {judul}",
        tempat=peraturan.kabupaten,
    )


def _outcome(muatan: Muatan, values: int) -> str:
    judul = muatan.isi.peraturan.judul
    if muatan.lama is None:
        return f"{judul} dimuat, {values} nilai ditambahkan."
    if muatan.berubah or values:
        return f"{judul} diperbarui, {values} nilai ditambahkan."
    return f"{judul} tidak berubah."
