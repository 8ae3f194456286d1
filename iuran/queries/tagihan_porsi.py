"""What a treasurer pays for a month: per share one amount to one account, and the people behind it.

Two papers show it: the payment request of a regency (MM Pasal 9) and the deposit sheet of a village (KU Pasal 7).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from desa.access import today_in
from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from desa.queries.pejabat import PenandaTangan, signatories_of_desa, signatories_of_kabupaten
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.akun import Akun, accounts_for
from iuran.queries.buku import BarisBuku, book, book_of_village
from iuran.queries.penetapan import penetapan_of
from iuran.queries.tunggakan import arrears_of
from iuran.rules import Kebutuhan
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import basis_points_to_percent, in_words


@dataclass(frozen=True, slots=True)
class Orang:
    """One line behind a bill: a person's month, or a correction of an earlier one; `porsi` is rupiah per payer."""

    kecamatan: str
    kode_desa: str
    desa: str
    nik: str
    nama: str
    jabatan: str
    bulan: Bulan
    penghasilan: int
    dasar: int
    porsi: dict[str, int]
    koreksi: bool
    alasan: str

    @property
    def jumlah(self) -> int:
        return sum(self.porsi.values())


@dataclass(frozen=True, slots=True)
class Porsi:
    """One payer's month in rupiah: saldo_awal + iuran + koreksi - disetor = sisa. `dasar` is the sum of the bases."""

    penanggung: Penanggung
    persen: str
    sumber_dana: str
    pasal: str
    orang: int
    dasar: int
    saldo_awal: int
    iuran: int
    koreksi: int
    disetor: int
    sisa: int
    setor_terakhir: date | None
    tunggakan: tuple[Kebutuhan, ...]
    akun: Akun

    @property
    def nama(self) -> str:
        return str(self.penanggung.label)

    @property
    def dibayar(self) -> int:
        """What is asked for: what is left; nothing where too much was paid."""
        return max(0, self.sisa)

    @property
    def bulan_ini(self) -> int:
        """What the bill adds: this month and the earlier ones set right in it."""
        return self.iuran + self.koreksi

    @property
    def terutang(self) -> int:
        """What is to be paid by the due date, what was carried over included."""
        return self.saldo_awal + self.bulan_ini

    @property
    def terbilang(self) -> str:
        return in_words(self.dibayar)


@dataclass(frozen=True, slots=True)
class TagihanPorsi:
    """A treasurer's month. `desa` is None for the regency's. `sidik` is the same on page, PDF, XLSX and API."""

    kabupaten: Kabupaten
    desa: Desa | None
    bulan: Bulan
    peraturan: str
    jatuh_tempo: date
    alasan_jatuh_tempo: str
    porsi: tuple[Porsi, ...]
    orang: tuple[Orang, ...]
    penanda_tangan: tuple[PenandaTangan, PenandaTangan]
    sidik: str = ""

    @property
    def tempat(self) -> str:
        return f"Desa {self.desa.nama}" if self.desa else f"Kabupaten {self.kabupaten.nama}"

    @property
    def banyak(self) -> int:
        """How many people the month is for, corrections of earlier months left out."""
        return sum(not one.koreksi for one in self.orang)

    @property
    def dasar(self) -> int:
        return sum(one.dasar for one in self.orang if not one.koreksi)

    @property
    def saldo_awal(self) -> int:
        return sum(one.saldo_awal for one in self.porsi)

    @property
    def iuran(self) -> int:
        return sum(one.iuran for one in self.porsi)

    @property
    def koreksi(self) -> int:
        return sum(one.koreksi for one in self.porsi)

    @property
    def bulan_ini(self) -> int:
        return self.iuran + self.koreksi

    @property
    def terutang(self) -> int:
        return self.saldo_awal + self.bulan_ini

    @property
    def disetor(self) -> int:
        return sum(one.disetor for one in self.porsi)

    @property
    def dibayar(self) -> int:
        return sum(one.dibayar for one in self.porsi)

    @property
    def terbilang(self) -> str:
        return in_words(self.dibayar)


def request_of(kabupaten: Kabupaten, bulan: Bulan) -> TagihanPorsi:
    """What the regency's treasurer is asked to pay. Raises Kesalahan when the month is not assessed, or nothing is."""
    signatories = signatories_of_kabupaten(kabupaten, today_in(kabupaten))
    return _bill(kabupaten, None, bulan, book(kabupaten, bulan), signatories)


def deposit_sheet_of(desa: Desa, bulan: Bulan) -> TagihanPorsi:
    """What the village's treasurer deposits. Raises Kesalahan when the month is not assessed, or nothing is."""
    signatories = signatories_of_desa(desa, today_in(desa.kabupaten))
    return _bill(desa.kabupaten, desa, bulan, book_of_village(desa, bulan), signatories)


def _bill(
    kabupaten: Kabupaten,
    desa: Desa | None,
    bulan: Bulan,
    rows: list[BarisBuku],
    signatories: tuple[PenandaTangan, PenandaTangan],
) -> TagihanPorsi:
    penetapan = require_bill(kabupaten, bulan)
    mine = [row for row in rows if row.desa == desa]
    if not mine:
        place = f"Desa {desa.nama}" if desa else f"bendahara pengeluaran Kabupaten {kabupaten.nama}"
        raise Kesalahan(
            f"Tidak ada porsi {bulan.nama} yang disetor oleh {place}.",
            "Lihat halaman setoran: di sana tertulis siapa yang menyetor.",
        )
    iuran = _rows(penetapan, desa)
    accounts = accounts_for(kabupaten, desa)
    found = TagihanPorsi(
        kabupaten=kabupaten,
        desa=desa,
        bulan=bulan,
        peraturan=penetapan.peraturan.judul,
        jatuh_tempo=penetapan.jatuh_tempo,
        alasan_jatuh_tempo=penetapan.alasan_jatuh_tempo,
        porsi=tuple(_share(row, iuran, accounts, penetapan) for row in mine),
        orang=tuple(people_behind(iuran, [row.penanggung for row in mine])),
        penanda_tangan=signatories,
    )
    return sealed(found)


def require_bill(kabupaten: Kabupaten, bulan: Bulan) -> Penetapan:
    """The month, wholly assessed; a closed one may still be printed. Raises Kesalahan."""
    found = penetapan_of(kabupaten, bulan)
    if found is None or found.status == StatusPenetapan.BERJALAN:
        raise Kesalahan(
            f"Iuran {bulan.nama} untuk Kabupaten {kabupaten.nama} belum ditetapkan.",
            "Minta DPM-Pemdes menetapkannya lebih dahulu.",
        )
    return found


def _rows(penetapan: Penetapan, desa: Desa | None) -> list[Iuran]:
    """Everything that is settled in the month's bill, by village and order of assessment."""
    found = Iuran.objects.filter(penetapan=penetapan).select_related("desa__kecamatan").prefetch_related("porsi")
    return list((found.filter(desa=desa) if desa else found).order_by("desa__kode", "bulan", "pk"))


def is_correction(row: Iuran) -> bool:
    """Whether the row settles an earlier month in this bill; only such a row carries a reason."""
    return row.alasan != ""


def people_behind(rows: Iterable[Iuran], payers: Iterable[str]) -> Iterable[Orang]:
    """The lines of these rows, with the shares of these payers."""
    shown = [str(payer) for payer in payers]
    for row in rows:
        amounts = {share.penanggung: share.jumlah for share in row.porsi.all()}
        if any(payer in amounts for payer in shown):
            yield _person(row, {payer: amounts.get(payer, 0) for payer in shown}, is_correction(row))


def _person(row: Iuran, porsi: dict[str, int], koreksi: bool) -> Orang:
    return Orang(
        kecamatan=row.desa.kecamatan.nama,
        kode_desa=row.desa.kode,
        desa=row.desa.nama,
        nik=row.nik,
        nama=row.nama,
        jabatan=row.jabatan,
        bulan=Bulan.of(row.bulan),
        penghasilan=row.penghasilan,
        dasar=row.dasar,
        porsi=porsi,
        koreksi=koreksi,
        alasan=row.alasan,
    )


def _share(baris: BarisBuku, rows: list[Iuran], accounts: Mapping[str, Akun], penetapan: Penetapan) -> Porsi:
    shares = [(row, share) for row in rows for share in row.porsi.all() if share.penanggung == baris.penanggung.value]
    ordinary = [(row, share) for row, share in shares if not is_correction(row)]
    return Porsi(
        penanggung=baris.penanggung,
        persen=_one([basis_points_to_percent(share.basis_poin).replace(".", ",") for _, share in ordinary]),
        sumber_dana=_one([source_name(share) for _, share in shares]),
        pasal=_one([share.pasal for _, share in shares]),
        orang=len({row.peserta_id for row, _ in ordinary}),
        dasar=sum(row.dasar for row, _ in ordinary),
        saldo_awal=baris.saldo_awal,
        iuran=baris.iuran,
        koreksi=baris.koreksi,
        disetor=baris.disetor,
        sisa=baris.sisa,
        setor_terakhir=baris.setor_terakhir,
        tunggakan=arrears_of(penetapan, baris.penanggung, baris.desa) if baris.saldo_awal > 0 else (),
        akun=accounts.get(baris.penanggung.value, Akun()),
    )


def _one(texts: Iterable[str]) -> str:
    """The texts that occur, each once: a month has one rate, unless a regulation changed in between."""
    return "; ".join(dict.fromkeys(texts))


def source_name(share: PorsiIuran) -> str:
    """The budget behind a share, as a table names it."""
    return "Penghasilan tetap" if share.sumber_dana == "penghasilan_tetap" else share.sumber_dana


def sealed(bill: TagihanPorsi) -> TagihanPorsi:
    """The bill with the fingerprint of its figures and people, so that two papers can be told to be of one make."""
    text = json.dumps(_plain(bill), sort_keys=True, ensure_ascii=False, default=str)
    return replace(bill, sidik=hashlib.sha256(text.encode()).hexdigest())


def _plain(bill: TagihanPorsi) -> dict[str, Any]:
    return {
        "tempat": (bill.kabupaten.kode, bill.desa.kode if bill.desa else None),
        "bulan": str(bill.bulan),
        "jatuh_tempo": bill.jatuh_tempo,
        "porsi": [asdict(one) for one in bill.porsi],
        "orang": [asdict(one) for one in bill.orang],
    }
