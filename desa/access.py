"""Who may do what where: the one page of permissions.

Fetching is asking: `get_desa`, `get_kabupaten` and the `visible_*` querysets answer only what the user
may see. What is not visible does not exist (404); what is visible but not theirs to change is 403.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed

from desa.enums import JenisKeterangan, Peran
from desa.models import Desa, Kabupaten, Membership, User


class Izin(StrEnum):
    """One thing a role may do at its place. Those in READING read; each other one writes."""

    LIHAT = "lihat"
    SAMPAIKAN = "sampaikan"  # hand in a village's roster or "no change"
    KELUARGA = "keluarga"  # record proofs and statements about officials' families
    PERIKSA = "periksa"  # accept or return what a village handed in
    KALENDER = "kalender"  # edit regional holidays
    NILAI = "nilai"  # propose and decide the regency's dated law values
    ANGGARAN = "anggaran"  # record the ceiling of a budget
    TETAPKAN = "tetapkan"  # assess a month
    TAHAP_ADD = "tahap_add"  # record that months are due with a stage of ADD
    SUMBER_LAIN = "sumber_lain"  # name another source of APBDesa for a share that ADD does not cover
    SETOR = "setor"  # record deposits
    KOORDINASI = "koordinasi"  # record that BPJS Kesehatan agreed to months paid ahead
    PENCAIRAN = "pencairan"  # record when a village's APBDesa was disbursed
    TAGIH = "tagih"  # upload BPJS' member list and bill
    REKONSILIASI = "rekonsiliasi"  # compare, and open or refresh a reconciliation
    TANGGAPI = "tanggapi"  # give cause and follow-up of a difference, or send them back
    KOMENTARI = "komentari"  # write about a difference, and say that one's own part is done
    SEPAKATI = "sepakati"  # ask or answer what takes both sides: a range of months, opening a paper's months again
    SUSUN = "susun"  # draft a Berita Acara and agree to it for the dinas
    PERIKSA_BUKU = "periksa_buku"  # read what the check of the book found
    JURNAL = "jurnal"  # take the year's journal
    SETUJUI = "setujui"  # agree to a Berita Acara for BPJS Kesehatan, which issues it
    TANDATANGAN = "tandatangan"  # sign a Berita Acara for one's office, or bring and confirm its scan
    AKUN = "akun"  # keep the virtual account numbers
    JAMKESDA = "jamkesda"  # read the register of JAMKESDA
    DAFTARKAN = "daftarkan"  # submit people to BPJS Kesehatan and record what it answers
    SURAT_BPJS = "surat_bpjs"  # write the village's letters to BPJS Kesehatan
    NIK = "nik"  # take a list with full NIK out of the portal


IZIN: dict[Peran, frozenset[Izin]] = {
    Peran.SEKDES: frozenset(
        {
            Izin.LIHAT,
            Izin.SAMPAIKAN,
            Izin.KELUARGA,
            Izin.KOMENTARI,
            Izin.JAMKESDA,
            Izin.ANGGARAN,
            Izin.PENCAIRAN,
            Izin.SUMBER_LAIN,
            Izin.SURAT_BPJS,
        }
    ),
    Peran.BENDAHARA_DESA: frozenset(
        {
            Izin.LIHAT,
            Izin.SETOR,
            Izin.KOMENTARI,
            Izin.KOORDINASI,
            Izin.NIK,
            Izin.ANGGARAN,
            Izin.PENCAIRAN,
            Izin.SUMBER_LAIN,
        }
    ),
    Peran.DPM: frozenset(
        {
            Izin.LIHAT,
            Izin.PERIKSA,
            Izin.KALENDER,
            Izin.NILAI,
            Izin.ANGGARAN,
            Izin.TETAPKAN,
            Izin.TAHAP_ADD,
            Izin.KOORDINASI,
            Izin.PENCAIRAN,
            Izin.REKONSILIASI,
            Izin.TANGGAPI,
            Izin.KOMENTARI,
            Izin.TAGIH,
            Izin.SEPAKATI,
            Izin.SUSUN,
            Izin.TANDATANGAN,
            Izin.PERIKSA_BUKU,
            Izin.JURNAL,
            Izin.AKUN,
            Izin.JAMKESDA,
            Izin.DAFTARKAN,
            Izin.NIK,
        }
    ),
    Peran.BENDAHARA: frozenset({Izin.LIHAT, Izin.SETOR, Izin.KOORDINASI, Izin.SUMBER_LAIN, Izin.JURNAL, Izin.NIK}),
    Peran.BPJS: frozenset(
        {
            Izin.LIHAT,
            Izin.TAGIH,
            Izin.REKONSILIASI,
            Izin.TANGGAPI,
            Izin.KOMENTARI,
            Izin.SEPAKATI,
            Izin.SETUJUI,
            Izin.TANDATANGAN,
        }
    ),
    Peran.INSPEKTORAT: frozenset({Izin.LIHAT, Izin.PERIKSA_BUKU, Izin.JURNAL, Izin.JAMKESDA}),
}
READING = frozenset({Izin.LIHAT, Izin.PERIKSA_BUKU, Izin.JURNAL, Izin.JAMKESDA})


def may_sign_in(user: User) -> bool:
    """Whether the account is in use; a sample account only beside sample data, and never in production."""
    if not user.is_active or not user.contoh:
        return user.is_active
    return not settings.PRODUKSI and Kabupaten.objects.filter(contoh=True).exists()


class PortalBackend(ModelBackend):
    """Name and password; whether the account is in use is asked again on every request of a session."""

    def user_can_authenticate(self, user: Any) -> bool:
        return may_sign_in(user)


class PortalTokenAuthentication(TokenAuthentication):
    """The API's token, good for as long as its owner may sign in."""

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        user, token = super().authenticate_credentials(key)
        if not may_sign_in(user):
            raise AuthenticationFailed
        return user, token


def today_in(kabupaten: Kabupaten) -> date:
    """The day it is in the regency now."""
    return timezone.now().astimezone(ZoneInfo(kabupaten.zona_waktu)).date()


def memberships_of(user: Any) -> list[Membership]:
    """The roles a user holds today, read once per request."""
    if not getattr(user, "is_authenticated", False):
        return []
    cached: list[Membership] | None = getattr(user, "_memberships", None)
    if cached is None:
        today = timezone.localdate()
        in_force = Q(sampai__isnull=True) | Q(sampai__gte=today)
        cached = list(
            user.keanggotaan.filter(in_force, mulai__lte=today).select_related(
                "kabupaten", "desa__kecamatan__kabupaten"
            )
        )
        user._memberships = cached
    return cached


def role_of(user: Any) -> Membership | None:
    """The role the start page is made for; None for a user without one."""
    return next(iter(memberships_of(user)), None)


def _covers(membership: Membership, *, kabupaten_id: int, desa_id: int | None) -> bool:
    if membership.kabupaten_id != kabupaten_id:
        return False
    return membership.desa_id is None or membership.desa_id == desa_id


def may(user: Any, izin: Izin, place: Desa | Kabupaten) -> bool:
    """Whether the user may do this at this place, today."""
    desa_id = place.pk if isinstance(place, Desa) else None
    kabupaten_id = place.kecamatan.kabupaten_id if isinstance(place, Desa) else place.pk
    return any(
        izin in IZIN[Peran(membership.peran)] and _covers(membership, kabupaten_id=kabupaten_id, desa_id=desa_id)
        for membership in memberships_of(user)
    )


def may_somewhere(user: Any, *izin: Izin) -> bool:
    """Whether the user may do one of these at any place at all."""
    return any(not IZIN[Peran(membership.peran)].isdisjoint(izin) for membership in memberships_of(user))


def may_write(user: Any) -> bool:
    """Whether any role of the user may change anything at all; an inspector's may not."""
    return any(IZIN[Peran(membership.peran)] - READING for membership in memberships_of(user))


def is_technical(user: Any) -> bool:
    """Whether the user is the technical administrator, who keeps what belongs to no regency."""
    return bool(getattr(user, "is_authenticated", False) and user.is_staff)


def nilai_visible(user: Any) -> Q:
    """A filter for law values and their proposals: those of the user's regencies, provinces, and the nation."""
    if is_technical(user):
        return Q()
    places = list(regional_kabupaten(user).values_list("kode", "provinsi_kode"))
    if not places:
        return Q(pk__in=[])
    return (
        Q(kabupaten="", provinsi="")
        | Q(kabupaten__in=[kode for kode, _ in places])
        | Q(provinsi__in=[provinsi for _, provinsi in places])
    )


def may_set_nilai(user: Any, *, kabupaten: str, provinsi: str) -> bool:
    """Whether the user may propose and decide values of this place; both codes empty: the nation.

    A regency's values are its DPM-Pemdes', a province's those of every regency in it, all are the administrator's.
    """
    if is_technical(user):
        return True
    mine = [one.kabupaten for one in memberships_of(user) if Izin.NILAI in IZIN[Peran(one.peran)]]
    return any(kabupaten == one.kode or (provinsi and provinsi == one.provinsi_kode) for one in mine)


def is_treasurer_of(user: Any, place: Desa | Kabupaten) -> bool:
    """Whether the user deposits for exactly this place: a regency's treasurer does not do so for a village."""
    desa_id = place.pk if isinstance(place, Desa) else None
    return may(user, Izin.SETOR, place) and any(
        Izin.SETOR in IZIN[Peran(membership.peran)] and membership.desa_id == desa_id
        for membership in memberships_of(user)
    )


def statements_for(user: Any, desa: Desa) -> tuple[JenisKeterangan, ...]:
    """What the user may state of families of the village; the decision about a fourth child is DPM-Pemdes'."""
    if may(user, Izin.KELUARGA, desa):
        return tuple(one for one in JenisKeterangan if one != JenisKeterangan.DITANGGUNG)
    return (JenisKeterangan.DITANGGUNG,) if may(user, Izin.PERIKSA, desa) else ()


def require(user: Any, izin: Izin, place: Desa | Kabupaten) -> None:
    """Raises Http404 where the place is not visible, PermissionDenied where it is but this may not be done."""
    visible = visible_desa(user) if isinstance(place, Desa) else visible_kabupaten(user)
    if not visible.filter(pk=place.pk).exists():
        raise Http404
    if not may(user, izin, place):
        raise PermissionDenied


def visible_kabupaten(user: Any) -> QuerySet[Kabupaten]:
    """The regencies in which the user holds any role."""
    return Kabupaten.objects.filter(pk__in={membership.kabupaten_id for membership in memberships_of(user)})


def regional_kabupaten(user: Any) -> QuerySet[Kabupaten]:
    """The regencies whose whole books the user may read (not a village's officer)."""
    return Kabupaten.objects.filter(
        pk__in={membership.kabupaten_id for membership in memberships_of(user) if membership.desa_id is None}
    )


def kabupaten_where(user: Any, izin: Izin) -> QuerySet[Kabupaten]:
    """The regencies in which the user may do this for the whole regency."""
    held = [one for one in memberships_of(user) if one.desa_id is None and izin in IZIN[Peran(one.peran)]]
    return Kabupaten.objects.filter(pk__in={membership.kabupaten_id for membership in held})


def register_desa(user: Any) -> QuerySet[Desa]:
    """The villages whose JAMKESDA register the user may read; for everybody else it does not exist."""
    held = [one for one in memberships_of(user) if Izin.JAMKESDA in IZIN[Peran(one.peran)]]
    return Desa.objects.filter(places(user, memberships=held)).select_related("kecamatan__kabupaten")


def register_kabupaten(user: Any) -> QuerySet[Kabupaten]:
    """The regencies whose whole JAMKESDA register the user may read."""
    return kabupaten_where(user, Izin.JAMKESDA)


def get_register_desa(user: Any, kode: str, izin: Izin = Izin.JAMKESDA) -> Desa:
    """The village, if the user may read its register and do this there. Raises Http404 or PermissionDenied."""
    if not register_desa(user).filter(kode=_code(kode)).exists():
        raise Http404
    return get_desa(user, kode, izin)


def get_register_kabupaten(user: Any, kode: str, izin: Izin = Izin.JAMKESDA) -> Kabupaten:
    """The regency, if the user may read its register and do this there. Raises Http404 or PermissionDenied."""
    if not register_kabupaten(user).filter(kode=_code(kode)).exists():
        raise Http404
    return get_kabupaten(user, kode, izin)


def visible_desa(user: Any) -> QuerySet[Desa]:
    """The villages the user may read: their own, or all of their regency."""
    return Desa.objects.filter(places(user)).select_related("kecamatan__kabupaten")


def places(user: Any, prefix: str = "", memberships: Iterable[Membership] | None = None) -> Q:
    """A filter for rows whose village is visible; `prefix` leads from the row to its Desa, such as "desa__"."""
    found = memberships_of(user) if memberships is None else memberships
    regions = {membership.kabupaten_id for membership in found if membership.desa_id is None}
    villages = {membership.desa_id for membership in found if membership.desa_id is not None}
    return Q(**{f"{prefix}kecamatan__kabupaten_id__in": regions}) | Q(**{f"{prefix}id__in": villages})


def _code(text: str) -> str:
    """The code of a place as an address has it. Raises Http404 for signs that PostgreSQL would not even look for."""
    if not text.isprintable():
        raise Http404
    return text


def get_desa(user: Any, kode: str, izin: Izin = Izin.LIHAT) -> Desa:
    """The village with this code, if the user may see it and may do this there.

    Raises Http404 (not visible) or PermissionDenied (visible, not allowed).
    """
    desa = visible_desa(user).filter(kode=_code(kode)).first()
    if desa is None:
        raise Http404
    if not may(user, izin, desa):
        raise PermissionDenied
    return desa


def get_kabupaten(user: Any, kode: str, izin: Izin = Izin.LIHAT) -> Kabupaten:
    """The regency with this code, for somebody with a regional role there who may do this.

    Raises Http404 (no regional role there) or PermissionDenied (role without this permission).
    """
    kabupaten = regional_kabupaten(user).filter(kode=_code(kode)).first()
    if kabupaten is None:
        raise Http404
    if not may(user, izin, kabupaten):
        raise PermissionDenied
    return kabupaten
