"""Eligibility for the stories: lists of other schemes as files, documents, and one row of each for the stage."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desa.actions.kelayakan import add_document, decide_double, receive_other_list
from desa.models import Desa, Peserta, User
from desa.queries.ganda import findings
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel

COLUMNS = (KolomTabel("NIK", lebar=20), KolomTabel("Nama", lebar=30), KolomTabel("Tanggal Lahir", Jenis.TANGGAL))
SCAN = ("ktp.pdf", b"%PDF-1.4 ktp")


def other_list(rows: Sequence[Sequence[Sel]]) -> bytes:
    """A workbook as a scheme's office would send it: a title row, then NIK, name, birth date."""
    return write_tabel("Daftar", [Tabel("Daftar", COLUMNS, rows, ("DAFTAR PESERTA",))])


def eligibility_rows(desa: Desa, person: Peserta, sekdes: User, dpm: User) -> dict[str, Any]:
    """A document, a list of civil servants with this person on it, and the decision about that."""
    dokumen = add_document(orang=person, desa=desa, jenis="ktp", tanggal=date(2020, 1, 2), berkas=SCAN, by=sekdes)
    daftar = receive_other_list(
        kabupaten=desa.kabupaten, skema="pns", keadaan=date(2026, 10, 1), nama_berkas="pns.xlsx",
        isi=other_list([(person.nik, person.nama, person.tanggal_lahir)]), by=dpm,
    )  # fmt: skip
    found = findings(desa.kabupaten, date(2026, 10, 20))[0]
    putusan, _ = decide_double(
        kabupaten=desa.kabupaten, kunci=found.kunci, putusan="bukan", alasan="Sudah dicocokkan", by=dpm
    )
    return {"dokumenorang": dokumen, "daftarlain": daftar, "putusan": putusan}
