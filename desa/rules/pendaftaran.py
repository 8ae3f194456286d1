"""Where a person stands with BPJS Kesehatan by what happened so far, and what to ask it for next. Pure.

Two strands run through a person's events. Requests are told in order: asked, refused, registered. Cover is dated:
active, suspended, ended hold from their day on, in whatever order they became known (law.md 11, MM 15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple

from desa.enums import JenisMutasi, StatusKepesertaan
from jaminan.bulan import Bulan

Isi = Mapping[str, Any]
KOSONG: Isi = MappingProxyType({})

# A difference in one of these is a change that BPJS Kesehatan is told; the card number it gives out itself.
DIBANDINGKAN = (
    "nik", "nomor_kk", "nama", "hubungan", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin", "faskes",
    "kode_desa", "jabatan", "gaji", "kelas",
)  # fmt: skip
JAMINAN = frozenset({StatusKepesertaan.AKTIF, StatusKepesertaan.DITANGGUHKAN, StatusKepesertaan.BERAKHIR})
DI_BPJS = frozenset({StatusKepesertaan.DIAJUKAN, StatusKepesertaan.TERDAFTAR, *JAMINAN} - {StatusKepesertaan.BERAKHIR})
SETTLED = frozenset({StatusKepesertaan.AKTIF, StatusKepesertaan.BERAKHIR})  # a refusal before it is of no more use
SELALU = date.max
TUTUP_DATA = 20  # the day until which a branch takes changes for the first of the next month (law.md 6)


class Peristiwa(NamedTuple):
    """One stored event, as the rule needs it; `urut` is the order in which events became known.

    `sidik` is the mark of `isi` (`mark_of`); with it alone the rule tells who needs a closer look.
    """

    urut: int
    keadaan: StatusKepesertaan
    berlaku: date
    jenis: JenisMutasi | None = None
    alasan: str = ""
    isi: Isi = KOSONG
    sidik: str = ""

    @property
    def tells(self) -> bool:
        """Whether BPJS Kesehatan was told, or told us, anything of the person."""
        return bool(self.sidik or self.isi)


class Kedudukan(NamedTuple):
    """A person's standing. `menunggu` is a request that BPJS Kesehatan has not answered, `penolakan` its refusal that
    nothing has followed, `terkirim` what it knows of the person and `sidik` the mark of that, `urut` the newest
    event (0: none).
    """

    keadaan: StatusKepesertaan = StatusKepesertaan.DILAPORKAN
    sejak: date | None = None
    alasan: str = ""
    menunggu: JenisMutasi | None = None
    penolakan: str = ""
    ditolak_jenis: JenisMutasi | None = None
    ditolak_isi: Isi = KOSONG
    terkirim: Isi = KOSONG
    urut: int = 0
    sidik: str = ""


def standing(peristiwa: Sequence[Peristiwa], hari: date) -> Kedudukan:
    """The standing on a day; with `SELALU`, what it will be once everything known has taken effect."""
    if not peristiwa:
        return Kedudukan()
    if len(peristiwa) == 1 and peristiwa[0].keadaan in JAMINAN:
        return _only_cover(peristiwa[0], hari)
    told = sorted(peristiwa, key=lambda one: one.urut)
    asked, process = _requests(told)
    cover = max((one for one in told if _covers(one, hari)), key=lambda one: (one.berlaku, one.urut), default=None)
    shown = process
    if cover is not None and not (
        cover.keadaan == StatusKepesertaan.BERAKHIR and process is not None and process.urut > cover.urut
    ):
        shown = cover
    return Kedudukan(
        keadaan=shown.keadaan if shown else StatusKepesertaan.DILAPORKAN, sejak=shown.berlaku if shown else None,
        alasan=shown.alasan if shown else "", urut=told[-1].urut, **asked,
    )  # fmt: skip


def _only_cover(one: Peristiwa, hari: date) -> Kedudukan:
    """The usual standing of a regency's thousands: one word about cover, nothing asked."""
    if not _covers(one, hari):
        return Kedudukan(terkirim=one.isi, urut=one.urut, sidik=one.sidik)
    return Kedudukan(one.keadaan, one.berlaku, one.alasan, terkirim=one.isi, urut=one.urut, sidik=one.sidik)


def _covers(one: Peristiwa, hari: date) -> bool:
    return one.keadaan in JAMINAN and one.berlaku <= hari


def _requests(told: list[Peristiwa]) -> tuple[dict[str, Any], Peristiwa | None]:
    """What is asked and unanswered, refused, and known to BPJS; and the newest word on the registration itself."""
    waiting: Peristiwa | None = None
    refused: Peristiwa | None = None
    process: Peristiwa | None = None
    known: Peristiwa | None = None
    refused_isi: Isi = KOSONG
    for one in told:
        if one.keadaan not in JAMINAN and one.jenis in {JenisMutasi.DAFTAR, None}:
            process = one
        if one.keadaan == StatusKepesertaan.DIAJUKAN:
            waiting, refused = one, None
        elif one.keadaan == StatusKepesertaan.DITOLAK:
            refused, refused_isi, waiting = one, waiting.isi if waiting else KOSONG, None
        else:
            if waiting is not None and _answers(one, waiting):
                known, waiting = waiting if waiting.tells else known, None
            known = one if one.tells else known
            refused = None if one.keadaan in SETTLED else refused
    asked = {
        "menunggu": waiting.jenis if waiting else None, "penolakan": refused.alasan if refused else "",
        "ditolak_jenis": refused.jenis if refused else None, "ditolak_isi": refused_isi if refused else KOSONG,
        "terkirim": known.isi if known else KOSONG, "sidik": known.sidik if known else "",
    }  # fmt: skip
    return asked, process


def _answers(one: Peristiwa, asked: Peristiwa) -> bool:
    """Whether an event closes a request: what is said of it, or cover that begins or ends as asked."""
    if one.jenis is not None:
        return one.jenis == asked.jenis
    wanted = StatusKepesertaan.BERAKHIR if asked.jenis == JenisMutasi.AKHIRI else StatusKepesertaan.AKTIF
    return asked.jenis != JenisMutasi.UBAH and one.keadaan == wanted


@dataclass(frozen=True, slots=True)
class Tindakan:
    """What to ask BPJS Kesehatan for. `tertahan` says why the request waits for the village (empty: it need not)."""

    jenis: JenisMutasi
    kolom: tuple[str, ...] = ()
    tertahan: str = ""


def next_request(seharusnya: Isi | None, kini: Kedudukan) -> Tindakan | None:
    """The request that brings BPJS' register to the roster; `seharusnya` None: nothing to insure any more.

    `kini` is the standing with everything known in effect. What BPJS refused is not asked again until the village
    has changed something of it.
    """
    if kini.menunggu is not None:
        return None
    here = kini.keadaan in DI_BPJS
    if seharusnya is None:
        return Tindakan(JenisMutasi.AKHIRI, tertahan=_held(JenisMutasi.AKHIRI, {}, kini)) if here else None
    if not here:
        return Tindakan(JenisMutasi.DAFTAR, tertahan=_held(JenisMutasi.DAFTAR, seharusnya, kini))
    changed = differing(seharusnya, kini.terkirim) if kini.terkirim else ()
    return Tindakan(JenisMutasi.UBAH, changed, _held(JenisMutasi.UBAH, seharusnya, kini)) if changed else None


def at_rest(sidik: str, kini: Kedudukan) -> bool:
    """Whether `next_request` has nothing to ask for somebody with this mark, as far as marks can tell.

    False means that it takes a look at what was told; True, that the look would find nothing.
    """
    return kini.menunggu is None and kini.keadaan in DI_BPJS and kini.sidik == sidik


def mark_of(isi: Isi) -> str:
    """A mark of what is told of a person: where two are equal, so is every compared column. Empty: nothing is told.

    Marks are stored. Those of an older way of marking equal none of today's, and then everybody is looked at.
    """
    if not isi:
        return ""
    return blake2b(repr([*map(isi.get, DIBANDINGKAN)]).encode(), digest_size=16).hexdigest()


def _held(jenis: JenisMutasi, seharusnya: Isi, kini: Kedudukan) -> str:
    if kini.ditolak_jenis != jenis:
        return ""
    mended = seharusnya and kini.ditolak_isi and differing(seharusnya, kini.ditolak_isi)
    return "" if mended else kini.penolakan


def differing(baru: Isi, lama: Isi) -> tuple[str, ...]:
    """The columns in which two descriptions of a person differ; nearly always none, which is seen at once."""
    if [*map(baru.get, DIBANDINGKAN)] == [*map(lama.get, DIBANDINGKAN)]:
        return ()
    return tuple(name for name in DIBANDINGKAN if baru.get(name, "") != lama.get(name, ""))


def takes_effect(hari: date) -> date:
    """The first of a month from which a branch lets a change of this day count (law.md 6)."""
    month = Bulan.of(hari).next()
    return (month if hari.day <= TUTUP_DATA else month.next()).first_day


def counts(keadaan: Iterable[StatusKepesertaan]) -> dict[StatusKepesertaan, int]:
    """How many stand where, every state named."""
    found = dict.fromkeys(StatusKepesertaan, 0)
    for one in keadaan:
        found[one] += 1
    return found
