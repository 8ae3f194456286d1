"""Writes what happens between the regency and BPJS Kesehatan: batches, and events that are known otherwise."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string

from desa.access import today_in
from desa.actions.audit import record
from desa.enums import JenisMutasi, ProfilEdabu, StatusKepesertaan
from desa.models import AnggotaKeluarga, Desa, Kabupaten, Pengajuan, Peserta, RiwayatKepesertaan, User
from desa.parameters.edabu import PROFIL, Profil
from desa.queries.kedudukan import standing_of
from desa.queries.pendaftaran import Antrean, Butir, digest, queue
from desa.queries.sasaran import targets
from desa.rules.edabu import Permintaan
from desa.rules.pendaftaran import SELALU
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number


@dataclass(frozen=True, slots=True)
class IsiBerkas:
    """What the file of a batch is written from."""

    kabupaten: Kabupaten
    profil: Profil
    nomor: int
    hari: date
    permintaan: list[Permintaan]


Tulis = Callable[[IsiBerkas], bytes]


@transaction.atomic
def submit_batch(
    *,
    kabupaten: Kabupaten,
    profil: str,
    sidik: str,
    kecamatan: str = "",
    ulangi: bool = False,
    tulis: Tulis,
    by: User | None,
) -> Pengajuan:
    """Makes a batch of all who are ready, and with it one event "diajukan" a person.

    `sidik` names the queue as it was shown: the same press twice finds the batch that was made. Raises Kesalahan
    when nobody is ready or the queue has changed since.
    """
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    made = Pengajuan.objects.filter(kabupaten=kabupaten, sidik=sidik).first()
    if made is not None:
        return made
    sheet = PROFIL[ProfilEdabu(profil)]
    waiting = queue(kabupaten, today_in(kabupaten))
    ready, _ = waiting.pilah(sheet, kecamatan=kecamatan, ulangi=ulangi)
    _require_same(sheet, ready, sidik)
    nomor = 1 + (Pengajuan.objects.filter(kabupaten=kabupaten).aggregate(last=Max("nomor"))["last"] or 0)
    isi = IsiBerkas(kabupaten, sheet, nomor, waiting.hari, [waiting.permintaan(one) for one in ready])
    batch = _keep(isi, tulis(isi), sidik, waiting.berlaku, by)
    _ask(batch, waiting, ready, by)
    record(
        "pengajuan.buat", by=by, objek=batch, tempat=kabupaten,
        ringkas=f"Membuat pengajuan {nomor} untuk BPJS Kesehatan, {batch.banyak} orang, {sheet.judul.lower()}",
        rincian={"profil": str(profil), "sha256": batch.sha256, "orang": batch.banyak, "kecamatan": kecamatan},
    )  # fmt: skip
    return batch


def _require_same(sheet: Profil, ready: Sequence[Butir], sidik: str) -> None:
    if not ready:
        raise Kesalahan(
            "Tidak ada orang yang siap diajukan dengan bentuk berkas ini.",
            "Lihat daftar yang belum lengkap, atau pilih bentuk berkas yang lain.",
        )
    if digest(sheet, ready) != sidik:
        raise Kesalahan(
            "Antrean sudah berubah sejak halaman itu dibuka.", "Periksa daftarnya sekali lagi, lalu buat berkasnya."
        )


def _keep(isi: IsiBerkas, data: bytes, sidik: str, berlaku: date, by: User | None) -> Pengajuan:
    name = f"edabu_{isi.kabupaten.kode}_{isi.hari:%Y-%m-%d}_{isi.nomor:03d}.xlsx"
    path = default_storage.save(f"pengajuan/{isi.hari:%Y/%m}/{get_random_string(32)}.xlsx", ContentFile(data))
    return Pengajuan.objects.create(
        kabupaten=isi.kabupaten, nomor=isi.nomor, profil=isi.profil.kode, berlaku=berlaku, banyak=len(isi.permintaan),
        berkas=path, nama_berkas=name, sha256=hashlib.sha256(data).hexdigest(), sidik=sidik, oleh=by,
    )  # fmt: skip


def _ask(batch: Pengajuan, waiting: Antrean, ready: Sequence[Butir], by: User | None) -> None:
    RiwayatKepesertaan.objects.bulk_create(
        (
            RiwayatKepesertaan(
                peserta=one.sasaran.peserta, anggota=one.sasaran.anggota, desa=one.sasaran.desa,
                keadaan=StatusKepesertaan.DIAJUKAN, jenis=one.jenis, berlaku=waiting.hari,
                alasan=one.sebab[:300], isi=dict(one.sasaran.isi), pengajuan=batch, oleh=by,
            )
            for one in ready
        ),
        batch_size=1_000,
    )  # fmt: skip


@transaction.atomic
def take_file(*, pengajuan: Pengajuan, by: User | None) -> bytes:
    """The batch's file for somebody who may take full NIK away, with a row in the trail.

    Raises Kesalahan when the kept bytes are gone or are not those that were made.
    """
    try:
        with pengajuan.berkas.open("rb") as stored:
            data = bytes(stored.read())
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != pengajuan.sha256:
        raise Kesalahan(
            f"Berkas {pengajuan} yang tersimpan tidak lagi sama dengan yang dibuat.",
            "Mintalah pengelola portal memulihkannya dari cadangan.",
        )
    record(
        "pengajuan.unduh_nik", by=by, objek=pengajuan, tempat=pengajuan.kabupaten,
        ringkas=f"Mengunduh berkas pengajuan {pengajuan.nomor} dengan NIK lengkap, {pengajuan.banyak} orang",
        rincian={"sha256": pengajuan.sha256, "orang": pengajuan.banyak},
    )  # fmt: skip
    return data


# What a person of the office may record by hand; a request is made only by a batch.
DICATAT = (
    StatusKepesertaan.TERDAFTAR, StatusKepesertaan.AKTIF, StatusKepesertaan.DITANGGUHKAN, StatusKepesertaan.BERAKHIR,
    StatusKepesertaan.DITOLAK,
)  # fmt: skip


@transaction.atomic
def record_status(
    *,
    peserta: Peserta,
    anggota: AnggotaKeluarga | None,
    desa: Desa,
    keadaan: str,
    berlaku: date,
    alasan: str = "",
    nomor_kartu: str = "",
    by: User | None,
) -> RiwayatKepesertaan:
    """Adds an event that BPJS Kesehatan told otherwise than by a file, with the card number where it gave one.

    Raises Kesalahan: a reason is missing, nothing was asked that could be refused, the card is somebody else's.
    """
    Peserta.objects.select_for_update().get(pk=peserta.pk)
    state = StatusKepesertaan(keadaan)
    kini = standing_of(peserta, anggota, SELALU)
    jenis = _answered(state, kini.menunggu, alasan)
    set_card(peserta=peserta, anggota=anggota, nomor_kartu=nomor_kartu)
    known = kini.terkirim or kini.menunggu is not None
    row = RiwayatKepesertaan.objects.create(
        peserta=peserta, anggota=anggota, desa=desa, keadaan=state, jenis=jenis or "", berlaku=berlaku,
        alasan=alasan[:300], isi={} if known else first_seen(desa, peserta, anggota), oleh=by,
    )  # fmt: skip
    record(
        "kepesertaan.status", by=by, objek=row, tempat=desa,
        ringkas=f"Mencatat {anggota or peserta} {state.label.lower()} mulai {format_tanggal(berlaku)}",
        rincian={"keadaan": str(state), "alasan": alasan, "nomor_kartu": mask_number(nomor_kartu)},
    )  # fmt: skip
    return row


def _answered(state: StatusKepesertaan, menunggu: JenisMutasi | None, alasan: str) -> JenisMutasi | None:
    """Which waiting request an event answers."""
    if state not in DICATAT:
        raise Kesalahan("Keadaan ini tidak dicatat dengan tangan.", "Buat pengajuan dari antrean pendaftaran.")
    if state in {StatusKepesertaan.DITOLAK, StatusKepesertaan.DITANGGUHKAN} and not alasan.strip():
        raise Kesalahan(f"Alasan {state.label.lower()} belum diisi.", "Tulis alasan dari BPJS Kesehatan.")
    if state == StatusKepesertaan.DITOLAK and menunggu is None:
        raise Kesalahan("Tidak ada pengajuan yang menunggu untuk orang ini.", "Penolakan menjawab sebuah pengajuan.")
    if state == StatusKepesertaan.DITOLAK or (state == StatusKepesertaan.TERDAFTAR and menunggu != JenisMutasi.AKHIRI):
        return menunggu
    wanted = {StatusKepesertaan.AKTIF: JenisMutasi.DAFTAR, StatusKepesertaan.BERAKHIR: JenisMutasi.AKHIRI}.get(state)
    return menunggu if menunggu is not None and menunggu == wanted else None


def first_seen(desa: Desa, peserta: Peserta, anggota: AnggotaKeluarga | None) -> dict[str, object]:
    """What the roster says of somebody whom BPJS Kesehatan had before the portal asked: later changes show."""
    wanted = targets(desa.kabupaten, today_in(desa.kabupaten), {peserta.pk}).orang
    found = wanted.get((peserta.pk, anggota.pk if anggota else 0))
    return dict(found.isi) if found else {}


def set_card(*, peserta: Peserta, anggota: AnggotaKeluarga | None, nomor_kartu: str) -> None:
    """Gives a person a card number. Raises Kesalahan when it is already somebody else's."""
    person = anggota or peserta
    if not nomor_kartu or person.nomor_kartu == nomor_kartu:
        return
    if card_owner(nomor_kartu, person.nik) is not None:
        raise Kesalahan(
            f"Nomor kartu {mask_number(nomor_kartu)} sudah milik orang lain.", "Cocokkan lagi dengan kartunya."
        )
    person.nomor_kartu = nomor_kartu
    person.save(update_fields=["nomor_kartu"])


def card_owner(nomor_kartu: str, nik: str) -> str | None:
    """The NIK of somebody else who has this card number."""
    for rows in (Peserta.objects.all(), AnggotaKeluarga.objects.all()):
        other = rows.filter(nomor_kartu=nomor_kartu).exclude(nik=nik).values_list("nik", flat=True).first()
        if other:
            return str(other)
    return None
