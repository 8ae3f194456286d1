"""Who signs a paper, who has, in which way, and what waits: read by pages, API and actions alike."""

from dataclasses import dataclass, replace
from typing import Any

from desa.access import memberships_of
from desa.enums import Peran
from desa.models import Kabupaten, User
from rekonsiliasi.enums import CaraTanda, Pihak, StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara, BerkasTertanda, Penandatangan, PutusanPindaian
from rekonsiliasi.rules.tanda_tangan import Tanda

SISI = {Peran.DPM: Pihak.DINAS, Peran.BPJS: Pihak.BPJS}


def side_of(user: Any, kabupaten: Kabupaten) -> Pihak | None:
    """The office for which the user acts in this regency."""
    held = [Peran(one.peran) for one in memberships_of(user) if one.kabupaten_id == kabupaten.pk]
    return next((SISI[role] for role in held if role in SISI), None)


def printed(paper: BeritaAcara, pihak: Pihak) -> dict[str, Any]:
    """An office's signer as the paper prints it: `nama`, `nip`, `jabatan`, and `baris`, the row it came from."""
    isi: dict[str, Any] = paper.isi
    party: dict[str, Any] = isi["pihak_kesatu"] if pihak == Pihak.DINAS else isi["penerbitan"]["pihak_kedua"]
    return party


def signer_of(paper: BeritaAcara, pihak: Pihak) -> Penandatangan | None:
    """Who signs for the office: the row that the paper printed."""
    rows = Penandatangan.objects.select_related("user")
    return rows.filter(pk=printed(paper, pihak).get("baris") or 0).first()


def hands_on(paper: BeritaAcara) -> set[int]:
    """Who drafted the paper or agreed to it: somebody else signs."""
    agreed = paper.persetujuan.filter(sidik=paper.sidik).values_list("oleh_id", flat=True)
    return {pk for pk in (paper.oleh_id, *agreed) if pk is not None}


@dataclass(frozen=True, slots=True)
class KeadaanTanda:
    """How far the signing of one paper is."""

    berkas: tuple[BerkasTertanda, ...]  # every version, oldest first
    elektronik: dict[Pihak, BerkasTertanda]  # the version with which an office signed
    pindaian: BerkasTertanda | None  # the scan that counts: the last one, unless an office refused it
    putusan: dict[Pihak, PutusanPindaian]  # what was said of that scan
    ditolak: PutusanPindaian | None  # why the last scan does not count

    @property
    def terakhir(self) -> BerkasTertanda | None:
        """The newest electronic version: the next signature goes on top of it."""
        return next((one for one in reversed(self.berkas) if one.cara == CaraTanda.ELEKTRONIK), None)

    @property
    def cara(self) -> CaraTanda | None:
        """The way in which the paper is being signed; None while nobody has begun."""
        if self.pindaian is not None:
            return CaraTanda.BASAH
        return CaraTanda.ELEKTRONIK if self.elektronik else None

    @property
    def tanda(self) -> list[Tanda]:
        """The electronic signatures in the newest version, as they were found when it came."""
        return [Tanda.of(one) for one in self.terakhir.tanda] if self.terakhir else []

    @property
    def belum(self) -> list[Pihak]:
        """The offices that have not signed, or have not confirmed the scan."""
        done = self.putusan if self.pindaian is not None else self.elektronik
        return [pihak for pihak in Pihak if pihak not in done]


def signing_of(paper: BeritaAcara) -> KeadaanTanda:
    """The state of the signatures of a paper."""
    files = tuple(paper.berkas_tertanda.prefetch_related("putusan__oleh").select_related("oleh").order_by("nomor"))
    scan = next((one for one in reversed(files) if one.cara == CaraTanda.BASAH), None)
    said = list(scan.putusan.all()) if scan else []
    refused = next((one for one in said if not one.sesuai), None)
    return KeadaanTanda(
        berkas=files,
        elektronik={Pihak(one.pihak): one for one in files if one.cara == CaraTanda.ELEKTRONIK},
        pindaian=None if refused else scan,
        putusan={} if refused else {Pihak(one.pihak): one for one in said},
        ditolak=refused,
    )


@dataclass(frozen=True, slots=True)
class Giliran:
    """What one user can do about the signatures of a paper, and why not more."""

    pihak: Pihak | None
    menandatangani: bool  # signs electronically, now
    memindai: bool  # brings the scan
    memastikan: bool  # says whether the scan is this paper
    sebab: str  # why the user does not sign, in a sentence; empty when they may


def turn_of(paper: BeritaAcara, user: User | Any, keadaan: KeadaanTanda) -> Giliran:
    """What the user's turn is. The office must be theirs, and electronically only its signatory signs."""
    pihak = side_of(user, paper.rekonsiliasi.kabupaten)
    waiting = paper.status in {StatusBeritaAcara.TERBIT, StatusBeritaAcara.DITANDATANGANI}
    if pihak is None or not waiting:
        return Giliran(pihak, False, False, False, "")
    scan = keadaan.pindaian
    said = {one.oleh_id for one in keadaan.putusan.values()}
    sebab = "" if scan else why_not_sign(paper, pihak, user, keadaan)
    return Giliran(
        pihak=pihak,
        menandatangani=scan is None and not sebab,
        memindai=not keadaan.putusan,
        memastikan=scan is not None and pihak not in keadaan.putusan and user.pk not in said,
        sebab=sebab,
    )


def why_not_sign(paper: BeritaAcara, pihak: Pihak, user: User | Any, keadaan: KeadaanTanda) -> str:
    """The sentence that says why this user does not sign electronically for the office; empty when they may."""
    if pihak in keadaan.elektronik:
        return f"{pihak.label} sudah menandatangani Berita Acara ini."
    signer = signer_of(paper, pihak)
    if signer is None:
        return f"Penanda tangan {pihak.label} pada kertas ini tidak tercatat, jadi kertas ini ditandatangani basah."
    if signer.user_id is None:
        return f"{signer.nama} belum punya akun, jadi menandatangani di kertas."
    if signer.user_id != user.pk:
        return f"Yang menandatangani untuk {pihak.label} adalah {signer.nama}, dengan akunnya sendiri."
    if user.pk in hands_on(paper):
        return "Anda sudah menyusun atau menyetujui Berita Acara ini. Orang lain yang menandatanganinya."
    return ""


@dataclass(frozen=True, slots=True)
class Penanda:
    """One office's line under a paper: who signs, and what is there of it."""

    pihak: Pihak
    nama: str
    jabatan: str
    tanda: Tanda | None  # the electronic signature
    asal: str  # where it was made, in words
    putusan: PutusanPindaian | None  # the word on the scan
    basah: bool  # the paper is signed by hand

    @property
    def cara(self) -> str:
        """The way in which the office signed; empty while it has not."""
        if self.basah:
            return str(CaraTanda.BASAH)
        return str(CaraTanda.ELEKTRONIK) if self.tanda else ""

    @property
    def kepastian(self) -> str:
        """What the portal can say of it, in a sentence."""
        if self.tanda:
            return f"{self.tanda.kepastian.label}: {self.tanda.penerbit}"
        if self.putusan:
            return "Pindaian dipastikan pihak ini"
        return "Pindaian belum dipastikan pihak ini" if self.basah else "Belum menandatangani"


def signatures_of(paper: BeritaAcara, state: KeadaanTanda) -> list[Penanda]:
    """Both offices' lines, with names: for those who may read the paper."""
    kept = {one["pihak"]: Tanda.of(one) for one in state.terakhir.tanda} if state.terakhir else {}
    by_hand = state.pindaian is not None
    return [
        Penanda(
            pihak=pihak, nama=printed(paper, pihak)["nama"], jabatan=printed(paper, pihak)["jabatan"],
            tanda=None if by_hand else kept.get(str(pihak)),
            asal=state.elektronik[pihak].get_asal_display() if pihak in state.elektronik else "",
            putusan=state.putusan.get(pihak), basah=by_hand,
        )
        for pihak in Pihak
    ]  # fmt: skip


def public_signatures(paper: BeritaAcara, state: KeadaanTanda) -> list[Penanda]:
    """The same for strangers: offices and what is certain, without anybody's name."""
    return [
        replace(one, nama="", jabatan="", tanda=replace(one.tanda, nama="", seri="") if one.tanda else None)
        for one in signatures_of(paper, state)
    ]


def turn_sentence(paper: BeritaAcara, state: KeadaanTanda) -> str:
    """Whose turn it is, for everybody who reads the paper."""
    who = " dan ".join(f"{printed(paper, pihak)['nama']} untuk {pihak.label}" for pihak in state.belum)
    if state.pindaian is not None:
        return f"Pindaian sudah diunggah. Menunggu dipastikan: {' dan '.join(pihak.label for pihak in state.belum)}."
    return f"Menunggu tanda tangan {who}."
