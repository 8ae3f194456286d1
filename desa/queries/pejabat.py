"""Who signs a paper of a place today: the holder of a role, or of a post. Nobody known, nobody printed."""

from dataclasses import dataclass
from datetime import date

from desa.enums import Jabatan, Peran
from desa.models import Desa, Kabupaten, Membership, User
from desa.queries.kepesertaan import roster_on

KOSONG = "...................................."  # to be filled in by hand
KEUANGAN = "keuangan"


@dataclass(frozen=True, slots=True)
class PenandaTangan:
    """One signature block: what stands above it, whose name below."""

    sebagai: str
    jabatan: str
    nama: str = KOSONG
    nip: str = ""


def holder_of(place: Desa | Kabupaten, peran: Peran, today: date) -> User | None:
    """Who holds a role at a place on a day, when it is one person."""
    where = {"desa": place} if isinstance(place, Desa) else {"kabupaten": place}
    rows = Membership.objects.filter(peran=peran, mulai__lte=today, **where).select_related("user")
    users = {row.user for row in rows if row.sampai is None or row.sampai >= today}
    return users.pop() if len(users) == 1 else None


def signatories_of_kabupaten(kabupaten: Kabupaten, today: date) -> tuple[PenandaTangan, PenandaTangan]:
    """The office that asks, and the treasurer who pays."""
    dpm, bendahara = holder_of(kabupaten, Peran.DPM, today), holder_of(kabupaten, Peran.BENDAHARA, today)
    return (
        PenandaTangan("Diajukan oleh", kabupaten.dinas_singkat, *_name(dpm)),
        PenandaTangan("Dibayar oleh", "Bendahara Pengeluaran", *_name(bendahara)),
    )


def signatories_of_desa(desa: Desa, today: date) -> tuple[PenandaTangan, PenandaTangan]:
    """The head of the village who knows of it, and its treasurer (the Kaur Keuangan where nobody has the role)."""
    roster = roster_on(desa, today)
    head = next((one for one in roster if one.masa.jabatan == Jabatan.KEPALA_DESA), None)
    bendahara = _name(holder_of(desa, Peran.BENDAHARA_DESA, today))
    if bendahara[0] == KOSONG:
        finance = (one for one in roster if one.masa.bidang.strip().lower() == KEUANGAN)
        bendahara = (next((one.peserta.nama for one in finance), KOSONG), "")
    post = head.masa.nama_jabatan if head else "Kepala Desa"
    return (
        PenandaTangan("Mengetahui", f"{post} {desa.nama}", head.peserta.nama if head else KOSONG),
        PenandaTangan("Disetor oleh", "Bendahara Desa", *bendahara),
    )


def _name(user: User | None) -> tuple[str, str]:
    return ((user.nama or KOSONG), user.nip) if user else (KOSONG, "")
