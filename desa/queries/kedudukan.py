"""Where people stand with BPJS Kesehatan, by person, village and regency; and what it refused."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from desa.enums import StatusKepesertaan
from desa.models import AnggotaKeluarga, Desa, Kabupaten, MasaJabatan, Peserta, RiwayatKepesertaan
from desa.queries.kepesertaan import inside, terms_on
from desa.queries.pendaftaran import NOT_YET, events_of, people_ever, standings_of
from desa.queries.sasaran import Kunci, judged_on, targets
from desa.rules.pendaftaran import Kedudukan, counts, standing

NADA: dict[str, str] = {
    StatusKepesertaan.DILAPORKAN: "netral", StatusKepesertaan.DIAJUKAN: "info", StatusKepesertaan.TERDAFTAR: "info",
    StatusKepesertaan.AKTIF: "positif", StatusKepesertaan.DITANGGUHKAN: "peringatan",
    StatusKepesertaan.BERAKHIR: "netral", StatusKepesertaan.DITOLAK: "negatif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Orang:
    """Somebody of a village and where they stand; `anggota` None is the official."""

    peserta: Peserta
    anggota: AnggotaKeluarga | None
    desa: Desa
    kini: Kedudukan

    @property
    def nama(self) -> str:
        return self.anggota.nama if self.anggota else self.peserta.nama

    @property
    def nomor_kartu(self) -> str:
        return self.anggota.nomor_kartu if self.anggota else self.peserta.nomor_kartu

    @property
    def hubungan(self) -> str:
        return str(self.anggota.get_hubungan_display()) if self.anggota else "Peserta"

    @property
    def nada(self) -> str:
        return NADA[self.kini.keadaan]


@dataclass(slots=True)
class RekapDesa:
    """A village's people by state."""

    desa: Desa
    jumlah: dict[StatusKepesertaan, int] = field(default_factory=lambda: counts(()))

    @property
    def semua(self) -> int:
        return sum(self.jumlah.values())

    @property
    def urut(self) -> list[int]:
        """The counts in the order of the states."""
        return [self.jumlah[one] for one in StatusKepesertaan]

    @property
    def berlabel(self) -> list[tuple[str, int]]:
        """Each count with the name of its state."""
        return [(str(one.label), self.jumlah[one]) for one in StatusKepesertaan]


def people_of(place: Desa | Kabupaten, hari: date) -> list[Orang]:
    """Everybody who should be insured, and whoever BPJS Kesehatan was ever asked about, by village and official."""
    kabupaten = place.kabupaten if isinstance(place, Desa) else place
    here = None if isinstance(place, Kabupaten) else set(people_ever(place).values_list("pk", flat=True))
    wanted = targets(kabupaten, hari, here)
    events = events_of(people_ever(place))
    found = [
        Orang(one.peserta, one.anggota, one.desa, standing(events.get(key, ()), hari))
        for key, one in wanted.orang.items()
        if isinstance(place, Kabupaten) or one.desa.pk == place.pk
    ]
    found += _others(place, hari, wanted.orang, {key: standing(told, hari) for key, told in events.items()})
    return sorted(found, key=lambda one: (one.desa.kode, one.peserta.nama, one.peserta.pk, one.anggota is not None))


def _others(
    place: Desa | Kabupaten, hari: date, insured: Collection[Kunci], known: dict[Kunci, Kedudukan]
) -> list[Orang]:
    gone = [key for key in known if key not in insured]
    people = Peserta.objects.in_bulk({person for person, _ in gone})
    members = AnggotaKeluarga.objects.in_bulk({member for _, member in gone if member})
    terms = MasaJabatan.objects.filter(inside(place), peserta__in=people).order_by("mulai", "pk")
    last = {term.peserta_id: term for term in terms.select_related("desa__kecamatan__kabupaten")}
    elsewhere = set(
        terms_on(hari).filter(peserta__in=people).exclude(inside(place)).values_list("peserta_id", flat=True)
    )
    return [
        Orang(people[person], members.get(member), last[person].desa, known[person, member])
        for person, member in gone
        if person in last and person not in elsewhere
    ]


def recap(kabupaten: Kabupaten, hari: date, people: Iterable[Orang] | None = None) -> list[RekapDesa]:
    """Every village of the regency with its people by state (MM Pasal 5 ayat (1): the whole regency at once)."""
    villages = Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan__kabupaten")
    rows = {desa.pk: RekapDesa(desa) for desa in villages}
    told = _counted(kabupaten, hari) if people is None else ((one.desa.pk, one.kini.keadaan) for one in people)
    for desa, state in told:
        rows[desa].jumlah[state] += 1
    return list(rows.values())


def _counted(kabupaten: Kabupaten, hari: date) -> Iterator[tuple[int, StatusKepesertaan]]:
    """As people_of the regency, only the village and the state of each, from plain rows."""
    known = {key: standing(told, hari) for key, told in events_of(people_ever(kabupaten), lengkap=False).items()}
    insured: set[Kunci] = set()
    for one in judged_on(kabupaten, hari):
        if not one.alasan:
            insured.add(one.kunci)
            yield one.pejabat.orang.desa_id, known.get(one.kunci, NOT_YET).keadaan
    yield from ((one.desa.pk, one.kini.keadaan) for one in _others(kabupaten, hari, insured, known))


def total_of(rekap: Iterable[RekapDesa]) -> list[int]:
    """The counts of all villages, in the order of the states."""
    return [sum(column) for column in zip(*(one.urut for one in rekap), strict=True)]


def refusals_of(place: Desa | Kabupaten, hari: date) -> list[Orang]:
    """Refusals of BPJS Kesehatan that wait for the village. Two small queries where there are none."""
    refused = RiwayatKepesertaan.objects.filter(keadaan=StatusKepesertaan.DITOLAK, **{_way(place): place}).values(
        "peserta_id"
    )
    known = {key: one for key, one in standings_of(refused, hari).items() if one.penolakan}
    people = Peserta.objects.in_bulk({person for person, _ in known})
    members = AnggotaKeluarga.objects.in_bulk({member for _, member in known if member})
    terms = MasaJabatan.objects.filter(inside(place), peserta__in=people).order_by("mulai", "pk")
    last = {term.peserta_id: term for term in terms.select_related("desa__kecamatan__kabupaten")}
    return [
        Orang(people[person], members.get(member), last[person].desa, one)
        for (person, member), one in known.items()
        if person in last
    ]


def _way(place: Desa | Kabupaten) -> str:
    return "desa" if isinstance(place, Desa) else "desa__kecamatan__kabupaten"


def history_of(peserta: Peserta, anggota: AnggotaKeluarga | None) -> QuerySet[RiwayatKepesertaan]:
    """Everything that happened to a person, newest first."""
    rows = RiwayatKepesertaan.objects.filter(peserta=peserta, anggota=anggota)
    return rows.select_related("pengajuan", "jawaban", "oleh", "desa").order_by("-pk")


def standing_of(peserta: Peserta, anggota: AnggotaKeluarga | None, hari: date) -> Kedudukan:
    """Where one person stands on a day."""
    return standings_of([peserta.pk], hari).get((peserta.pk, anggota.pk if anggota else 0), Kedudukan())


def unregistered(people: Sequence[int], hari: date) -> set[int]:
    """The officials among these for whom BPJS Kesehatan was asked nothing that it has not refused or ended."""
    told = RiwayatKepesertaan.objects.filter(peserta__in=people, anggota__isnull=True)
    open_again = [StatusKepesertaan.DITOLAK, StatusKepesertaan.BERAKHIR]
    doubtful = standings_of(told.filter(keadaan__in=open_again).values("peserta_id"), hari)
    out = {person for (person, member), one in doubtful.items() if not member and one.keadaan in open_again}
    return (set(people) - set(told.values_list("peserta_id", flat=True))) | out


def in_state(people: QuerySet[Peserta], keadaan: StatusKepesertaan, hari: date) -> list[int]:
    """The officials among these who stand so on a day."""
    known = standings_of(people, hari)
    return [pk for pk in people.values_list("pk", flat=True) if known.get((pk, 0), Kedudukan()).keadaan == keadaan]
