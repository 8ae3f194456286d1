"""What a regency decides about its paper: size and logo at once, its own words by two people."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.access import Izin, may
from desa.actions.audit import record
from desa.models import Kabupaten, User
from desa.queries.peraturan import peraturan_in_force
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import StatusNaskah, UkuranKertas
from rekonsiliasi.models import NaskahKertas, TataKertas
from rekonsiliasi.parameters.berita_acara import binding_closing
from rekonsiliasi.queries.kertas import layout_of
from rekonsiliasi.rules.naskah import TEMPAT, wording_faults


@transaction.atomic
def save_layout(*, kabupaten: Kabupaten, ukuran: str, logo: bytes | None, by: User | None) -> TataKertas:
    """From now on drafts have this size and logo: our own PNG, empty for none, None to keep the present one."""
    _require_dinas(kabupaten, by)
    before = layout_of(kabupaten)
    picture = bytes(before.logo) if logo is None else logo
    sha256 = hashlib.sha256(picture).hexdigest() if picture else ""
    row = TataKertas.objects.create(
        kabupaten=kabupaten, ukuran=UkuranKertas(ukuran), logo=picture, logo_sha256=sha256, oleh=by
    )
    told = f"kertas {row.ukuran.upper()}, {'dengan' if picture else 'tanpa'} logo"
    old, new = (before.ukuran, before.logo_sha256), (ukuran, sha256)
    rincian = {name: {"ukuran": one[0], "logo": one[1]} for name, one in (("lama", old), ("baru", new))}
    record("kertas.tata", by=by, objek=row, tempat=kabupaten, ringkas=f"Berita Acara: {told}", rincian=rincian)
    return row


@transaction.atomic
def propose_wording(*, kabupaten: Kabupaten, naskah: dict[str, str], bulan: Bulan, by: User) -> NaskahKertas:
    """Proposes the regency's own words; none: back to the portal's. Raises Kesalahan with every fault at once."""
    _require_dinas(kabupaten, by)
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)
    kept = {bagian: naskah.get(bagian, "").replace("\r\n", "\n").strip() for bagian in TEMPAT} if naskah else {}
    if kept:
        _require_faultless(kabupaten, kept, bulan)
    rows = NaskahKertas.objects.filter(kabupaten=kabupaten)
    if rows.filter(status=StatusNaskah.DIUSULKAN).exists():
        raise Kesalahan("Satu usul naskah masih menunggu.", "Putuskan atau tarik usul itu lebih dahulu.")
    number = (rows.aggregate(last=Max("versi"))["last"] or 0) + 1
    row = NaskahKertas.objects.create(kabupaten=kabupaten, versi=number, naskah=kept, oleh=by)
    _record(row, "usul", by, "Mengusulkan")
    return row


@transaction.atomic
def decide_wording(*, naskah: NaskahKertas, setuju: bool, alasan: str, bulan: Bulan, by: User) -> NaskahKertas:
    """Another person approves the words, which hold for every draft from now on, or refuses them with a reason."""
    row = _waiting(naskah)
    _require_dinas(row.kabupaten, by)
    if row.oleh_id == by.pk:
        raise Kesalahan("Anda sendiri yang mengusulkan naskah ini.", "Mintalah orang lain memutuskannya.")
    if not setuju and not alasan.strip():
        raise Kesalahan("Alasan belum ditulis.", "Tulis apa yang harus diperbaiki.")
    if setuju and row.naskah:
        _require_faultless(row.kabupaten, row.naskah, bulan)
    row.alasan = " ".join(alasan.split())[:300]
    return _decide(row, StatusNaskah.BERLAKU if setuju else StatusNaskah.DITOLAK, by)


@transaction.atomic
def withdraw_wording(*, naskah: NaskahKertas, by: User) -> NaskahKertas:
    """Takes back one's own proposal."""
    row = _waiting(naskah)
    if row.oleh_id != by.pk:
        raise Kesalahan("Hanya pengusulnya yang dapat menarik usul ini.", "Tolak usul itu dengan alasan.")
    return _decide(row, StatusNaskah.DITARIK, by)


def _require_dinas(kabupaten: Kabupaten, by: User | None) -> None:
    if by is not None and not may(by, Izin.SUSUN, kabupaten):
        raise Kesalahan("Kertas Berita Acara diatur oleh DPM-Pemdes.", "Mintalah mereka mengubahnya.")


def _require_faultless(kabupaten: Kabupaten, naskah: dict[str, str], bulan: Bulan) -> None:
    own = peraturan_in_force(kabupaten, bulan).isi.get("rekonsiliasi") or {}
    binding = binding_closing(kabupaten.nama, tuple(own.get("penutup") or ()))
    faults = wording_faults(naskah, nama=kabupaten.nama, mengikat=binding)
    if faults:
        raise Kesalahan(" ".join(faults), "Perbaiki, lalu kirim lagi.")


def _waiting(naskah: NaskahKertas) -> NaskahKertas:
    row = NaskahKertas.objects.select_for_update(of=("self",)).select_related("kabupaten").get(pk=naskah.pk)
    if row.status != StatusNaskah.DIUSULKAN:
        raise Kesalahan(f"{row} sudah diputus: {row.get_status_display().lower()}.", "Buat usul baru.")
    return row


def _decide(row: NaskahKertas, status: StatusNaskah, by: User) -> NaskahKertas:
    row.status, row.diputus_oleh, row.diputus_pada = status, by, timezone.now()
    row.save(update_fields=["status", "diputus_oleh", "diputus_pada", "alasan"])
    _record(row, str(status), by, status.label)
    return row


def _record(row: NaskahKertas, aksi: str, by: User, kata: str) -> None:
    ringkas = f"{kata}: naskah Berita Acara versi {row.versi}{'' if row.naskah else ' (kembali ke naskah portal)'}"
    record(f"naskah.{aksi}", by=by, objek=row, tempat=row.kabupaten, ringkas=ringkas, rincian={"naskah": row.naskah})
