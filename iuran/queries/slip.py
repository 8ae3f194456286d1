"""What was withheld from an official in a month, and why: the slip that the official gets (KU Pasal 7 ayat (2))."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Peserta
from desa.queries.pejabat import PenandaTangan, signatories_of_desa, signatories_of_kabupaten
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.tagihan_porsi import is_correction, require_bill
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import basis_points_to_percent, in_words

# A step about a share stands in the table already; what comes before tells how the base was found.
SHARE_STEP = "Porsi "


@dataclass(frozen=True, slots=True)
class PorsiSlip:
    """One payer's share of the official's month, in rupiah."""

    penanggung: Penanggung
    persen: str
    jumlah: int
    pasal: str


@dataclass(frozen=True, slots=True)
class KoreksiSlip:
    """An earlier month that is set right in this one: rupiah by which the official's and the employer's part change."""

    bulan: Bulan
    alasan: str
    peserta: int
    pemberi_kerja: int


@dataclass(frozen=True, slots=True)
class Slip:
    """An official's month. `penghasilan`, `dasar` and `porsi` are empty where only earlier months are set right."""

    kabupaten: Kabupaten
    desa: Desa
    bulan: Bulan
    nik: str
    nama: str
    jabatan: str
    penghasilan: int | None
    dasar: int | None
    porsi: tuple[PorsiSlip, ...]
    koreksi: tuple[KoreksiSlip, ...]
    mengapa: tuple[str, ...]
    peraturan: str
    jatuh_tempo: date
    bendahara: PenandaTangan

    @property
    def dipotong(self) -> int:
        """What is withheld from the official's penghasilan tetap, earlier months set right included."""
        return self._sum(own=True)

    @property
    def pemberi_kerja(self) -> int:
        """What the employer's budget bears beside it."""
        return self._sum(own=False)

    @property
    def terbilang(self) -> str:
        return in_words(self.dipotong)

    def _sum(self, *, own: bool) -> int:
        shares = sum(one.jumlah for one in self.porsi if (one.penanggung == Penanggung.PESERTA) == own)
        return shares + sum(one.peserta if own else one.pemberi_kerja for one in self.koreksi)


def slips_of(desa: Desa, bulan: Bulan) -> list[Slip]:
    """The slips of a village's month, in the order of its list. Raises Kesalahan when it has none."""
    penetapan = require_bill(desa.kabupaten, bulan)
    found = _slips(penetapan, desa, None)
    if not found:
        raise Kesalahan(
            f"Tidak ada potongan iuran {bulan.nama} di Desa {desa.nama}.",
            "Tidak ada kepala desa atau perangkat desa ini yang diiurkan pada bulan itu.",
        )
    return found


def slip_of(iuran: Iuran) -> Slip:
    """The slip of the bill in which this contribution stands, for its official alone."""
    return _slips(iuran.penetapan, iuran.desa, iuran.peserta)[0]


def _slips(penetapan: Penetapan, desa: Desa, peserta: Peserta | None) -> list[Slip]:
    rows = Iuran.objects.filter(penetapan=penetapan, desa=desa).prefetch_related("porsi").order_by("pk")
    groups: defaultdict[int, list[Iuran]] = defaultdict(list)
    for row in rows.filter(peserta=peserta) if peserta else rows:
        groups[row.peserta_id].append(row)
    treasurer = _treasurer(desa, [row for group in groups.values() for row in group])
    return [_slip(penetapan, desa, group, treasurer) for group in groups.values()]


def _treasurer(desa: Desa, rows: list[Iuran]) -> PenandaTangan:
    """Who withholds and deposits the officials' share."""
    own = (share for row in rows for share in row.porsi.all() if share.penanggung == Penanggung.PESERTA)
    first = next(own, None)
    in_village = first is not None and first.penyetor == Penyetor.BENDAHARA_DESA
    today = today_in(desa.kabupaten)
    return (signatories_of_desa(desa, today) if in_village else signatories_of_kabupaten(desa.kabupaten, today))[1]


def _slip(penetapan: Penetapan, desa: Desa, rows: list[Iuran], treasurer: PenandaTangan) -> Slip:
    bulan = Bulan.of(penetapan.bulan)
    month = next((row for row in rows if not is_correction(row)), None)
    person = month or rows[-1]
    return Slip(
        kabupaten=desa.kabupaten,
        desa=desa,
        bulan=bulan,
        nik=person.nik,
        nama=person.nama,
        jabatan=person.jabatan,
        penghasilan=month.penghasilan if month else None,
        dasar=month.dasar if month else None,
        porsi=tuple(_share(share) for share in month.porsi.all()) if month else (),
        koreksi=tuple(_correction(row) for row in rows if is_correction(row)),
        mengapa=_why(month) if month else (),
        peraturan=penetapan.peraturan.judul,
        jatuh_tempo=penetapan.jatuh_tempo,
        bendahara=treasurer,
    )


def _share(share: PorsiIuran) -> PorsiSlip:
    percent = basis_points_to_percent(share.basis_poin).replace(".", ",")
    return PorsiSlip(Penanggung(share.penanggung), percent, share.jumlah, share.pasal)


def _correction(row: Iuran) -> KoreksiSlip:
    amounts = {share.penanggung: share.jumlah for share in row.porsi.all()}
    own = amounts.pop(Penanggung.PESERTA.value, 0)
    return KoreksiSlip(Bulan.of(row.bulan), row.alasan, own, sum(amounts.values()))


def _why(row: Iuran) -> tuple[str, ...]:
    """The frozen steps up to the base."""
    steps: list[str] = list(row.penjelasan)
    first = next((place for place, text in enumerate(steps) if text.startswith(SHARE_STEP)), len(steps))
    return tuple(steps[:first])
