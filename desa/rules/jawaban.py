"""What a village answers for somebody who is in office and not in its file: complete, or what is still missing."""

from desa.enums import AlasanBerakhir, JawabanTidakAda
from desa.rules.daftar_bentuk import Jawaban
from desa.rules.kolom import KOLOM_PERANGKAT
from desa.rules.lembar import Sel
from desa.rules.tanggal import read_date

ENDS = next(one for one in KOLOM_PERANGKAT if one.isian == "berakhir")


def read_answer(*, jawaban: str, tanggal: str, alasan: str, bukti: bool) -> tuple[Jawaban | None, str]:
    """The answer, or the sentence that says what is missing. A stop needs a day, a reason and a proof; a move a day.

    Who moved to another village or duty leaves the post as at the end of a term: the law's list of reasons is closed
    (MM Pasal 5 ayat (4)), so that the stored reason is that one and the words stay the village's own.
    """
    if jawaban == JawabanTidakAda.LUPA:
        return Jawaban(), ""
    day = read_date(ENDS, Sel("A", tanggal)) if tanggal.strip() else None
    if day is None:
        return None, "Isi hari terakhir menjabat."
    if day.galat:
        return None, f"{day.galat} {day.saran}"
    if jawaban == JawabanTidakAda.PINDAH:
        return Jawaban(day.nilai, AlasanBerakhir.MASA_JABATAN.value, str(JawabanTidakAda.PINDAH.label)), ""
    if alasan not in AlasanBerakhir.values:
        return None, "Pilih alasan berhenti."
    if not bukti:
        return None, "Pilih berkas buktinya: surat keputusan atau akta."
    return Jawaban(day.nilai, alasan), ""
