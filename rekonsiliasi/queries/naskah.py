"""The words of a Berita Acara: date and amounts in words, heads, parties, the law behind it."""

from datetime import date
from typing import Any

from django.utils import timezone
from lokal import terbilang

from desa.enums import Peran
from desa.models import Kabupaten, Membership, User
from desa.queries.peraturan import peraturan_in_force
from jaminan.bulan import DAYS, NAMES, Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import Rekonsiliasi
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

PERAN_PIHAK = {Pihak.DINAS: Peran.DPM, Pihak.BPJS: Peran.BPJS}


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


def member_of(kabupaten: Kabupaten, pihak: Pihak) -> User | None:
    """Who holds a side's role in the regency today, when it is one person."""
    today = timezone.localdate()
    rows = Membership.objects.filter(kabupaten=kabupaten, peran=PERAN_PIHAK[pihak], mulai__lte=today)
    users = {row.user for row in rows.select_related("user") if row.sampai is None or row.sampai >= today}
    return users.pop() if len(users) == 1 else None


def party_of(kabupaten: Kabupaten, pihak: Pihak, user: User | None) -> dict[str, str]:
    """A side as printed: name, number, post. Dots stand where nobody is known yet."""
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    post = " ".join(right if pihak == Pihak.DINAS else left)
    return {
        "nama": (user.nama if user else "") or KOSONG,
        "nip": (user.nip if user else "") or KOSONG,
        "jabatan": (user.jabatan if user else "") or post,
    }


def signatory(kabupaten: Kabupaten, pihak: Pihak, user: User | None) -> dict[str, str]:
    """Who signs for a side: the one who acts, or for a command the only holder of the role.

    Raises Kesalahan when no name is known: a paper does not come out without its signatory.
    """
    party = party_of(kabupaten, pihak, user or member_of(kabupaten, pihak))
    if party["nama"] == KOSONG:
        raise Kesalahan(
            f"Nama penanda tangan {pihak.label} belum tercatat pada akunnya.",
            "Mintalah pengelola portal mengisi nama, NIP atau NPP, dan jabatan akun itu.",
        )
    return party


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
