"""Writes BPJS' member list and bill of a sample month: our own figures, with differences planted by kind."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import xlsxwriter

from desa.enums import Hubungan
from desa.models import Kabupaten
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import families_on
from desa.xlsx.tabel import OPTIONS
from iuran.models import Iuran
from jaminan.bulan import Bulan

from .orang import chosen

COLUMNS = (
    "Nomor Kartu", "NIK", "Nama", "Tanggal Lahir", "Hubungan", "Status", "Kelas",
    "Kode Desa", "Nama Desa", "Gaji", "Iuran Pemda", "Iuran Peserta",
)  # fmt: skip
KODE_HUBUNGAN = {Hubungan.SUAMI: 2, Hubungan.ISTRI: 3}
CLASS_ONE_ABOVE = 4_000_000  # base in rupiah; law.md 2: up to this class II, above class I


@dataclass(frozen=True, slots=True)
class BarisBpjs:
    """One line of the list; amounts in rupiah."""

    nomor_kartu: str
    nik: str
    nama: str
    tanggal_lahir: date
    hubungan: int
    status: str
    kelas: str
    kode_desa: str
    nama_desa: str
    gaji: int
    iuran_pemda: int
    iuran_peserta: int


def list_of(kabupaten: Kabupaten, bulan: Bulan) -> list[BarisBpjs]:
    """BPJS' list as it would be if both books agreed: every assessed official and their covered family."""
    assessed = (
        Iuran.objects.bulanan()
        .filter(penetapan__kabupaten=kabupaten, bulan=bulan.first_day)
        .select_related("peserta", "desa")
        .prefetch_related("porsi")
    )
    people = sorted(assessed, key=lambda iuran: (iuran.desa.kode, iuran.peserta.nik))
    family: dict[int, list[BarisBpjs]] = {}
    for row in _family_rows(people, kabupaten, bulan):
        family.setdefault(row[0], []).append(row[1])
    return [row for iuran in people for row in (_official_row(iuran), *family.get(iuran.peserta_id, []))]


def _official_row(iuran: Iuran) -> BarisBpjs:
    own = sum(porsi.jumlah for porsi in iuran.porsi.all() if porsi.penanggung == "peserta")
    person = iuran.peserta
    return BarisBpjs(
        nomor_kartu=person.nomor_kartu,
        nik=person.nik,
        nama=person.nama,
        tanggal_lahir=person.tanggal_lahir,
        hubungan=1,
        status="AKTIF",
        kelas="1" if iuran.dasar > CLASS_ONE_ABOVE else "2",
        kode_desa=iuran.desa.kode,
        nama_desa=iuran.desa.nama,
        gaji=iuran.dasar,
        iuran_pemda=iuran.jumlah - own,
        iuran_peserta=own,
    )


def _family_rows(people: list[Iuran], kabupaten: Kabupaten, bulan: Bulan) -> list[tuple[int, BarisBpjs]]:
    desa = {iuran.peserta_id: iuran.desa for iuran in people}
    told = families_on(desa, family_rule_in(kabupaten, bulan), bulan.first_day)
    return [
        (
            member.peserta_id,
            BarisBpjs(
                nomor_kartu=member.nomor_kartu,
                nik=member.nik,
                nama=member.nama,
                tanggal_lahir=member.tanggal_lahir,
                hubungan=KODE_HUBUNGAN.get(Hubungan(member.hubungan), 4),
                status="AKTIF",
                kelas="2",
                kode_desa=desa[member.peserta_id].kode,
                nama_desa=desa[member.peserta_id].nama,
                gaji=0,
                iuran_pemda=0,
                iuran_peserta=0,
            ),
        )
        for member, standing in told
        if standing.ditanggung
    ]


Change = Callable[[BarisBpjs], list[BarisBpjs]]


def plant(rows: list[BarisBpjs], kabupaten: Kabupaten, bulan: Bulan, each: int = 5) -> list[BarisBpjs]:
    """The list with differences of every kind about people, about `each` of a kind, always the same ones."""
    officials = [row for row in rows if row.hubungan == 1]
    children = [row for row in rows if row.hubungan == 4]
    victims = chosen(officials, each * len(CHANGES), f"{kabupaten.kode} {bulan}")
    changes: dict[str, Change] = {row.nik: CHANGES[place % len(CHANGES)] for place, row in enumerate(victims)}
    changes |= {row.nik: _missing for row in chosen(children, each, f"anak {kabupaten.kode} {bulan}")}
    planted = [copy for row in rows for copy in changes.get(row.nik, _same)(row)]
    return planted + [_stranger(row, place) for place, row in enumerate(chosen(officials, each, f"asing {bulan}"))]


def plant_few(rows: list[BarisBpjs], kabupaten: Kabupaten, bulan: Bulan) -> list[BarisBpjs]:
    """The list with two differences only, for a month that is closed: one not yet billed, one misspelt."""
    officials = chosen([row for row in rows if row.hubungan == 1], 2, f"sedikit {kabupaten.kode} {bulan}")
    changes: dict[str, Change] = {officials[0].nik: _missing, officials[1].nik: _misspelt}
    return [copy for row in rows for copy in changes.get(row.nik, _same)(row)]


def _same(row: BarisBpjs) -> list[BarisBpjs]:
    return [row]


def _missing(_row: BarisBpjs) -> list[BarisBpjs]:
    return []


def _misspelt(row: BarisBpjs) -> list[BarisBpjs]:
    return [replace(row, nama=row.nama.replace("a", "o", 1) + " S")]


def _other_birthday(row: BarisBpjs) -> list[BarisBpjs]:
    return [replace(row, tanggal_lahir=row.tanggal_lahir + timedelta(days=30))]


def _old_wage(row: BarisBpjs) -> list[BarisBpjs]:
    """Last year's base: both shares lower in the same proportion, rounded down."""
    return [
        replace(
            row,
            gaji=row.gaji * 94 // 100,
            iuran_pemda=row.iuran_pemda * 94 // 100,
            iuran_peserta=row.iuran_peserta * 94 // 100,
        )
    ]


def _inactive(row: BarisBpjs) -> list[BarisBpjs]:
    return [replace(row, status="NONAKTIF", iuran_pemda=0, iuran_peserta=0)]


def _twice(row: BarisBpjs) -> list[BarisBpjs]:
    return [row, row]


def _rounded_up(row: BarisBpjs) -> list[BarisBpjs]:
    return [replace(row, iuran_pemda=row.iuran_pemda + 1)]


def _stranger(row: BarisBpjs, place: int) -> BarisBpjs:
    """Somebody who left office before the portal: still active and still billed."""
    return replace(
        row,
        nomor_kartu=f"0009{place:03d}{row.nomor_kartu[-6:]}",
        nik=f"{row.nik[:12]}99{place + 10:02d}",
        nama=f"{row.nama.split(',')[0]} Lama",
    )


CHANGES: tuple[Change, ...] = (
    _missing, _misspelt, _other_birthday, _old_wage, _inactive, _twice, _rounded_up,
)  # fmt: skip


def as_csv(rows: list[BarisBpjs]) -> bytes:
    """The list as a branch saves it from a spreadsheet in Indonesian: semicolons, day first, no totals."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = (getattr(row, name) for name in BarisBpjs.__slots__)
        writer.writerow(f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in values)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(rows: list[BarisBpjs], bulan: Bulan) -> bytes:
    """The list as a branch sends it: sheet Peserta, and sheet Tagihan with the bill's totals. Same bytes each time."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS | {"default_date_format": "dd/mm/yyyy"})
    written = datetime(bulan.year, bulan.month, 21, tzinfo=UTC)
    book.set_properties({"title": f"Daftar peserta dan tagihan {bulan}", "created": written})
    _write_people(book, rows)
    _write_bill(book, rows, bulan)
    book.close()
    return out.getvalue()


def _write_people(book: xlsxwriter.Workbook, rows: list[BarisBpjs]) -> None:
    sheet = book.add_worksheet("Peserta")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    sheet.write_row(0, 0, COLUMNS)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(BarisBpjs.__slots__):
            value = getattr(row, name)
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_datetime(number, column, value)


def _write_bill(book: xlsxwriter.Workbook, rows: list[BarisBpjs], bulan: Bulan) -> None:
    employer = sum(row.iuran_pemda for row in rows)
    own = sum(row.iuran_peserta for row in rows)
    sheet = book.add_worksheet("Tagihan")
    sheet.set_column(0, 1, 24)
    facts = (
        ("Bulan", str(bulan)),
        ("Jumlah Peserta", len(rows)),
        ("Total Iuran Pemda", employer),
        ("Total Iuran Peserta", own),
        ("Total Iuran", employer + own),
    )
    for number, fact in enumerate(facts):
        sheet.write_row(number, 0, fact)
