"""Who signs for a side on a day, and that who drafts, who agrees and who signs are different people."""

import re
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from desa.enums import Peran
from desa.models import Kabupaten, User
from jaminan.bulan import format_tanggal
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import BeritaAcara, Penandatangan


def signatories_of(kabupaten: Kabupaten) -> QuerySet[Penandatangan]:
    """All that ever signed for either side, newest first."""
    return Penandatangan.objects.filter(kabupaten=kabupaten).select_related("user", "oleh")


PERAN = {Pihak.DINAS: Peran.DPM, Pihak.BPJS: Peran.BPJS}


def accounts_of(kabupaten: Kabupaten, pihak: Pihak) -> QuerySet[User]:
    """The accounts of a side, of which one may sign electronically."""
    today = timezone.localdate()
    held = Q(keanggotaan__sampai__isnull=True) | Q(keanggotaan__sampai__gte=today)
    rows = User.objects.filter(held, keanggotaan__kabupaten=kabupaten, keanggotaan__peran=PERAN[pihak])
    return rows.filter(is_active=True, keanggotaan__mulai__lte=today).distinct().order_by("username")


def signatory_on(kabupaten: Kabupaten, pihak: Pihak, day: date) -> Penandatangan | None:
    """Who signs for the side on that day; at most one does."""
    in_office = Q(sampai__isnull=True) | Q(sampai__gte=day)
    return signatories_of(kabupaten).filter(in_office, pihak=pihak, mulai__lte=day).first()


def signatory(kabupaten: Kabupaten, pihak: Pihak, day: date) -> Penandatangan:
    """Who signs for the side on that day. Raises Kesalahan when nobody is recorded: no paper without its signatory."""
    found = signatory_on(kabupaten, pihak, day)
    if found is None:
        raise Kesalahan(
            f"Penanda tangan {pihak.label} Kabupaten {kabupaten.nama} pada {format_tanggal(day)} belum tercatat.",
            "Catat nama, NIP atau NPP, dan jabatannya pada halaman Penanda tangan.",
        )
    return found


def require_other_people(paper: BeritaAcara, signer: Penandatangan, by: User | None) -> None:
    """Who agrees for a side neither drafted the paper nor signs it, and its drafter does not sign it.

    A command on the server acts without a user. Raises Kesalahan.
    """
    if by is not None and by.pk == paper.oleh_id:
        raise Kesalahan(
            f"Anda yang menyusun konsep {paper}, jadi Anda tidak dapat menyetujuinya.",
            f"Mintalah orang lain di {Pihak.DINAS.label} memeriksa dan menyetujuinya.",
        )
    if by is not None and is_same_person(signer, by):
        raise Kesalahan(
            f"Anda tercatat sebagai penanda tangan {Pihak(signer.pihak).label}, jadi Anda tidak menyetujui konsepnya.",
            "Persetujuan diberikan orang lain. Anda menandatangani sesudahnya.",
        )
    if paper.oleh is not None and is_same_person(signer, paper.oleh):
        raise Kesalahan(
            f"{paper.oleh} menyusun konsep {paper} dan juga tercatat sebagai penanda tangannya.",
            "Mintalah orang lain menyusun konsepnya, atau perbaiki catatan pada halaman Penanda tangan.",
        )


def require_two_signers(dinas: Penandatangan | None, bpjs: Penandatangan) -> None:
    """Nobody signs for both sides."""
    if dinas is not None and dinas.user_id is not None and dinas.user_id == bpjs.user_id:
        raise Kesalahan(
            f"{bpjs.nama} tercatat sebagai penanda tangan kedua pihak.",
            "Perbaiki akun penanda tangan pada halaman Penanda tangan.",
        )


def is_same_person(signer: Penandatangan, user: User) -> bool:
    """By the account; where the signatory has none, by the NIP or NPP."""
    if signer.user_id is not None:
        return signer.user_id == user.pk
    return bool(_digits(user.nip)) and _digits(signer.nip) == _digits(user.nip)


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)
