"""The innocent-dirt corpus: a village's true list as honest people write it, and lists that are wrong (quality 6.3).

`LUGU` are files that say the truth in a clumsy way, `KELIRU` files that do not; both are made on the spot.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from jaminan.bulan import NAMES, format_tanggal
from tests.desa.berkas import ods, ods_baris, ods_sel
from tests.desa.desa_uji import KNOWN, POSTS, TITLES, official

Baris = list[Any]
Ubah = Callable[[Any], Any]


@dataclass(frozen=True)
class Tulisan:
    """A list as somebody wrote it: its titles and people, what stands above, between and below, and the sheet."""

    judul: tuple[str, ...] = TITLES
    orang: tuple[dict[str, Any], ...] = field(
        default_factory=lambda: tuple(official(nama, POSTS[nama]) for nama in KNOWN)
    )
    atas: tuple[Baris, ...] = ()
    bawah_judul: tuple[Baris, ...] = ()
    bawah: tuple[Baris, ...] = ()
    lembar: str = "Perangkat"
    kosong: int = 0  # blank rows between people
    tulis: tuple[str, ...] = ()  # titles as written, when not as they are

    def rows(self) -> list[Baris]:
        people = [[one.get(title) for title in self.judul] for one in self.orang]
        spaced = [row for one in people for row in ([one] + [[]] * self.kosong)]
        return [*self.atas, list(self.tulis or self.judul), *self.bawah_judul, *spaced, *self.bawah]


TRUE = Tulisan()


def cells(title: str, change: Ubah, only: str = "") -> Tulisan:
    """Everybody's cell under a title (or one person's) written in another way."""
    meant = [not only or one["Nama"] == only for one in TRUE.orang]
    people = zip(TRUE.orang, meant, strict=True)
    return replace(TRUE, orang=tuple(one | ({title: change(one[title])} if here else {}) for one, here in people))


def texts(change: Callable[[str], str]) -> Tulisan:
    return replace(
        TRUE,
        orang=tuple({title: change(value) if isinstance(value, str) else value for title, value in one.items()}
                    for one in TRUE.orang),
    )  # fmt: skip


def xlsx(tulisan: Tulisan, finish: Callable[[Any, Any], None] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = tulisan.lembar
    for row in tulisan.rows():
        sheet.append(row)
    if finish:
        finish(workbook, sheet)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def plain(value: Any) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def csv(tulisan: Tulisan, mark: str = ";", end: str = "\r\n", sandi: str = "utf-8", awal: str = "") -> bytes:
    rows = [[plain(one) for one in row] for row in tulisan.rows()]
    lines = [mark.join(f'"{one}"' if mark in one else one for one in row) for row in rows]
    return (awal + end.join(lines) + end).encode(sandi)


def as_ods(tulisan: Tulisan) -> bytes:
    return ods("".join(ods_baris("".join(ods_sel(plain(one)) for one in row)) for row in tulisan.rows()))


def born(change: Callable[[date], Any]) -> Tulisan:
    """Both date columns written in another way."""
    once = cells("Tanggal Lahir", change).orang
    return replace(TRUE, orang=tuple(one | {INDUCTED: change(one[INDUCTED])} for one in once))


def hide_row(_workbook: Any, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(_workbook: Any, sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def add_hidden_sheet(workbook: Any, _sheet: Any) -> None:
    other = workbook.create_sheet("Lama")
    other.append(["NIK", "Nama"])
    other.sheet_state = "veryHidden"


def add_sheet(workbook: Any, _sheet: Any) -> None:
    workbook.create_sheet("Catatan").append(["Daftar ini disusun di kantor desa."])


def add_blanks(_workbook: Any, sheet: Any) -> None:
    for row in range(10, 1010):
        sheet.cell(row, 1).number_format = "@"


def add_comment(_workbook: Any, sheet: Any) -> None:
    sheet["A2"].comment = Comment("Sudah dicocokkan dengan KTP.", "Sekdes")


def add_filter(_workbook: Any, sheet: Any) -> None:
    sheet.auto_filter.ref, sheet.freeze_panes = "A1:G5", "B2"


def merge_title(_workbook: Any, sheet: Any) -> None:
    sheet.merge_cells("A1:G1")


def far_corner(_workbook: Any, sheet: Any) -> None:
    sheet.insert_cols(1, 2)


INDUCTED = "Tanggal Pelantikan"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HEADING = ["DAFTAR KEPALA DESA DAN PERANGKAT DESA"]
SHORT = {"Kepala Desa": "Kades", "Sekretaris Desa": "SEKDES", "Kepala Urusan Keuangan": "Kaur Keuangan",
         "Kepala Dusun": "Kadus"}  # fmt: skip
NUMBERED = tuple({"No": place, "Keterangan": "aktif"} | one for place, one in enumerate(TRUE.orang, 1))
HINTS = ["16 angka", None, "(L/P)", "dd/mm/yyyy", None, "dd/mm/yyyy", "(Rp)"]
SUM = [None, "Total :", None, None, None, None, "Rp 8.000.000"]
WORDS = ("", "Rantebulahan, 20 Oktober 2026", "Kepala Desa", "", "ANDI")
SIGNED = tuple([None, None, None, None, text] if text else [] for text in WORDS)
ALIAS = ("NIK", "Nama Lengkap", "JK", "Tgl. Lahir", "Jabatan", "Tgl. Pelantikan", "Siltap")


def rupiah(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# name -> the file. Those marked with ? need one confirmation, by the offer beside the refused cell.
LUGU: dict[str, Callable[[], bytes]] = {
    "bersih": lambda: xlsx(TRUE),
    "spasi": lambda: xlsx(texts(lambda text: f"  {text} ")),
    "spasi tak putus": lambda: xlsx(texts(lambda text: f"\u00a0{text}\u00a0")),
    "spasi ganda dalam nama": lambda: xlsx(texts(lambda text: text.replace(" ", "  "))),
    "tanda tak terlihat": lambda: xlsx(texts(lambda text: f"\u200b{text}")),
    "apostrof di depan NIK": lambda: xlsx(cells("NIK", lambda nik: f"'{nik}")),
    "apostrof miring": lambda: xlsx(cells("NIK", lambda nik: f"’{nik}")),
    "tanda petik terbalik": lambda: xlsx(cells("NIK", lambda nik: f"`{nik}")),
    "NIK berspasi": lambda: xlsx(cells("NIK", lambda nik: " ".join(nik[at : at + 4] for at in (0, 4, 8, 12)))),
    "NIK bertitik": lambda: xlsx(cells("NIK", lambda nik: f"{nik[:6]}.{nik[6:12]}.{nik[12:]}")),
    "NIK bergaris": lambda: xlsx(cells("NIK", lambda nik: f"{nik[:6]}-{nik[6:]}")),
    "NIK lebar penuh": lambda: xlsx(cells("NIK", lambda nik: nik.translate(WIDE))),
    "Rp dan titik": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"Rp {rupiah(value)}")),
    "Rp tanpa spasi, sen nol": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"Rp{rupiah(value)},00")),
    "Rp dan strip": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"Rp. {rupiah(value)},-")),
    "titik saja": lambda: xlsx(cells("Penghasilan Tetap", rupiah)),
    "koma Inggris": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"{value:,}")),
    "koma Inggris dan sen": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"{value:,}.00")),
    "angka pecahan nol": lambda: xlsx(cells("Penghasilan Tetap", lambda value: value / 1)),
    "IDR": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"IDR {rupiah(value)}")),
    "rupiah sebagai teks": lambda: xlsx(cells("Penghasilan Tetap", str)),
    "tanggal panjang": lambda: xlsx(born(format_tanggal)),
    "tanggal pendek": lambda: xlsx(born(lambda day: f"{day.day} {NAMES[day.month - 1][:3]} {day.year}")),
    "tanggal huruf besar": lambda: xlsx(born(lambda day: format_tanggal(day).upper())),
    "tanggal bergaris": lambda: xlsx(born(lambda day: f"{day:%d-%m-%Y}")),
    "tanggal bertitik": lambda: xlsx(born(lambda day: f"{day:%d.%m.%Y}")),
    "tanggal tanpa nol": lambda: xlsx(born(lambda day: f"{day.day}/{day.month}/{day.year}")),
    "tanggal ISO": lambda: xlsx(born(lambda day: day.isoformat())),
    "tanggal dengan hari": lambda: xlsx(born(lambda day: f"Senin, {format_tanggal(day)}")),
    "tanggal dengan jam": lambda: xlsx(born(lambda day: f"{day:%d/%m/%Y} 00:00:00")),
    "sel tanggal dengan jam": lambda: xlsx(born(lambda day: datetime(day.year, day.month, day.day, 7))),
    "hitungan hari": lambda: xlsx(born(lambda day: (day - date(1899, 12, 30)).days)),
    "jabatan huruf besar": lambda: xlsx(cells("Jabatan", lambda text: text if "Urusan" in text else text.upper())),
    "jabatan disingkat": lambda: xlsx(cells("Jabatan", SHORT.get)),
    "kelamin ditulis penuh": lambda: xlsx(cells("Jenis Kelamin (L/P)", {"L": "Laki-laki", "P": "perempuan"}.get)),
    "judul di atas": lambda: xlsx(replace(TRUE, atas=(HEADING,))),
    "tiga judul di atas": lambda: xlsx(replace(TRUE, atas=(HEADING, ["DESA RANTEBULAHAN"], ["Keadaan Oktober 2026"]))),
    "judul lalu baris kosong": lambda: xlsx(replace(TRUE, atas=(HEADING, [], []))),
    "judul digabung": lambda: xlsx(replace(TRUE, atas=(HEADING, [])), merge_title),
    "kolom nomor": lambda: xlsx(replace(TRUE, judul=("No", *TITLES), orang=NUMBERED)),
    "nomor kolom": lambda: xlsx(replace(TRUE, bawah_judul=([1, 2, 3, 4, 5, 6, 7],))),
    "petunjuk di bawah judul": lambda: xlsx(replace(TRUE, bawah_judul=(HINTS,))),
    "jumlah": lambda: xlsx(replace(TRUE, bawah=(["JUMLAH", None, None, None, None, None, 8_000_000],))),
    "total bertitik dua": lambda: xlsx(replace(TRUE, bawah=([], SUM))),
    "tanda tangan": lambda: xlsx(replace(TRUE, bawah=SIGNED)),
    "keterangan": lambda: xlsx(replace(TRUE, bawah=(["Keterangan: data menurut KTP."],))),
    "baris tersembunyi": lambda: xlsx(TRUE, hide_row),
    "kolom tersembunyi": lambda: xlsx(TRUE, hide_column),
    "lembar tersembunyi": lambda: xlsx(TRUE, add_hidden_sheet),
    "lembar lain": lambda: xlsx(TRUE, add_sheet),
    "Sheet1": lambda: xlsx(replace(TRUE, lembar="Sheet1")),
    "nama lembar huruf besar": lambda: xlsx(replace(TRUE, lembar=" PERANGKAT")),
    "urutan kolom lain": lambda: xlsx(replace(TRUE, judul=TITLES[::-1])),
    "judul kolom lain": lambda: xlsx(replace(TRUE, tulis=ALIAS)),
    "judul kolom huruf besar": lambda: xlsx(replace(TRUE, tulis=tuple(title.upper() for title in TITLES))),
    "judul berbintang": lambda: xlsx(replace(TRUE, tulis=tuple(f"{title}\n*" for title in TITLES))),
    "seribu baris berformat": lambda: xlsx(TRUE, add_blanks),
    "baris kosong di antara": lambda: xlsx(replace(TRUE, kosong=2)),
    "kolom keterangan": lambda: xlsx(replace(TRUE, judul=(*TITLES, "Keterangan"), orang=NUMBERED)),
    "mulai dari kolom C": lambda: xlsx(replace(TRUE, atas=([], [])), far_corner),
    "catatan sel": lambda: xlsx(TRUE, add_comment),
    "saringan": lambda: xlsx(TRUE, add_filter),
    "CSV titik koma": lambda: csv(TRUE),
    "CSV koma ber-BOM": lambda: csv(TRUE, ",", sandi="utf-8-sig"),
    "CSV tab UTF-16": lambda: csv(TRUE, "\t", sandi="utf-16"),
    "CSV sep": lambda: csv(TRUE, awal="sep=;\r\n"),
    "CSV Windows": lambda: csv(replace(TRUE, atas=(["Daftar – Desa"],)), sandi="cp1252"),
    "CSV Mac lama": lambda: csv(TRUE, end="\r"),
    "ODS": lambda: as_ods(TRUE),
    "satu NIK menjadi angka?": lambda: xlsx(cells("NIK", int, only="Andi")),
    "satu gaji ribuan?": lambda: xlsx(cells("Penghasilan Tetap", lambda one: rupiah(one // 1000), only="Sitti")),
    "satu tahun dua angka?": lambda: xlsx(cells("Tanggal Lahir", lambda day: f"{day:%d/%m/%y}", only="Budiman")),
}  # fmt: skip

KELIRU: dict[str, Callable[[], bytes]] = {
    "semua NIK angka": lambda: xlsx(cells("NIK", int)),
    "NIK terpotong": lambda: xlsx(cells("NIK", lambda nik: f"{int(nik):.5E}")),
    "angka terakhir menjadi nol": lambda: csv(cells("NIK", lambda nik: f"{nik[:15]}0", only="Andi")),
    "bulan di depan": lambda: xlsx(cells("Tanggal Pelantikan", lambda day: f"{day:%m/%d/%Y}")),
    "satu bulan di depan": lambda: xlsx(replace(born(lambda day: f"{day:%d/%m/%Y}"), orang=tuple(
        one | {"Tanggal Lahir": "12/31/1989" if one["Nama"] == "Andi" else "02/03/1990"} for one in TRUE.orang))),
    "seorang hilang": lambda: xlsx(replace(TRUE, orang=TRUE.orang[:3])),
    "seorang dua kali": lambda: xlsx(replace(TRUE, orang=(*TRUE.orang, TRUE.orang[0]))),
    "gaji setahun": lambda: xlsx(cells("Penghasilan Tetap", lambda value: value * 60)),
    "gaji ribuan": lambda: xlsx(cells("Penghasilan Tetap", lambda value: value // 1000)),
    "gaji dengan rumus": lambda: xlsx(cells("Penghasilan Tetap", lambda value: f"={value}*1")),
    "kolom lahir tidak ada": lambda: xlsx(replace(TRUE, judul=tuple(one for one in TITLES if one != "Tanggal Lahir"))),
    "judul saja": lambda: xlsx(replace(TRUE, orang=())),
    "dua kepala desa": lambda: xlsx(cells("Jabatan", lambda _text: "Kepala Desa", only="Budiman")),
    "jabatan lain": lambda: xlsx(cells("Jabatan", lambda _text: "Ketua BPD", only="Yohanis")),
    "NIK sedesa lain": lambda: xlsx(cells("NIK", lambda _nik: "7603010505909005", only="Yohanis")),
}  # fmt: skip
