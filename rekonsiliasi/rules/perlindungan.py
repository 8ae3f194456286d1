""" "Am I covered?": the chain from the village's report to BPJS' list, link by link, and where it broke first. Pure."""

from dataclasses import dataclass, field
from datetime import date

from desa.enums import StatusKepesertaan
from jaminan.bulan import Bulan, format_tanggal
from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import KeadaanMata, Terlindungi

NAMES = ("Dilaporkan desa", "Terdaftar di BPJS Kesehatan", "Iuran ditetapkan", "Iuran dibayar", "Aktif di daftar BPJS")


@dataclass(frozen=True, slots=True)
class Laporan:
    """The village's report on which the month rests, and who gave and took it."""

    bulan: Bulan
    oleh: str
    diterima: date


@dataclass(frozen=True, slots=True)
class Pembayaran:
    """One payer's month: what is still to be paid, by when, and when the last transfer came. Amounts in rupiah."""

    penanggung: str
    sisa: int
    jatuh_tempo: date
    setor_terakhir: date | None


@dataclass(frozen=True, slots=True)
class DaftarBpjs:
    """What a list of BPJS Kesehatan says of the person; `status` empty: not on it."""

    bulan: Bulan
    tanggal: date
    status: str


@dataclass(frozen=True, slots=True)
class Kedudukan:
    """Where the person stands by what is recorded of BPJS Kesehatan; `tercatat` is the day it was recorded."""

    keadaan: StatusKepesertaan
    sejak: date
    tercatat: date
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class Siapa:
    """Whom to ask about which link, as it stands after "Tanyakan kepada"."""

    desa: str
    dinas: str
    bendahara: str
    bpjs: str


@dataclass(frozen=True, slots=True)
class FaktaPerlindungan:
    """What the portal knows of a person and a month. `jabatan` empty: not in office on the first day of it."""

    bulan: Bulan
    hari: date
    jabatan: str
    siapa: Siapa
    laporan: Laporan | None = None
    pengecualian: str = ""
    kartu: bool = False
    ditetapkan: bool = False
    iuran: int | None = None
    bagian_sendiri: int = 0
    penyetor: str = ""
    pembayaran: list[Pembayaran] = field(default_factory=list)
    daftar: DaftarBpjs | None = None
    kedudukan: Kedudukan | None = None


@dataclass(frozen=True, slots=True)
class Mata:
    """One link: whether it holds, why in words, and whom to ask about it."""

    nama: str
    keadaan: KeadaanMata
    kalimat: str
    tanya: str


@dataclass(frozen=True, slots=True)
class Perlindungan:
    """The whole answer: the verdict in a sentence, the chain, and the link that broke first (None: none did)."""

    terlindungi: Terlindungi
    kalimat: str
    rantai: list[Mata]

    @property
    def putus(self) -> Mata | None:
        return next((link for link in self.rantai if link.keadaan == KeadaanMata.TIDAK), None)


def protection(fakta: FaktaPerlindungan) -> Perlindungan:
    """The chain of a person's month and what it comes to."""
    steps = (_reported(fakta), _registered(fakta), _assessed(fakta), _paid(fakta), _listed(fakta))
    who = fakta.siapa
    asked = (who.desa, who.dinas, who.dinas, who.bendahara, who.bpjs)
    chain = [
        Mata(name, state, sentence, whom)
        for name, (state, sentence), whom in zip(NAMES, steps, asked, strict=True)
    ]  # fmt: skip
    verdict, sentence = _verdict(fakta, chain)
    return Perlindungan(verdict, sentence, chain)


Langkah = tuple[KeadaanMata, str]
NOT_IN_OFFICE: Langkah = (KeadaanMata.LEWAT, "Tidak diperiksa, karena tidak menjabat pada tanggal 1.")


def _reported(fakta: FaktaPerlindungan) -> Langkah:
    if not fakta.jabatan:
        return KeadaanMata.TIDAK, f"Tidak tercatat menjabat pada {format_tanggal(fakta.bulan.first_day)}."
    held = f"Tercatat sebagai {fakta.jabatan} pada {format_tanggal(fakta.bulan.first_day)}."
    if fakta.laporan is None:
        return KeadaanMata.YA, f"{held} Desa belum mengirim laporan; yang dipakai daftar yang sudah ada di portal."
    report = fakta.laporan
    told = f"Laporan {report.bulan.nama} dikirim {report.oleh} dan diterima {format_tanggal(report.diterima)}."
    if report.bulan != fakta.bulan:
        told += f" Laporan {fakta.bulan.nama} belum diterima; daftar terakhir dipakai."
    return KeadaanMata.YA, f"{held} {told}"


def _registered(fakta: FaktaPerlindungan) -> Langkah:
    if not fakta.jabatan:
        return NOT_IN_OFFICE
    stopped = _stopped(fakta)
    if stopped is not None:
        return stopped
    if fakta.daftar is not None and fakta.daftar.status:
        return KeadaanMata.YA, f"Ada dalam daftar peserta BPJS Kesehatan {fakta.daftar.bulan.nama}."
    if fakta.kedudukan is not None and fakta.kedudukan.keadaan == StatusKepesertaan.DIAJUKAN:
        day = format_tanggal(fakta.kedudukan.sejak)
        return KeadaanMata.MENUNGGU, f"Diajukan ke BPJS Kesehatan {day}, belum dijawab."
    if fakta.kartu:
        return KeadaanMata.YA, "Sudah punya nomor kartu JKN."
    return KeadaanMata.TIDAK, "Belum punya nomor kartu JKN, dan tidak ada dalam daftar BPJS Kesehatan."


STOPPED = {
    StatusKepesertaan.DITOLAK: "Ditolak", StatusKepesertaan.DITANGGUHKAN: "Ditangguhkan",
    StatusKepesertaan.BERAKHIR: "Diakhiri",
}  # fmt: skip


def _stopped(fakta: FaktaPerlindungan) -> Langkah | None:
    """Refused, suspended or ended in the month; a list that came later and says AKTIF weighs more."""
    known = fakta.kedudukan
    if known is None or known.keadaan not in STOPPED or known.sejak > fakta.bulan.last_day:
        return None
    told = f"{STOPPED[known.keadaan]} BPJS Kesehatan sejak {format_tanggal(known.sejak)}"
    told += f": {known.alasan.rstrip('.')}." if known.alasan else "."
    later = fakta.daftar
    if later is not None and later.tanggal > known.tercatat and later.status == "AKTIF":
        return KeadaanMata.MENUNGGU, f"{told} Tetapi daftar yang datang sesudahnya menyebut AKTIF."
    return KeadaanMata.TIDAK, told


def _assessed(fakta: FaktaPerlindungan) -> Langkah:
    if not fakta.jabatan:
        return NOT_IN_OFFICE
    if fakta.pengecualian:
        return KeadaanMata.LEWAT, fakta.pengecualian
    if fakta.iuran is not None:
        return (
            KeadaanMata.YA,
            f"{format_rupiah(fakta.iuran)}, yang {format_rupiah(fakta.bagian_sendiri)} di antaranya bagian sendiri. "
            f"Disetor oleh {fakta.penyetor}.",
        )
    if not fakta.ditetapkan:
        return KeadaanMata.MENUNGGU, f"Iuran {fakta.bulan.nama} belum ditetapkan."
    return KeadaanMata.TIDAK, f"Iuran {fakta.bulan.nama} sudah ditetapkan tanpa orang ini."


def _paid(fakta: FaktaPerlindungan) -> Langkah:
    if not fakta.jabatan:
        return NOT_IN_OFFICE
    if fakta.pengecualian:
        return KeadaanMata.LEWAT, "Tidak ada iuran yang dibayar di sini."
    if fakta.iuran is None:
        return KeadaanMata.MENUNGGU, "Menunggu iurannya ditetapkan."
    short = [one for one in fakta.pembayaran if one.sisa > 0]
    if not short:
        last = max((one.setor_terakhir for one in fakta.pembayaran if one.setor_terakhir), default=None)
        return KeadaanMata.YA, f"Lunas{f', setoran terakhir {format_tanggal(last)}' if last else ''}."
    names = " dan ".join(f"porsi {one.penanggung.lower()} kurang {format_rupiah(one.sisa)}" for one in short)
    due = max(one.jatuh_tempo for one in short)
    where = f"{names[0].upper()}{names[1:]} untuk semua orang yang disetor bersama"
    if fakta.hari > due:
        return KeadaanMata.TIDAK, f"{where}. Jatuh temponya {format_tanggal(due)} sudah lewat."
    return KeadaanMata.MENUNGGU, f"{where}. Batasnya {format_tanggal(due)}."


def _listed(fakta: FaktaPerlindungan) -> Langkah:
    if not fakta.jabatan:
        return NOT_IN_OFFICE
    found = fakta.daftar
    if found is None:
        return KeadaanMata.MENUNGGU, "BPJS Kesehatan belum mengirim daftar pesertanya."
    told = f"Daftar BPJS Kesehatan {found.bulan.nama}, diterima {format_tanggal(found.tanggal)},"
    older = f" Daftar {fakta.bulan.nama} belum ada." if found.bulan != fakta.bulan else ""
    if found.status == "AKTIF":
        return (KeadaanMata.MENUNGGU if older else KeadaanMata.YA), f"{told} menyebut AKTIF.{older}"
    says = f"menyebut {found.status}" if found.status else "tidak memuat orang ini"
    state = KeadaanMata.LEWAT if fakta.pengecualian else KeadaanMata.TIDAK
    return state, f"{told} {says}.{older}"


def _verdict(fakta: FaktaPerlindungan, chain: list[Mata]) -> tuple[Terlindungi, str]:
    broken = next((link for link in chain if link.keadaan == KeadaanMata.TIDAK), None)
    if not fakta.jabatan:
        return (
            Terlindungi.TIDAK,
            f"Tidak menjabat pada {format_tanggal(fakta.bulan.first_day)}, jadi tidak dijamin di sini.",
        )
    if fakta.pengecualian:
        return Terlindungi.DI_LUAR, "Jaminannya tidak dibayar lewat portal ini."
    if chain[1].keadaan == KeadaanMata.TIDAK and _stopped(fakta) is not None:
        return Terlindungi.TIDAK, f"Belum terlindungi. {chain[1].kalimat}"
    if chain[-1].keadaan == KeadaanMata.TIDAK:
        return Terlindungi.TIDAK, f"Belum terlindungi. {chain[-1].kalimat}"
    if broken is not None:
        return Terlindungi.BELUM_PASTI, f"Perlindungan dapat berhenti. Rantainya terputus pada: {broken.nama.lower()}."
    if chain[-1].keadaan == KeadaanMata.YA:
        return Terlindungi.YA, f"Terlindungi pada {fakta.bulan.nama}. {chain[-1].kalimat}"
    return Terlindungi.BELUM_PASTI, f"Belum dapat dipastikan untuk {fakta.bulan.nama}. {chain[-1].kalimat}"
