"""Writes the letter of a sekretaris desa to BPJS Kesehatan (KU Pasal 9 ayat (2)-(3))."""

from datetime import date

from django.db import transaction

from desa.access import today_in
from desa.actions.audit import record
from desa.models import Desa, MasaJabatan, SuratBpjs, User
from desa.queries.surat_bpjs import letter_rule, wording
from jaminan.kesalahan import Kesalahan


@transaction.atomic
def write_letter(
    *,
    desa: Desa,
    nomor: str,
    tanggal: date,
    berhenti: MasaJabatan,
    pengganti: MasaJabatan | None = None,
    bekas_pbi: bool = False,
    dialihkan_kepada: str = "",
    by: User | None,
) -> SuratBpjs:
    """Keeps a letter with the village's own number and day, and what it says as of today.

    Raises Kesalahan: the regulation wants no letter, the number is taken, the people do not fit, a day in the future.
    """
    Desa.objects.select_for_update().get(pk=desa.pk)
    hari = today_in(desa.kabupaten)
    rule = letter_rule(desa, hari)
    if rule is None:
        raise Kesalahan(
            "Peraturan kabupaten ini tidak mengatur surat desa kepada BPJS Kesehatan.",
            "Laporkan perubahannya lewat daftar perangkat; DPM-Pemdes meneruskannya.",
        )
    nomor = " ".join(nomor.split())
    _check(desa, nomor, tanggal, hari, berhenti, pengganti)
    if dialihkan_kepada and not bekas_pbi:
        raise Kesalahan("Tempat dialihkan, tetapi ia bukan bekas penerima bantuan iuran.", "Centang atau kosongkan.")
    row = SuratBpjs.objects.create(
        desa=desa, nomor=nomor, tanggal=tanggal, berhenti=berhenti, pengganti=pengganti, bekas_pbi=bekas_pbi,
        dialihkan_kepada=" ".join(dialihkan_kepada.split()), oleh=by,
        isi=wording(desa, rule, hari, berhenti, pengganti),
    )  # fmt: skip
    record(
        "surat_bpjs.tulis", by=by, objek=row, tempat=desa,
        ringkas=f"Menulis surat {nomor} kepada BPJS Kesehatan tentang {berhenti.peserta.nama}",
        rincian={"pengganti": pengganti.peserta.nama if pengganti else "", "bekas_pbi": bekas_pbi,
                 "dialihkan_kepada": dialihkan_kepada},
    )  # fmt: skip
    return row


def _check(
    desa: Desa, nomor: str, tanggal: date, hari: date, berhenti: MasaJabatan, pengganti: MasaJabatan | None
) -> None:
    if not nomor:
        raise Kesalahan("Nomor surat belum diisi.", "Tulis nomor dari buku surat desa.")
    if SuratBpjs.objects.filter(desa=desa, nomor=nomor).exists():
        raise Kesalahan(f"Nomor surat {nomor} sudah dipakai.", "Pakai nomor lain dari buku surat desa.")
    if berhenti.desa_id != desa.pk or berhenti.berakhir is None:
        raise Kesalahan("Orang ini belum tercatat berhenti di desa ini.", "Laporkan berhentinya lebih dahulu.")
    if pengganti is not None and (pengganti.desa_id != desa.pk or pengganti.peserta_id == berhenti.peserta_id):
        raise Kesalahan("Pengganti harus orang lain yang menjabat di desa ini.", "Pilih penggantinya lagi.")
    if tanggal > hari:
        raise Kesalahan("Tanggal surat belum tiba.", "Tulis tanggal hari ini atau sebelumnya.")
    if tanggal < berhenti.berakhir:
        raise Kesalahan("Tanggal surat lebih awal dari hari terakhir menjabat.", "Periksa tanggalnya.")


@transaction.atomic
def note_full_letter(*, surat: SuratBpjs, by: User | None) -> None:
    """Adds the audit row of a letter printed with full NIK; call it before it is handed out."""
    record(
        "surat_bpjs.unduh_nik", by=by, objek=surat, tempat=surat.desa,
        ringkas=f"Mencetak surat {surat.nomor} kepada BPJS Kesehatan dengan NIK lengkap",
    )  # fmt: skip
