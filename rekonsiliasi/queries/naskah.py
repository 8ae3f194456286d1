"""The words of a Berita Acara: date and amounts in words, heads, parties, the law behind it."""

from datetime import date
from typing import Any

from lokal import terbilang

from desa.models import Kabupaten
from desa.queries.peraturan import peraturan_in_force
from jaminan.bulan import DAYS, NAMES, Bulan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import Penandatangan, Rekonsiliasi
from rekonsiliasi.parameters.berita_acara import (
    CATATAN_BELUM_TERALOKASI,
    CATATAN_PENUTUP_SENDIRI,
    CATATAN_PERIODE,
    CATATAN_REKONSTRUKSI,
    ISI,
    JUDUL,
    KOSONG,
    PEMBUKA,
    PENUTUP,
    RANGKAP,
    closing,
    heads_of,
)


def period_name(mulai: Bulan, sampai: Bulan) -> str:
    """ "bulan Oktober 2026", or "bulan Oktober 2026 sampai dengan Desember 2026" for a range."""
    return f"bulan {mulai.nama}" if mulai == sampai else f"bulan {mulai.nama} sampai dengan {sampai.nama}"


def opening(day: date, tempat: str) -> str:
    """The first sentence, with the date in words."""
    return PEMBUKA.format(
        hari=DAYS[day.weekday()],
        tanggal=terbilang(day.day),
        bulan=NAMES[day.month - 1],
        tahun=terbilang(day.year),
        angka=f"{day:%d-%m-%Y}",
        tempat=tempat,
    )


def party_of(kabupaten: Kabupaten, pihak: Pihak, signer: Penandatangan | None) -> dict[str, Any]:
    """A side as printed: name, number, post, and which row of its signatories. Dots where nobody is recorded yet."""
    if signer is not None:
        return {"nama": signer.nama, "nip": signer.nip or KOSONG, "jabatan": signer.nama_jabatan, "baris": signer.pk}
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    post = " ".join(right if pihak == Pihak.DINAS else left)
    return {"nama": KOSONG, "nip": KOSONG, "jabatan": post, "baris": None}


def words_of(rekonsiliasi: Rekonsiliasi, day: date, tempat: str) -> dict[str, Any]:
    """Every sentence and head of the paper; the figures come apart."""
    kabupaten = rekonsiliasi.kabupaten
    mulai, sampai = Bulan.of(rekonsiliasi.bulan_mulai), Bulan.of(rekonsiliasi.bulan_sampai)
    period, next_bill = period_name(mulai, sampai), sampai.next()
    peraturan = peraturan_in_force(kabupaten, sampai)
    own = peraturan.isi.get("rekonsiliasi") or {}
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    name = f"Kabupaten {kabupaten.nama}"
    return {
        "kepala_surat": [f"Pemerintah {name}", kabupaten.dinas],
        "judul": [JUDUL[0], f"{JUDUL[1]} {name}"],
        "periode": f"{period[:1].upper()}{period[1:]}",
        "periode_kalimat": period,
        "tahun": sampai.year,
        "dinas": kabupaten.dinas_singkat,
        "pembuka": opening(day, tempat),
        "dasar": _legal_basis(peraturan.judul, own),
        "pengantar": ISI.format(dasar=_legal_basis(peraturan.judul, own), periode=period),
        "penutup": closing(
            tuple(own.get("penutup") or PENUTUP),
            kabupaten=name,
            bulan=NAMES[next_bill.month - 1],
            tahun=next_bill.year,
        ),
        "tempat_tanggal": f"{tempat}, {day.day} {NAMES[day.month - 1]} {day.year}",
        "kepala_kiri": left,
        "kepala_kanan": right,
        "rangkap": RANGKAP,
        "catatan_periode": CATATAN_PERIODE,
        "catatan_belum_teralokasi": CATATAN_BELUM_TERALOKASI,
        "catatan_rekonstruksi": CATATAN_PENUTUP_SENDIRI if own.get("penutup") else CATATAN_REKONSTRUKSI,
    }


def _legal_basis(judul: str, own: dict[str, Any]) -> str:
    """ "Pasal 12 ... Peraturan Bupati …"; the regulation alone, where it says nothing of reconciliation."""
    return f"Pasal {own['pasal']} {judul}" if own.get("pasal") else judul
