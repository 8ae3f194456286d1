"""The sample accounts: one a role and place, one password for all."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from desa.enums import Penyetor, Peran
from desa.models import Desa, Kabupaten, Membership, User
from desa.queries.peraturan import bagian_iuran, peraturan_in_force
from jaminan.bulan import Bulan
from rekonsiliasi.actions.penandatangan import save_penandatangan
from rekonsiliasi.enums import Pihak
from rekonsiliasi.parameters.berita_acara import KOSONG, heads_of

SINCE = date(2026, 1, 1)
REGIONAL = {
    Peran.DPM: ("Staf Dinas (contoh)", "Staf Bidang Pemerintahan Desa"),
    Peran.BENDAHARA: ("Bendahara Pengeluaran (contoh)", "Bendahara Pengeluaran"),
    Peran.BPJS: ("Petugas BPJS (contoh)", "Kepala Bidang Penagihan dan Keuangan"),
    Peran.INSPEKTORAT: ("Pemeriksa Inspektorat (contoh)", "Auditor"),
}

SECOND_DPM = ("Sekretaris Dinas (contoh)", "Sekretaris DPM-PEMDES")
# Who signs the paper: the account's name, its role, name and NIP or NPP; the post is printed as the office is called.
SIGNERS = {
    Pihak.DINAS: ("kadis", Peran.DPM, "Kepala Dinas (contoh)", "19700101 199503 1 999"),
    Pihak.BPJS: ("kacab", Peran.BPJS, "Kepala Cabang BPJS (contoh)", "09999"),
}

DUTIES = {
    "dpm": " (menyusun)",
    "dpm2": " (menyetujui)",
    "kadis": " (menandatangani)",
    "bpjs": " (menyetujui)",
    "kacab": " (menandatangani)",
}


@dataclass(frozen=True, slots=True)
class Akun:
    """A sample account as it is printed for the newcomer."""

    username: str
    keterangan: str


def sample_password() -> str:
    """The password of this installation: from SANDI_CONTOH, or made once and kept beside the data."""
    if settings.SANDI_CONTOH:
        return str(settings.SANDI_CONTOH)
    kept = settings.DATA_DIR / "sandi_contoh"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"contoh-{secrets.token_hex(5)}\n", encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


def create_accounts(kabupaten: Kabupaten, password_hash: str) -> None:
    """Accounts of a regency: the regional roles, a sekdes a village, and a treasurer where villages deposit."""
    users = [_user(username(role, kabupaten), name, post, password_hash) for role, (name, post) in REGIONAL.items()]
    village_roles = (Peran.SEKDES, Peran.BENDAHARA_DESA) if _villages_deposit(kabupaten) else (Peran.SEKDES,)
    places: list[tuple[Peran, Desa | None]] = [(role, None) for role in REGIONAL]
    for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten):
        for role in village_roles:
            users.append(_user(username(role, desa), f"{role.label} {desa.nama} (contoh)", role.label, password_hash))
            places.append((role, desa))
    users.append(_user(second_dpm(kabupaten), *SECOND_DPM, password_hash))
    places.append((Peran.DPM, None))
    for pihak, (word, role, name, nip) in SIGNERS.items():
        users.append(_user(_at(word, kabupaten), name, _post(kabupaten, pihak), password_hash, nip))
        places.append((role, None))
    created = User.objects.bulk_create(users)
    Membership.objects.bulk_create(
        Membership(user=user, peran=role, kabupaten=kabupaten, desa=desa, mulai=SINCE)
        for user, (role, desa) in zip(created, places, strict=True)
    )


def _villages_deposit(kabupaten: Kabupaten) -> bool:
    shares = bagian_iuran(peraturan_in_force(kabupaten, Bulan.of(SINCE))).porsi
    return any(Penyetor(share.penyetor) == Penyetor.BENDAHARA_DESA for share in shares)


def username(role: Peran, place: Kabupaten | Desa) -> str:
    """The name of a sample account: `dpm.7603`, `sekdes.7603012004`, `bendahara.6111012001`."""
    word = Peran.BENDAHARA if role == Peran.BENDAHARA_DESA else role
    return _at(word, place)


def second_dpm(kabupaten: Kabupaten) -> str:
    """The second person at DPM-Pemdes, who decides what the first one proposes: `dpm2.7603`."""
    return username(Peran.DPM, kabupaten).replace(".", "2.", 1)


def signers(kabupaten: Kabupaten) -> None:
    """Who signs for each side: `kadis.7603` and `kacab.7603`, for as long as the sample lasts."""
    for pihak, (word, _, name, nip) in SIGNERS.items():
        save_penandatangan(
            kabupaten=kabupaten, pihak=pihak, nama=name, nip=nip, jabatan=_post(kabupaten, pihak), sebutan="",
            mulai=SINCE, sampai=None, user=User.objects.get(username=_at(word, kabupaten)), by=None,
        )  # fmt: skip


def _post(kabupaten: Kabupaten, pihak: Pihak) -> str:
    left, right = heads_of(kabupaten.kantor_bpjs, kabupaten.nama, kabupaten.dinas_singkat)
    return " ".join(right if pihak == Pihak.DINAS else left).removesuffix(f" {KOSONG}")


def _at(word: str, place: Kabupaten | Desa) -> str:
    return f"{word}.{place.kode.replace('.', '')}"


def _user(login: str, name: str, post: str, password_hash: str, nip: str = "") -> User:
    return User(username=login, nama=name, jabatan=post, password=password_hash, nip=nip, contoh=True)


def ensure_password(password: str) -> None:
    """All sample accounts answer to this password; nothing is written when they already do."""
    first = User.objects.filter(contoh=True).first()
    if first is not None and not check_password(password, first.password):
        User.objects.filter(contoh=True).update(password=make_password(password))


def _office(one: Membership) -> tuple[int, bool, int]:
    """Regency by regency, its offices first, the people of one office together."""
    return -int(one.kabupaten.kode.replace(".", "")), one.desa is not None, list(Peran).index(Peran(one.peran))


def shown_accounts() -> list[Akun]:
    """The accounts worth printing: every regional one, and one village of each regency."""
    rows = Membership.objects.filter(user__contoh=True).select_related("user", "kabupaten", "desa")
    found = sorted(rows.order_by("-kabupaten__kode", F("desa__kode").asc(nulls_first=True), "id"), key=_office)
    shown: dict[tuple[int, str, str], Akun] = {}
    for membership in found:
        person = "" if membership.desa else membership.user.username.partition(".")[0]
        key = (membership.kabupaten_id, membership.peran, person)
        place = f"{membership.desa.nama}, {membership.kabupaten}" if membership.desa else str(membership.kabupaten)
        told = f"{membership.get_peran_display()} {place}{DUTIES.get(person, '')}"
        shown.setdefault(key, Akun(membership.user.username, told))
    return list(shown.values())
