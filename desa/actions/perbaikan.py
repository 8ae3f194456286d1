"""Writes beside a file: cells mended in the preview, answers for those who are missing; each is checked at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.enums import AlasanBerakhir, JawabanTidakAda, StatusUpload
from desa.models import Desa, JawabanHilang, KepesertaanUpload, MasaJabatan, PerbaikanSel, User
from desa.queries.unggahan import difference_of
from desa.rules.kolom import KELUARGA, PERANGKAT
from desa.rules.perbaikan import ADDRESS, LONGEST, Alamat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan


@dataclass(frozen=True, slots=True)
class JawabanMasuk:
    """One answer as it comes in: for which spell in office, and what is said of it."""

    masa: int
    jawaban: str
    tanggal: str = ""
    alasan: str = ""
    bukti: tuple[str, bytes] | None = None


@transaction.atomic
def mend_upload(
    *, upload: KepesertaanUpload, sel: Mapping[Alamat, str], jawaban: Sequence[JawabanMasuk], by: User | None
) -> KepesertaanUpload:
    """Keeps mended cells and answers beside the untouched bytes, and checks the whole file again.

    An empty text takes a mended cell back. Raises Kesalahan when the file was handed in already, or when a cell or
    a person is none of this file's.
    """
    desa = Desa.objects.select_for_update(of=("self",)).select_related("kecamatan__kabupaten").get(pk=upload.desa_id)
    upload = KepesertaanUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.status == StatusUpload.DISAMPAIKAN:
        raise Kesalahan("Berkas ini sudah disampaikan.", "Unggah berkas baru bila masih ada yang berubah.")
    cells = [one for address, text in sel.items() if (one := _mend(upload, address, text, by))]
    answers = [one for said in jawaban if (one := _answer(upload, desa, said, by))]
    check_again(upload, desa)
    if cells or answers:
        record(
            "kepesertaan.perbaiki", by=by, objek=upload, tempat=desa, rincian={"sel": cells, "jawaban": answers},
            ringkas=f"Memperbaiki {len(cells)} sel dan menjawab {len(answers)} pertanyaan pada {upload.nama_berkas}",
        )  # fmt: skip
    return upload


def check_again(upload: KepesertaanUpload, desa: Desa) -> None:
    """Stores what the file says now, with all that stands beside it, against the roster as it is now."""
    today = today_in(desa.kabupaten)
    upload.hasil = difference_of(upload, desa, hari=today, bulan=Bulan.of(today)).as_json()
    upload.status = StatusUpload.SALAH if upload.hasil["salah"] else StatusUpload.SIAP
    upload.diperiksa_pada = timezone.now()
    upload.save(update_fields=["hasil", "status", "diperiksa_pada"])


def _mend(upload: KepesertaanUpload, address: Alamat, text: str, by: User | None) -> dict[str, str] | None:
    """Keeps one cell; answers what the audit tells of it, None when nothing changed."""
    lembar, cell = address
    if lembar not in {PERANGKAT, KELUARGA} or not ADDRESS.fullmatch(cell):
        raise Kesalahan(f"Sel {lembar} {cell} tidak dikenal.", "Muat ulang halaman pratinjau.")
    if len(text) > LONGEST:
        raise Kesalahan(f"Isi sel {cell} lebih dari {LONGEST} huruf.", "Pendekkan isinya.")
    known = PerbaikanSel.objects.filter(upload=upload, lembar=lembar, sel=cell).first()
    before = known.nilai if known else ""
    if text.strip() == before:
        return None
    if not text.strip():
        PerbaikanSel.objects.filter(upload=upload, lembar=lembar, sel=cell).delete()
    else:
        PerbaikanSel.objects.update_or_create(
            upload=upload, lembar=lembar, sel=cell, defaults={"nilai": text.strip(), "oleh": by}
        )
    return {"lembar": lembar, "sel": cell, "lama": before, "baru": text.strip()}


def _answer(upload: KepesertaanUpload, desa: Desa, said: JawabanMasuk, by: User | None) -> dict[str, str] | None:
    """Keeps one answer, complete or not; a proof that came before stays."""
    if said.jawaban not in JawabanTidakAda.values or (said.alasan and said.alasan not in AlasanBerakhir.values):
        raise Kesalahan("Jawaban tidak dikenal.", "Pilih satu jawaban dari daftar.")
    masa = MasaJabatan.objects.select_related("peserta").filter(desa=desa, pk=said.masa).first()
    if masa is None:
        raise Kesalahan("Orang ini tidak ada dalam daftar desa.", "Muat ulang halaman pratinjau.")
    row = JawabanHilang.objects.filter(upload=upload, masa=masa).first() or JawabanHilang(upload=upload, masa=masa)
    before = (row.jawaban, row.tanggal, row.alasan)
    row.jawaban, row.tanggal, row.alasan, row.oleh = said.jawaban, said.tanggal.strip()[:40], said.alasan, by
    if said.bukti:
        proof = check_proof(said.bukti, "Bukti")
        row.bukti, row.bukti_nama, row.bukti_sha256 = proof.berkas, proof.nama, proof.sha256
    elif before == (row.jawaban, row.tanggal, row.alasan):
        return None
    row.save()
    return {
        "nama": masa.peserta.nama, "jawaban": str(row.get_jawaban_display()), "tanggal": row.tanggal,
        "alasan": str(row.get_alasan_display()), "bukti_sha256": row.bukti_sha256,
    }  # fmt: skip
