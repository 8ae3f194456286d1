"""Writes what is stated of a family: study proofs, own cover, decisions, a higher class; added and ended only."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.bukti import check_proof
from desa.enums import ANAK, JAMINAN_SENDIRI, JenisKeterangan, Kelas
from desa.models import AnggotaKeluarga, BuktiSekolah, Desa, KeteranganKeluarga, NaikKelas, Peserta, User
from desa.models.keluarga import Pernyataan
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

LONGEST_PROOF = 2  # years; a school writes it by semester or school year
TEXT_LENGTH = 300
NAME_LENGTH = 120


@transaction.atomic
def add_study_proof(
    *,
    anggota: AnggotaKeluarga,
    desa: Desa,
    sekolah: str,
    mulai: date,
    sampai: date,
    bukti: tuple[str, bytes] | None,
    by: User | None,
) -> BuktiSekolah:
    """Records a school's letter that a child studies (KU Pasal 3 ayat (1) huruf b angka 2), with its file.

    Raises Kesalahan when the member is no child, a day is wrong, the school is not named, or the file is none.
    """
    if anggota.hubungan not in ANAK:
        raise Kesalahan(f"{anggota.nama} bukan anak peserta.", "Bukti sekolah hanya untuk anak.")
    _require_spell(mulai, sampai)
    name, proof = _text(sekolah, "Nama sekolah", NAME_LENGTH), check_proof(bukti, "Bukti sekolah")
    if BuktiSekolah.objects.filter(anggota=anggota, bukti_sha256=proof.sha256, diakhiri_pada__isnull=True).exists():
        raise Kesalahan(f"Berkas ini sudah tercatat untuk {anggota.nama}.", "Pilih surat yang baru.")
    row = BuktiSekolah.objects.create(
        anggota=anggota, sekolah=name, mulai=mulai, sampai=sampai, bukti=proof.berkas, bukti_nama=proof.nama,
        bukti_sha256=proof.sha256, oleh=by,
    )  # fmt: skip
    _told(
        "bukti_sekolah.catat",
        row,
        desa,
        by,
        f"Mencatat bukti sekolah {anggota.nama} sampai {format_tanggal(sampai)}",
        {"sekolah": name, "mulai": mulai.isoformat(), "sampai": sampai.isoformat(), "bukti_sha256": proof.sha256},
    )
    return row


@transaction.atomic
def state_of_member(
    *, anggota: AnggotaKeluarga, desa: Desa, jenis: str, mulai: Bulan, catatan: str, by: User | None
) -> KeteranganKeluarga:
    """States a fact or decision about a family member from a month on, with its reason.

    Raises Kesalahan when the same is stated already, contradicts another, or gives no reason.
    """
    kind, reason = _kind(anggota, jenis), _text(catatan, "Keterangan", TEXT_LENGTH)
    AnggotaKeluarga.objects.select_for_update().get(pk=anggota.pk)
    present = set(
        KeteranganKeluarga.objects.filter(anggota=anggota, berakhir__isnull=True).values_list("jenis", flat=True)
    )
    if kind in present:
        raise Kesalahan(f"Keterangan ini sudah tercatat untuk {anggota.nama}.", "Akhiri dahulu yang lama.")
    if kind in JAMINAN_SENDIRI and present & set(JAMINAN_SENDIRI):
        raise Kesalahan(f"{anggota.nama} sudah dicatat dijamin sendiri.", "Akhiri dahulu keterangan yang lama.")
    row = KeteranganKeluarga.objects.create(anggota=anggota, jenis=kind, mulai=mulai.first_day, catatan=reason, oleh=by)
    _told(
        "keterangan_keluarga.catat",
        row,
        desa,
        by,
        f"{anggota.nama}: {kind.label.lower()}, mulai {mulai.nama}",
        {"jenis": str(kind), "mulai": str(mulai), "catatan": reason},
    )
    return row


@transaction.atomic
def end_statement(
    *, keterangan: KeteranganKeluarga, desa: Desa, mulai: Bulan, alasan: str, by: User | None
) -> KeteranganKeluarga:
    """Ends a statement: from this month on it holds no longer. Raises Kesalahan when it has ended or no reason."""
    row = KeteranganKeluarga.objects.select_for_update().get(pk=keterangan.pk)
    if row.berakhir is not None:
        raise Kesalahan("Keterangan ini sudah diakhiri.", "Muat ulang halaman.")
    if mulai.first_day < row.mulai:
        raise Kesalahan(f"Akhirnya lebih awal dari mulainya, {Bulan.of(row.mulai).nama}.", "Pilih bulan kemudian.")
    row.berakhir = mulai.first_day
    row.save(update_fields=["berakhir", *_end(row, alasan, by)])
    _told(
        "keterangan_keluarga.akhiri",
        row,
        desa,
        by,
        f"{row.anggota.nama}: {row.get_jenis_display().lower()}, berakhir {mulai.nama}",
        {"mulai": str(mulai), "alasan": row.alasan_akhir},
    )
    return row


@transaction.atomic
def withdraw_study_proof(*, bukti: BuktiSekolah, desa: Desa, alasan: str, by: User | None) -> BuktiSekolah:
    """Withdraws a proof that was wrong; it stays on record. Raises Kesalahan when withdrawn already or no reason."""
    row = BuktiSekolah.objects.select_for_update().get(pk=bukti.pk)
    _require_running(row)
    row.save(update_fields=_end(row, alasan, by))
    _told(
        "bukti_sekolah.cabut",
        row,
        desa,
        by,
        f"Mencabut bukti sekolah {row.anggota.nama}, {row.sekolah}",
        {"alasan": row.alasan_akhir},
    )
    return row


@transaction.atomic
def note_higher_class(
    *, peserta: Peserta, desa: Desa, kelas: str, asuransi: str, mulai: date, by: User | None
) -> NaikKelas:
    """Notes that an official pays a higher class alone (KU Pasal 6 ayat (2)-(3)); no budget ever bears it.

    Raises Kesalahan for an unknown class, without the insurer's name, or when one is noted already.
    """
    if kelas not in Kelas.values:
        raise Kesalahan("Kelas tidak dikenal.", "Pilih kelas dari daftar.")
    insurer = _text(asuransi, "Asuransi kesehatan tambahan", NAME_LENGTH)
    Peserta.objects.select_for_update().get(pk=peserta.pk)
    if NaikKelas.objects.filter(peserta=peserta, diakhiri_pada__isnull=True).exists():
        raise Kesalahan(f"Naik kelas {peserta.nama} sudah tercatat.", "Akhiri dahulu yang lama.")
    row = NaikKelas.objects.create(peserta=peserta, kelas=kelas, asuransi=insurer, mulai=mulai, oleh=by)
    _told(
        "naik_kelas.catat",
        row,
        desa,
        by,
        f"{peserta.nama} naik ke {row.get_kelas_display()} dengan biaya sendiri",
        {"kelas": kelas, "asuransi": insurer, "mulai": mulai.isoformat()},
    )
    return row


@transaction.atomic
def end_higher_class(*, naik_kelas: NaikKelas, desa: Desa, alasan: str, by: User | None) -> NaikKelas:
    """Ends the note of a higher class. Raises Kesalahan when it has ended or no reason is given."""
    row = NaikKelas.objects.select_for_update().get(pk=naik_kelas.pk)
    _require_running(row)
    row.save(update_fields=_end(row, alasan, by))
    told = f"Naik kelas {row.peserta.nama} berakhir"
    _told("naik_kelas.akhiri", row, desa, by, told, {"alasan": row.alasan_akhir})
    return row


def default_start(desa: Desa) -> Bulan:
    """The month from which a statement made today holds: the next one (design decision 7)."""
    return Bulan.of(today_in(desa.kabupaten)).next()


def _require_running(row: Pernyataan) -> None:
    if row.diakhiri_pada is not None:
        raise Kesalahan("Catatan ini sudah diakhiri.", "Muat ulang halaman.")


def _require_spell(mulai: date, sampai: date) -> None:
    if sampai < mulai:
        raise Kesalahan(
            f"Bukti berlaku sampai {format_tanggal(sampai)}, lebih awal dari mulainya {format_tanggal(mulai)}.",
            "Salin tanggal dari surat sekolah.",
        )
    if sampai > mulai.replace(year=mulai.year + LONGEST_PROOF, day=min(mulai.day, 28)):
        raise Kesalahan(
            f"Bukti berlaku lebih dari {LONGEST_PROOF} tahun.", "Isi akhir semester atau tahun ajaran pada surat."
        )


def _kind(anggota: AnggotaKeluarga, jenis: str) -> JenisKeterangan:
    if jenis not in JenisKeterangan.values:
        raise Kesalahan("Jenis keterangan tidak dikenal.", "Pilih dari daftar.")
    kind = JenisKeterangan(jenis)
    if kind == JenisKeterangan.DITANGGUNG and anggota.hubungan not in ANAK:
        raise Kesalahan(f"{anggota.nama} bukan anak peserta.", "Keputusan ini hanya untuk anak ke-4.")
    return kind


def _text(text: str, what: str, length: int) -> str:
    found = " ".join(text.split())
    if not found:
        raise Kesalahan(f"{what} belum diisi.", "Isi dengan singkat dan jelas.")
    if len(found) > length:
        raise Kesalahan(f"{what} lebih dari {length} huruf.", "Persingkat isinya.")
    return found


def _end(row: Pernyataan, alasan: str, by: User | None) -> list[str]:
    row.alasan_akhir, row.diakhiri_oleh, row.diakhiri_pada = _text(alasan, "Alasan", TEXT_LENGTH), by, timezone.now()
    return ["alasan_akhir", "diakhiri_oleh", "diakhiri_pada"]


def _told(aksi: str, row: Pernyataan, desa: Desa, by: User | None, ringkas: str, rincian: dict[str, Any]) -> None:
    record(aksi, by=by, objek=row, tempat=desa, ringkas=ringkas, rincian=rincian)
