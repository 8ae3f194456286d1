"""Gives numbers: at the moment a paper is issued, in its transaction, under the lock of the office's series.

A draft takes none, so a draft that is never issued leaves no gap; two offices at once wait for each other's series.
"""

from django.db import transaction

from desa.access import may
from desa.actions.audit import record
from desa.models import Kabupaten, User
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.penandatangan import IZIN_PIHAK
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import BeritaAcara, NomorSurat, SeriNomor
from rekonsiliasi.queries.nomor import COLUMN, first_pattern, office_of, papers_of_office, serials_taken
from rekonsiliasi.rules.nomor import compose, next_serial, pattern_faults, serial_of


class NomorBergeser(Kesalahan):
    """Another paper of the office was issued meanwhile: the bytes bear a number that is taken. Draw them again."""


@transaction.atomic
def save_pattern(*, kabupaten: Kabupaten, pihak: Pihak, pola: str, by: User | None) -> SeriNomor:
    """The office writes its own pattern. Numbers already given stay; the serial goes on within the year."""
    if by is not None and not may(by, IZIN_PIHAK[pihak], kabupaten):
        raise Kesalahan(f"Pola nomor {pihak.label} hanya diubah oleh {pihak.label}.", "Mintalah mereka mengubahnya.")
    faults = pattern_faults(pola)
    if faults:
        raise Kesalahan(" ".join(faults), "Contoh pola: {urut:03}/BA-JKN/DPM-PEMDES/{bulan_romawi}/{tahun}")
    seri = _locked_series(kabupaten, pihak)
    before, seri.pola = seri.pola, pola
    seri.save(update_fields=["pola"])
    record(
        "nomor.pola",
        by=by,
        objek=seri,
        tempat=kabupaten,
        ringkas=f"Pola nomor {pihak.label} {seri.kantor}: {pola}",
        rincian={"lama": before, "baru": pola},
    )
    return seri


def take_numbers(paper: BeritaAcara, nomor: dict[Pihak, str], otomatis: frozenset[Pihak]) -> None:
    """Writes the number of each side to its series. Only inside the transaction that issues the paper.

    Raises NomorBergeser when an automatic number is no longer the next one, Kesalahan when a typed one is taken.
    """
    for pihak in Pihak:
        _take(paper, pihak, nomor[pihak], pihak in otomatis)


def _take(paper: BeritaAcara, pihak: Pihak, nomor: str, otomatis: bool) -> None:
    kabupaten, day = paper.rekonsiliasi.kabupaten, paper.tanggal
    seri = _locked_series(kabupaten, pihak)
    taken = serials_taken(kabupaten, pihak, day)
    urut = serial_of(seri.pola, nomor, day)
    expected = compose(seri.pola, next_serial(taken), day)
    if otomatis and nomor != expected:
        raise NomorBergeser(
            f"Nomor {pihak.label} {nomor} baru saja dipakai Berita Acara lain.", "Tekan sekali lagi tombolnya."
        )
    used = papers_of_office(kabupaten, pihak).filter(**{f"{COLUMN[pihak]}__iexact": nomor})
    if (urut is not None and urut in taken) or used.exists():
        raise Kesalahan(f"Nomor {pihak.label} {nomor} sudah dipakai Berita Acara lain.", f"Pakai nomor {expected}.")
    NomorSurat.objects.create(seri=seri, berita_acara=paper, tahun=day.year, urut=urut, nomor=nomor)


def _locked_series(kabupaten: Kabupaten, pihak: Pihak) -> SeriNomor:
    SeriNomor.objects.get_or_create(
        pihak=pihak, kantor=office_of(kabupaten, pihak), defaults={"pola": first_pattern(kabupaten, pihak)}
    )
    return SeriNomor.objects.select_for_update().get(pihak=pihak, kantor=office_of(kabupaten, pihak))
