"""Residents for the stories of the JAMKESDA register, and one row of everything for the stage."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from desa.models import (
    ButirSampel,
    Desa,
    DokumenWarga,
    Faskes,
    PemberiKerja,
    PutusanWarga,
    Rujukan,
    SampelLapangan,
    TindakPemberiKerja,
    User,
    VerifikasiLapangan,
    Warga,
)

BORN = date(1980, 2, 14)
SINCE = date(1999, 5, 1)


def nik_of(desa: Desa, serial: int) -> str:
    """The NIK of an invented man of the village, born on BORN."""
    return f"{desa.kode.replace('.', '')[:6]}140280{9400 + serial}"


def resident_of(desa: Desa, serial: int = 1) -> dict[str, Any]:
    """A resident as a village hands one in."""
    return {
        "nik": nik_of(desa, serial), "nama": f"Warga {serial} {desa.nama}", "jenis_kelamin": "L",
        "tanggal_lahir": BORN, "alamat": f"Dusun {serial}", "tinggal_sejak": SINCE,
    }  # fmt: skip


def register_rows(desa: Desa, sekdes: User, dpm: User) -> dict[str, Any]:
    """One row of everything; written as rows, since Mamasa keeps no such register."""
    kabupaten, day = desa.kabupaten, date(2026, 10, 12)
    employer = PemberiKerja.objects.create(kabupaten=kabupaten, nama="PT Uji", kunci="pt uji")
    TindakPemberiKerja.objects.create(pemberi_kerja=employer, tanggal=day, uraian="Disurati", oleh=dpm)
    warga = Warga.objects.create(desa=desa, oleh=sekdes, status="aktif", **resident_of(desa))
    paper = DokumenWarga.objects.create(
        warga=warga, jenis="ktp", tanggal=date(2020, 1, 2), berkas=ContentFile(b"%PDF-1.4 ktp", name="ktp.pdf"),
        berkas_nama="ktp.pdf", berkas_sha256="0" * 64, oleh=sekdes,
    )  # fmt: skip
    sampel = SampelLapangan.objects.create(
        kabupaten=kabupaten, benih="uji", persen=10, paling_sedikit=1, populasi=1, oleh=dpm
    )
    ButirSampel.objects.create(sampel=sampel, warga=warga)
    VerifikasiLapangan.objects.create(
        warga=warga, tanggal=day, temuan="sesuai", catatan="Ditemui", pengaju=sekdes, oleh=dpm
    )
    made = PutusanWarga.objects.create(warga=warga, jenis="akhiri", alasan="Pindah", diusulkan_oleh=dpm)
    faskes = Faskes.objects.create(kabupaten=kabupaten, nama="Puskesmas Uji", jenis="puskesmas", alamat="Jalan Uji")
    rujukan = Rujukan.objects.create(warga=warga, faskes=faskes, tanggal=day, nomor_surat="R/1", oleh=sekdes)
    return {
        "warga": warga, "dokumenwarga": paper, "putusanwarga": made, "rujukan": rujukan, "faskes": faskes,
        "sampellapangan": sampel, "pemberikerja": employer,
    }  # fmt: skip
