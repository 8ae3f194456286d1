"""What a difference proposes for a village's next list, once both offices gave it to the village to settle. Pure.

MM Pasal 12 ayat (4): corrections of data take effect the next month. The portal proposes what BPJS Kesehatan's row
says and never writes it: the village's own report does (MM Pasal 6 ayat (2) huruf a). A NIK is only to be checked;
who bears which number is told by the identity card, not by a list.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desa.enums import JenisPerubahan
from jaminan.bulan import format_tanggal
from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import JenisSelisih, Sebab

from .data import normalise_name


@dataclass(frozen=True, slots=True)
class OrangPadaBuku:
    """One person as one of the books has them; empty where it says nothing."""

    nik: str = ""
    nama: str = ""
    lahir: date | None = None
    kartu: str = ""
    gaji: int = 0


@dataclass(frozen=True, slots=True)
class Usulan:
    """A proposal: its kind (empty: only to be checked), in words, and the answers as the village would type them."""

    jenis: str
    kata: str
    isian: dict[str, str] = field(default_factory=dict)


Pembuat = Callable[[str, OrangPadaBuku, OrangPadaBuku], "Usulan | None"]


def proposal(jenis: str, sebab: str, kita: OrangPadaBuku, bpjs: OrangPadaBuku) -> Usulan | None:
    """What to propose to the village; None where a difference of this kind is nothing that a list could say."""
    make = MAKERS.get(JenisSelisih(jenis))
    return make(sebab, kita, bpjs) if make else None


def _data(_sebab: str, kita: OrangPadaBuku, bpjs: OrangPadaBuku) -> Usulan:
    isian, told = {}, []
    if bpjs.nama and normalise_name(bpjs.nama) != normalise_name(kita.nama):
        isian["nama"] = _as_written(bpjs.nama)
        told.append(f"nama {isian['nama']}")
    if bpjs.lahir and bpjs.lahir != kita.lahir:
        isian["tanggal_lahir"] = f"{bpjs.lahir:%d/%m/%Y}"
        told.append(f"tanggal lahir {format_tanggal(bpjs.lahir)}")
    if bpjs.kartu and bpjs.kartu != kita.kartu:
        isian["nomor_kartu"] = bpjs.kartu
        told.append("nomor kartu JKN")
    if not isian:
        return Usulan("", "Daftar BPJS Kesehatan menyebut data lain. Periksa pada KTP dan kartu JKN.")
    more = " Periksa juga NIK pada KTP." if bpjs.nik != kita.nik else ""
    return Usulan(JenisPerubahan.DATA, f"Menurut daftar BPJS Kesehatan: {', '.join(told)}.{more}", isian)


def _as_written(nama: str) -> str:
    """A name in capitals as people write it; any other stays."""
    return nama.title() if nama.isupper() else nama


def _leaves(sebab: str, _kita: OrangPadaBuku, _bpjs: OrangPadaBuku) -> Usulan:
    if sebab == Sebab.MUTASI_TERLAMBAT:
        return Usulan(
            JenisPerubahan.BERAKHIR, "Tidak aktif di BPJS Kesehatan. Bila sudah berhenti menjabat, laporkan harinya."
        )
    return Usulan("", "Tidak tercantum atau tidak aktif di BPJS Kesehatan. Periksa data orang ini.")


def _begins(sebab: str, _kita: OrangPadaBuku, bpjs: OrangPadaBuku) -> Usulan:
    if sebab == Sebab.MUTASI_TERLAMBAT:
        typed = {
            "nik": bpjs.nik, "nama": _as_written(bpjs.nama), "nomor_kartu": bpjs.kartu,
            "tanggal_lahir": f"{bpjs.lahir:%d/%m/%Y}" if bpjs.lahir else "",
        }  # fmt: skip
        isian = {name: text for name, text in typed.items() if text}
        return Usulan(
            JenisPerubahan.MULAI, "Ada di daftar BPJS Kesehatan, tidak di daftar desa. Bila menjabat, laporkan.", isian
        )
    return Usulan("", "Ada di daftar BPJS Kesehatan, tidak di daftar desa. Bila bukan perangkat, katakan di sini.")


def _wage(_sebab: str, _kita: OrangPadaBuku, bpjs: OrangPadaBuku) -> Usulan:
    isian = {"penghasilan": str(bpjs.gaji)} if bpjs.gaji else {}
    told = f" Di BPJS Kesehatan tertulis {format_rupiah(bpjs.gaji)}." if bpjs.gaji else ""
    return Usulan(JenisPerubahan.PENGHASILAN, f"Periksa penghasilan tetapnya.{told}", isian)


def _family(_sebab: str, _kita: OrangPadaBuku, bpjs: OrangPadaBuku) -> Usulan:
    return Usulan("", f"Periksa anggota keluarga {bpjs.nama or _kita.nama} pada kartu keluarga.")


MAKERS: dict[JenisSelisih, Pembuat] = {
    JenisSelisih.DATA_BERBEDA: _data,
    JenisSelisih.HANYA_KITA: _leaves,
    JenisSelisih.STATUS_BERBEDA: _leaves,
    JenisSelisih.HANYA_BPJS: _begins,
    JenisSelisih.GAJI_BERBEDA: _wage,
    JenisSelisih.KELUARGA_BERBEDA: _family,
}
