"""The words of a Berita Acara: date and amounts in words, heads, parties, the law behind it."""

from datetime import date
from typing import Any

from lokal import terbilang

from desa.models import Kabupaten, Peraturan
from desa.queries.peraturan import bagian_iuran, peraturan_in_force
from jaminan.bulan import DAYS, NAMES, Bulan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import NaskahKertas, Penandatangan, Rekonsiliasi
from rekonsiliasi.parameters.berita_acara import (
    CATATAN_BELUM_TERALOKASI,
    CATATAN_NASKAH,
    CATATAN_PEMBAYAR,
    CATATAN_PENUTUP_ASAL,
    CATATAN_PENUTUP_SENDIRI,
    CATATAN_PERIODE,
    CATATAN_REKONSTRUKSI,
    ISI,
    JUDUL,
    KABUPATEN_ASAL,
    KOSONG,
    PEMBAYAR_ASAL,
    PEMBUKA,
    PENUTUP,
    RANGKAP,
    closing,
    heads_of,
    payers_named,
)
from rekonsiliasi.rules.naskah import fill, paragraphs


def period_name(mulai: Bulan, sampai: Bulan) -> str:
    """ "bulan Oktober 2026", or "bulan Oktober 2026 sampai dengan Desember 2026" for a range."""
    return f"bulan {mulai.nama}" if mulai == sampai else f"bulan {mulai.nama} sampai dengan {sampai.nama}"


def period_of(rekonsiliasi: Rekonsiliasi) -> str:
    """The same at the head of a paper: "Bulan Oktober 2026"."""
    text = period_name(Bulan.of(rekonsiliasi.bulan_mulai), Bulan.of(rekonsiliasi.bulan_sampai))
    return f"{text[:1].upper()}{text[1:]}"


def date_words(day: date, tempat: str) -> dict[str, str]:
    """Day, date and place as the opening sentence names them."""
    return {
        "hari": DAYS[day.weekday()],
        "tanggal": terbilang(day.day),
        "bulan": NAMES[day.month - 1],
        "tahun": terbilang(day.year),
        "angka": f"{day:%d-%m-%Y}",
        "tempat": tempat,
    }


def own_words(naskah: NaskahKertas, values: dict[str, str], asal: bool) -> dict[str, Any]:
    """The parts of the paper that a regency wrote itself, their places filled."""
    text = naskah.naskah
    return {
        "judul": [JUDUL[0], fill(text["judul"], values)],
        "pembuka": fill(text["pembuka"], values),
        "pengantar": fill(text["pengantar"], values),
        "penutup": [fill(one, values) for one in paragraphs(text["penutup"])],
        "catatan_rekonstruksi": CATATAN_NASKAH.format(versi=naskah.versi, asal=CATATAN_PENUTUP_ASAL if asal else ""),
        "versi_naskah": naskah.versi,
    }


def party_of(kabupaten: Kabupaten, pihak: Pihak, signer: Penandatangan | None) -> dict[str, Any]:
    """A side as printed: name, number, post, and which row of its signatories. Dots where nobody is recorded yet."""
    if signer is not None:
        return {"nama": signer.nama, "nip": signer.nip or KOSONG, "jabatan": signer.nama_jabatan, "baris": signer.pk}
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    post = " ".join(right if pihak == Pihak.DINAS else left)
    return {"nama": KOSONG, "nip": KOSONG, "jabatan": post, "baris": None}


def words_of(rekonsiliasi: Rekonsiliasi, day: date, tempat: str, naskah: NaskahKertas | None = None) -> dict[str, Any]:
    """Every sentence and head of the paper; the figures come apart. `naskah` are the regency's own words, if any."""
    kabupaten = rekonsiliasi.kabupaten
    mulai, sampai = Bulan.of(rekonsiliasi.bulan_mulai), Bulan.of(rekonsiliasi.bulan_sampai)
    period, next_bill = period_name(mulai, sampai), sampai.next()
    peraturan = peraturan_in_force(kabupaten, sampai)
    own, payers = peraturan.isi.get("rekonsiliasi") or {}, payers_of(peraturan)
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    name = f"Kabupaten {kabupaten.nama}"
    basis, dates = _legal_basis(peraturan.judul, own), date_words(day, tempat)
    words = {
        "kepala_surat": [f"Pemerintah {name}", kabupaten.dinas],
        "judul": [JUDUL[0], f"{JUDUL[1]} {name}"],
        "periode": f"{period[:1].upper()}{period[1:]}",
        "periode_kalimat": period,
        "tahun": sampai.year,
        "dinas": kabupaten.dinas_singkat,
        "pembuka": fill(PEMBUKA, dates),
        "dasar": basis,
        "pengantar": fill(ISI, {"dasar": basis, "periode": period}),
        "penutup": closing(
            tuple(own.get("penutup") or PENUTUP),
            kabupaten=name,
            pembayar=payers,
            bulan=NAMES[next_bill.month - 1],
            tahun=next_bill.year,
        ),
        "tempat_tanggal": f"{tempat}, {day.day} {NAMES[day.month - 1]} {day.year}",
        "kepala_kiri": left,
        "kepala_kanan": right,
        "rangkap": RANGKAP,
        "catatan_periode": CATATAN_PERIODE,
        "catatan_belum_teralokasi": CATATAN_BELUM_TERALOKASI,
        "catatan_rekonstruksi": _origin_note(own, payers),
        "versi_naskah": 0,
    }
    if naskah is None:
        return words
    bill = {"bulan_tagihan": NAMES[next_bill.month - 1], "tahun_tagihan": str(next_bill.year)}
    values = dates | bill | {"kabupaten": name, "dasar": basis, "periode": period}
    return words | own_words(naskah, values, kabupaten.nama == KABUPATEN_ASAL and not own.get("penutup"))


def payers_of(peraturan: Peraturan) -> str:
    """Who pays by this regulation, as the closing of the paper names them."""
    return payers_named(dict.fromkeys(share.penanggung for share in bagian_iuran(peraturan).porsi))


def _origin_note(own: dict[str, Any], payers: str) -> str:
    """Where the closing words come from, in the paper's own note."""
    if own.get("penutup"):
        return CATATAN_PENUTUP_SENDIRI
    return CATATAN_REKONSTRUKSI if payers == PEMBAYAR_ASAL else CATATAN_PEMBAYAR


def _legal_basis(judul: str, own: dict[str, Any]) -> str:
    """ "Pasal 12 ... Peraturan Bupati …"; the regulation alone, where it says nothing of reconciliation."""
    return f"Pasal {own['pasal']} {judul}" if own.get("pasal") else judul
