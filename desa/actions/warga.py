"""Writes of a resident in the register of JAMKESDA: handed in, seen at home, decided by two people."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from desa.access import today_in
from desa.actions.audit import record
from desa.actions.kelayakan import document_fields, reason_of, told_of_document
from desa.enums import JenisKelamin, JenisPutusan, StatusPutusan, StatusWarga, TemuanLapangan
from desa.models import (
    Desa,
    DokumenWarga,
    PemberiKerja,
    PutusanWarga,
    SampelLapangan,
    User,
    VerifikasiLapangan,
    Warga,
)
from desa.queries.daftar import regency_codes
from desa.queries.jamkesda import CURRENT, known_of_one, require_register
from desa.rules.nik import check_nik, check_number
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan

DECIDED = {JenisPutusan.TERIMA: StatusWarga.AKTIF, JenisPutusan.TOLAK: StatusWarga.DITOLAK,
           JenisPutusan.AKHIRI: StatusWarga.BERAKHIR}  # fmt: skip
POSSIBLE = {StatusWarga.DIAJUKAN: (JenisPutusan.TERIMA, JenisPutusan.TOLAK), StatusWarga.AKTIF: (JenisPutusan.AKHIRI,)}


@transaction.atomic
def hand_in_resident(
    *,
    desa: Desa,
    nik: str,
    nama: str,
    jenis_kelamin: str,
    tanggal_lahir: date,
    alamat: str,
    tinggal_sejak: date,
    nomor_kk: str = "",
    asal: str = "",
    pemberi_kerja: str = "",
    by: User | None,
) -> Warga:
    """Hands in a resident for the village. Whoever has an employer goes to the employers' list as well.

    Raises Kesalahan for a broken or taken NIK, days ahead, missing text, or a regency without the register.
    """
    today = today_in(desa.kabupaten)
    require_register(desa.kabupaten, today)
    _require_past(today, tanggal_lahir, "Tanggal lahir")
    _require_past(today, tinggal_sejak, "Tinggal di desa sejak")
    fields = {
        "nik": _nik(nik, tanggal_lahir, jenis_kelamin), "nomor_kk": _kk(nomor_kk), "jenis_kelamin": jenis_kelamin,
        "nama": _line(nama, "Nama", 120), "alamat": _line(alamat, "Alamat", 200),
        "asal": _line(asal, "Pindahan dari", 120, required=False), "tanggal_lahir": tanggal_lahir,
        "tinggal_sejak": tinggal_sejak, "pemberi_kerja": _employer(desa, pemberi_kerja),
    }  # fmt: skip
    Desa.objects.select_for_update(of=("self",)).get(pk=desa.pk)
    if Warga.objects.filter(nik=fields["nik"], status__in=CURRENT).exists():
        raise Kesalahan("NIK ini sudah terdaftar dalam register JAMKESDA.", "Hubungi DPM-Pemdes.")
    row = Warga.objects.create(desa=desa, oleh=by, **fields)
    record("warga.ajukan", by=by, objek=row, tempat=desa, ringkas=f"Mengajukan {row.nama} untuk JAMKESDA")
    return row


def _require_past(today: date, day: date, what: str) -> None:
    if day > today:
        raise Kesalahan(f"{what} {format_tanggal(day)} belum tiba.", "Periksa tanggalnya.")


def _nik(nik: str, lahir: date, jenis_kelamin: str) -> str:
    if jenis_kelamin not in JenisKelamin.values:
        raise Kesalahan("Jenis kelamin tidak dikenal.", "Pilih L atau P.")
    checked = check_nik(nik, lahir=lahir, perempuan=jenis_kelamin == "P", kabupaten_dikenal=regency_codes())
    if checked.galat:
        raise Kesalahan(checked.galat, checked.saran)
    return checked.nik


def _kk(nomor: str) -> str:
    if not nomor.strip():
        return ""
    checked = check_number(nomor, "Nomor KK")
    if checked.galat:
        raise Kesalahan(checked.galat, checked.saran)
    return checked.nik


def _line(text: str, what: str, length: int, *, required: bool = True) -> str:
    found = " ".join(text.split())
    if required and not found:
        raise Kesalahan(f"{what} belum diisi.", "Isi dengan singkat dan jelas.")
    if len(found) > length:
        raise Kesalahan(f"{what} lebih dari {length} huruf.", "Persingkat isinya.")
    return found


def _employer(desa: Desa, nama: str) -> PemberiKerja | None:
    name = _line(nama, "Pemberi kerja", 120, required=False)
    if not name:
        return None
    row, _ = PemberiKerja.objects.get_or_create(
        kabupaten=desa.kabupaten, kunci=name.casefold(), defaults={"nama": name}
    )
    return row


@transaction.atomic
def add_resident_document(*, warga: Warga, by: User | None, **isi: Any) -> DokumenWarga:
    """Keeps a document of a resident; `isi` as `document_fields` takes it. Raises Kesalahan."""
    _locked(warga)
    fields = document_fields(DokumenWarga, warga.desa.kabupaten, warga.nama, {"warga": warga}, **isi)
    row = DokumenWarga.objects.create(warga=warga, oleh=by, **fields)
    told_of_document(row, warga.nama, warga.desa, by)
    return row


def _locked(warga: Warga) -> Warga:
    """The resident, held until the end of the transaction. Raises Kesalahan when the case is over."""
    row = Warga.objects.select_for_update(of=("self",)).select_related("desa__kecamatan__kabupaten").get(pk=warga.pk)
    if row.status not in CURRENT:
        raise Kesalahan(
            f"Berkas {row.nama} sudah selesai: {row.get_status_display().lower()}.", "Ajukan lagi dari desa."
        )
    return row


@transaction.atomic
def verify_resident(
    *,
    warga: Warga,
    tanggal: date,
    temuan: str,
    catatan: str,
    sampel: SampelLapangan | None = None,
    by: User | None,
) -> VerifikasiLapangan:
    """Keeps what somebody found at the resident's home. Raises Kesalahan when it is who handed the resident in."""
    row = _locked(warga)
    if by is not None and by.pk == row.oleh_id:
        raise Kesalahan("Pemeriksa lapangan harus orang selain yang mengajukan.", "Minta petugas lain memeriksanya.")
    if temuan not in TemuanLapangan.values:
        raise Kesalahan("Temuan tidak dikenal.", "Pilih salah satu.")
    _require_past(today_in(row.desa.kabupaten), tanggal, "Tanggal pemeriksaan")
    if sampel is not None and not sampel.butir.filter(warga=row).exists():
        raise Kesalahan(f"{row.nama} tidak termasuk sampel ini.", "Pilih sampel yang memuatnya, atau kosongkan.")
    found = VerifikasiLapangan.objects.create(
        warga=row, sampel=sampel, tanggal=tanggal, temuan=temuan, catatan=_line(catatan, "Catatan", 300),
        pengaju=row.oleh, oleh=by,
    )  # fmt: skip
    record(
        "warga.verifikasi", by=by, objek=found, tempat=row.desa, rincian={"catatan": found.catatan},
        ringkas=f"Memeriksa {row.nama} di lapangan: {found.get_temuan_display().lower()}",
    )  # fmt: skip
    return found


@transaction.atomic
def propose_decision(*, warga: Warga, jenis: str, alasan: str, hubungan: str = "", by: User | None) -> PutusanWarga:
    """Proposes to accept, refuse or end; nothing changes until another person agrees.

    Raises Kesalahan when somebody proposed already, the case does not allow it, or it is not complete.
    """
    row = _locked(warga)
    if jenis not in POSSIBLE[StatusWarga(row.status)]:
        raise Kesalahan("Putusan ini tidak mungkin sekarang.", "Pilih putusan lain.")
    if row.putusan.filter(status=StatusPutusan.MENUNGGU).exists():
        raise Kesalahan(f"Sudah ada usul untuk {row.nama}.", "Tunggu keputusan orang kedua.")
    if by is not None and by.pk == row.oleh_id:
        raise Kesalahan("Yang mengajukan tidak boleh mengusulkan putusan.", "Minta petugas lain.")
    _require_free(row, jenis)
    made = PutusanWarga.objects.create(
        warga=row, jenis=jenis, alasan=reason_of(alasan), diusulkan_oleh=by,
        hubungan=_line(hubungan, "Hubungan", 120, required=False),
    )  # fmt: skip
    record(
        "warga.usul", by=by, objek=made, tempat=row.desa, rincian={"alasan": made.alasan, "hubungan": made.hubungan},
        ringkas=f"Mengusulkan untuk {row.nama}: {made.get_jenis_display().lower()}",
    )  # fmt: skip
    return made


def _require_free(warga: Warga, jenis: str) -> None:
    """Not complete, not active. Raises Kesalahan with everything that is missing."""
    if jenis != JenisPutusan.TERIMA:
        return
    found = known_of_one(warga, today_in(warga.desa.kabupaten)).halangan
    if found:
        raise Kesalahan(f"{warga.nama} belum dapat diterima. {' '.join(found)}", "Lengkapi dahulu.")


@transaction.atomic
def decide_resident(*, putusan: PutusanWarga, setuju: bool, catatan: str = "", by: User | None) -> PutusanWarga:
    """Agrees to a proposal, or returns it with the reason. Raises Kesalahan when it is the proposer or handed it in."""
    row = _locked(putusan.warga)
    held = PutusanWarga.objects.select_for_update(of=("self",)).get(pk=putusan.pk)
    if held.status != StatusPutusan.MENUNGGU:
        raise Kesalahan(f"Usul ini sudah diputus: {held.get_status_display().lower()}.", "Muat ulang halaman.")
    if by is not None and by.pk in {held.diusulkan_oleh_id, row.oleh_id}:
        raise Kesalahan("Putusan perlu orang kedua.", "Minta petugas lain memutusnya.")
    if setuju:
        _require_free(row, held.jenis)
        row.status = DECIDED[JenisPutusan(held.jenis)]
        row.save(update_fields=["status"])
    held.status = StatusPutusan.DISETUJUI if setuju else StatusPutusan.DIKEMBALIKAN
    held.catatan = _line(catatan, "Catatan", 300, required=not setuju)
    held.diputus_oleh, held.diputus_pada = by, timezone.now()
    held.save(update_fields=["status", "catatan", "diputus_oleh", "diputus_pada"])
    record(
        "warga.putus", by=by, objek=held, tempat=row.desa, rincian={"alasan": held.alasan, "catatan": held.catatan},
        ringkas=f"{held.get_status_display()}: {held.get_jenis_display().lower()}, {row.nama}",
    )  # fmt: skip
    return held
