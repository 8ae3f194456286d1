"""Beside a damaged NIK of BPJS' list, the one person of ours who fits: a human chooses, nobody guesses."""

from collections.abc import Sequence
from dataclasses import replace

from desa.rules.kolom import Jenis
from desa.rules.salah import Salah
from desa.rules.tawaran import Dikenal, Kenalan

from .bentuk import Daftar
from .isi import village_code
from .kolom import KOLOM

OFFICIAL = "1"
# What a person may type anew beside BPJS' list. Amounts and the month are the branch's own statement: of those a
# person chooses an offered reading, and whatever no reading fits is mended by the branch in its file.
DIKETIK = {one.judul: one for one in KOLOM if one.jenis != Jenis.UANG and one.isian != "bulan"}


def needs_people(daftar: Daftar) -> bool:
    """Whether anybody of ours could be offered at all."""
    return any("nik" in fact.tulisan and not fact.nilai.get("nik") for fact in daftar.rusak)


def offer_people(daftar: Daftar, perangkat: Sequence[Dikenal], keluarga: Sequence[Dikenal]) -> None:
    """Adds to each refused NIK the official, or the family member, whom the row may mean."""
    posts, kin = Kenalan(perangkat), Kenalan(keluarga)
    taken = {row.nik for row in daftar.baris}
    cells = {(fact.lembar, fact.sel("nik")): fact for fact in daftar.rusak if "nik" in fact.tulisan}

    def offered(wrong: Salah) -> Salah:
        fact = cells.get((wrong.lembar, wrong.sel))
        if fact is None:
            return wrong
        known = posts if fact.nilai.get("hubungan") == OFFICIAL else kin
        place, nama = village_code(str(fact.nilai.get("kode_desa") or "")), str(fact.nilai.get("nama") or "")
        named = replace(wrong, saran=f"{wrong.saran} Nama di baris ini: {nama or 'kosong'}.")
        return known.offer(named, fact.tulisan["nik"], nama, taken, place)[0]

    daftar.bacaan.salah = [offered(wrong) for wrong in daftar.galat]
