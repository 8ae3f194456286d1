"""Registration in the sample: everybody is active, a few are asked for in November 2026, and partly answered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from desa.actions.jawaban_bpjs import apply_answer, receive_answer
from desa.enums import Peran, ProfilEdabu, StatusKepesertaan
from desa.models import Kabupaten, Pengajuan, RiwayatKepesertaan, User
from desa.parameters.edabu import PROFIL
from desa.queries.pendaftaran import batch_rows, digest, queue
from desa.queries.sasaran import Sasaran, targets
from desa.xlsx.edabu import submit
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel

from .akun import username
from .jam import at
from .orang import chosen

BEFORE = "Sudah terdaftar sebelum portal dipakai (data contoh)."
ASKED, ANSWERED = datetime(2026, 11, 5, 3, tzinfo=UTC), datetime(2026, 11, 12, 3, tzinfo=UTC)
NEW, MOVED, SUSPENDED = 14, 3, 1
HEADINGS = ("NIK", "No Kartu BPJS Kesehatan", "Nama Lengkap", "Hasil", "Tgl Aktif", "Keterangan")
REFUSAL = "NIK tidak padan dengan data Dukcapil."


def register(kabupaten: Kabupaten) -> None:
    """Nobody's card, wage or place changes: bills and lists of the sample stay as they are."""
    with at(ASKED):
        wanted = list(targets(kabupaten, ASKED.date()).orang.values())
        family = [one for one in wanted if one.anggota]
        officials = [one for one in wanted if not one.anggota]
        new = {one.kunci for one in chosen(family, NEW, f"baru {kabupaten.kode}")}
        moved = {one.kunci for one in chosen(officials, MOVED, f"ubah {kabupaten.kode}")}
        known = [one for one in wanted if one.kunci not in new]
        RiwayatKepesertaan.objects.bulk_create(_known(known, moved), batch_size=1_000)
        batch = _ask(kabupaten)
    with at(ANSWERED):
        _answer(batch)
        _suspend(kabupaten, [one for one in officials if one.kunci not in moved])


def _known(people: list[Sasaran], moved: set[tuple[int, int]]) -> Iterator[RiwayatKepesertaan]:
    """Active since they are on the roster; of a few, BPJS Kesehatan still has the former clinic."""
    for one in people:
        isi = one.isi | ({"faskes": "Klinik Pratama Lama"} if one.kunci in moved else {})
        yield RiwayatKepesertaan(
            peserta=one.peserta, anggota=one.anggota, desa=one.desa, keadaan=StatusKepesertaan.AKTIF,
            berlaku=min(one.sejak, date(2026, 8, 1)), alasan=BEFORE, isi=isi,
        )  # fmt: skip


def _user(kabupaten: Kabupaten) -> User:
    return User.objects.get(username=username(Peran.DPM, kabupaten))


def _ask(kabupaten: Kabupaten) -> Pengajuan:
    sheet = PROFIL[ProfilEdabu.MUTASI_37]
    ready, _ = queue(kabupaten, ASKED.date()).pilah(sheet)
    return submit(kabupaten=kabupaten, profil=str(sheet.kode), sidik=digest(sheet, ready), by=_user(kabupaten))


def _answer(batch: Pengajuan) -> None:
    """Most of the newcomers are taken, two refused, and the rest still waits."""
    asked = [one.riwayat for one in batch_rows(batch) if one.riwayat.anggota]
    rows: list[list[Any]] = []
    for place, one in enumerate(asked[: NEW - 4]):
        refused = place % 5 == 4
        person = one.anggota or one.peserta
        told = ["DITOLAK", "", REFUSAL] if refused else ["DITERIMA", batch.berlaku, ""]
        rows.append([person.nik, "" if refused else person.nomor_kartu, person.nama, *told])
    columns = tuple(KolomTabel(title) for title in HEADINGS)
    data = write_tabel("Jawaban", [Tabel("Jawaban", columns, rows, ("Jawaban BPJS Kesehatan (data contoh)",))])
    who = _user(batch.kabupaten)
    name = f"jawaban_bpjs_{batch.kabupaten.kode}_2026-11.xlsx"
    apply_answer(jawaban=receive_answer(kabupaten=batch.kabupaten, nama_berkas=name, isi=data, by=who), by=who)


def _suspend(kabupaten: Kabupaten, officials: list[Sasaran]) -> None:
    """One official's cover was stopped for a while, which the page about protection says."""
    RiwayatKepesertaan.objects.bulk_create(
        RiwayatKepesertaan(
            peserta=one.peserta, desa=one.desa, keadaan=StatusKepesertaan.DITANGGUHKAN, berlaku=date(2026, 11, 1),
            alasan="Data keluarga sedang diperiksa BPJS Kesehatan.", oleh=_user(kabupaten),
        )
        for one in chosen(officials, SUSPENDED, f"tangguh {kabupaten.kode}")
    )  # fmt: skip
