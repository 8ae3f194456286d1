"""Judges every row of a list, then its totals; all errors come together, each with sheet, cell, sentence and cure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desa.rules.lembar import Baris, Lembar, Sel
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah

from . import sel as baca_sel
from .kolom import Pemetaan, Tabel, plain
from .sel import BarisDaftar, SelSalah

TOTAL_WORDS = ("jumlah", "total", "grand total", "jumlah total", "total keseluruhan", "jumlah keseluruhan", "subtotal")
LABELS = {
    "total iuran pemda": "pemda", "total pemda": "pemda", "total iuran pemberi kerja": "pemda",
    "total iuran peserta": "peserta", "total peserta": "peserta", "total iuran pekerja": "peserta",
    "total iuran": "iuran", "total tagihan": "iuran", "jumlah tagihan": "iuran", "total": "iuran",
    "jumlah peserta": "orang", "bulan": "bulan", "bulan tagihan": "bulan", "periode": "bulan",
}  # fmt: skip
SEBUTAN = {"pemda": "Iuran Pemda", "peserta": "Iuran Peserta", "iuran": "seluruh iuran"}
READERS: Mapping[str, Callable[[Sel | None], Any]] = {
    "nomor_kartu": baca_sel.long_number("Nomor kartu", 13),
    "nik": baca_sel.long_number("NIK", 16),
    "nama": baca_sel.short_text(120),
    "tanggal_lahir": baca_sel.day,
    "hubungan": baca_sel.hubungan,
    "status": baca_sel.status,
    "kelas": baca_sel.room_class,
    "kode_desa": baca_sel.village_code,
    "nama_desa": baca_sel.short_text(80),
    "gaji": baca_sel.rupiah,
    "iuran_pemda": baca_sel.rupiah,
    "iuran_peserta": baca_sel.rupiah,
}


@dataclass(frozen=True, slots=True)
class Galat:
    """One thing that is wrong in a file."""

    lembar: str
    sel: str
    pesan: str
    saran: str

    def as_dict(self) -> dict[str, str]:
        return {"lembar": self.lembar, "sel": self.sel, "pesan": self.pesan, "saran": self.saran}


@dataclass(frozen=True, slots=True)
class Harapan:
    """For which regency and month a file was sent, and the codes of its villages."""

    kabupaten: str
    nama: str
    bulan: Bulan
    desa: Collection[str]


@dataclass(slots=True)
class Daftar:
    """What a file says; its rows may be stored only when `galat` is empty."""

    baris: list[BarisDaftar] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    disebut: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    @property
    def total_pemda(self) -> int:
        return sum(row.iuran_pemda for row in self.baris)

    @property
    def total_peserta(self) -> int:
        return sum(row.iuran_peserta for row in self.baris)

    @property
    def total_disebut(self) -> bool:
        """Whether the file itself states what the bill comes to."""
        return {"pemda", "peserta"} <= set(self.disebut) or "iuran" in self.disebut


def read_list(sheets: Iterable[Lembar], tabel: Tabel, pemetaan: Pemetaan, harapan: Harapan) -> Daftar:
    """The rows of the list and everything that is wrong with it. Raises Kesalahan for a list of another regency."""
    daftar = Daftar()
    letters = {heading: letter for letter, heading in tabel.judul}
    columns = {name: letters[heading] for name, heading in pemetaan.items() if heading in letters}
    _read_rows(daftar, tabel, columns)
    if not daftar.baris and not daftar.galat:
        raise Kesalahan(
            f"Lembar {tabel.lembar} tidak berisi satu orang pun.",
            "Kirim daftar lengkap bulan ini; daftar kosong tidak dapat dibandingkan.",
        )
    _check_villages(daftar, tabel, columns, harapan)
    for sheet in sheets:
        if plain(sheet.nama) == "tagihan" and not sheet.tersembunyi:
            _read_bill(daftar, sheet, harapan)
    if not daftar.galat:
        _check_totals(daftar)
    return daftar


def _read_rows(daftar: Daftar, tabel: Tabel, columns: dict[str, str]) -> None:
    seen_total = False
    for row in tabel.baris:
        cells = {cell.kolom: cell for cell in row.sel}
        mine = {name: cells[letter] for name, letter in columns.items() if letter in cells}
        numbers = [baca_sel.text_of(mine.get(name)) for name in ("nik", "nomor_kartu")]
        if not any(_has_digits(number) for number in numbers):
            if _is_total(row):
                seen_total = True
                _read_total_row(daftar, tabel, row, mine)
                continue
            if seen_total or not mine or _is_numbering(row):
                continue
        elif _is_numbering(row):
            continue
        _read_row(daftar, tabel, row, mine, columns)


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _is_total(row: Baris) -> bool:
    words = {plain(str(cell.nilai)) for cell in row.sel if isinstance(cell.nilai, str) and not cell.rumus}
    return any(word in TOTAL_WORDS or word.startswith(("jumlah ", "total ")) for word in words)


def _is_numbering(row: Baris) -> bool:
    """The line 1, 2, 3 … under the headings."""
    texts = [baca_sel.text_of(cell).strip("()") for cell in row.sel]
    return len(texts) > 3 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _read_total_row(daftar: Daftar, tabel: Tabel, row: Baris, mine: dict[str, Sel]) -> None:
    """Remembers what the line states; the last such line is the whole. A formula states nothing here."""
    for name, key in (("iuran_pemda", "pemda"), ("iuran_peserta", "peserta")):
        cell = mine.get(name)
        if cell is None or cell.rumus:
            continue
        try:
            amount = baca_sel.rupiah(cell)
        except SelSalah as wrong:
            daftar.galat.append(Galat(tabel.lembar, f"{cell.kolom}{row.nomor}", wrong.pesan, wrong.saran))
        else:
            if amount is not None:
                daftar.disebut[key] = (amount, tabel.lembar, f"{cell.kolom}{row.nomor}")


def _read_row(daftar: Daftar, tabel: Tabel, row: Baris, mine: dict[str, Sel], columns: dict[str, str]) -> None:
    values: dict[str, Any] = {}
    wrong = list(_read_cells(row, mine, columns, values))
    wrong += _check_row(row, columns, values) if not wrong else []
    if wrong:
        daftar.galat += [Galat(tabel.lembar, cell, pesan, saran) for cell, pesan, saran in wrong]
        return
    amounts = {name: values.pop(name, None) or 0 for name in ("gaji", "iuran_pemda", "iuran_peserta")}
    daftar.baris.append(
        BarisDaftar(
            nomor=row.nomor,
            nomor_kartu=values.get("nomor_kartu", ""),
            nik=values.get("nik", ""),
            nama=values["nama"],
            tanggal_lahir=values.get("tanggal_lahir"),
            hubungan=values["hubungan"],
            aktif=values["status"],
            kelas=values.get("kelas", ""),
            kode_desa=values["kode_desa"],
            nama_desa=values.get("nama_desa", ""),
            **amounts,
        )
    )


def _read_cells(
    row: Baris, mine: dict[str, Sel], columns: dict[str, str], values: dict[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name, letter in columns.items():
        cell = mine.get(name)
        if cell is not None and cell.rumus:
            yield f"{letter}{row.nomor}", "Sel berisi rumus, bukan nilai.", "Salin kolomnya, lalu tempel sebagai nilai."
            continue
        try:
            values[name] = READERS[name](cell)
        except SelSalah as error:
            yield f"{letter}{row.nomor}", error.pesan, error.saran


def _check_row(row: Baris, columns: dict[str, str], values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not values["nama"]:
        yield f"{columns['nama']}{row.nomor}", "Nama kosong.", "Isi nama orangnya, atau hapus barisnya."
    if not values["nik"] and not values.get("nomor_kartu"):
        yield (
            f"{columns['nik']}{row.nomor}", "NIK dan nomor kartu kosong, orang ini tidak dapat dicocokkan.",
            "Isi salah satunya, atau hapus barisnya.",
        )  # fmt: skip
    for name, label in (("iuran_pemda", "Iuran Pemda"), ("iuran_peserta", "Iuran Peserta")):
        if values[name] is None and values["hubungan"] == 1 and values["status"]:
            yield f"{columns[name]}{row.nomor}", f"{label} peserta aktif kosong.", "Isi jumlahnya; tulis 0 bila nihil."


def _check_villages(daftar: Daftar, tabel: Tabel, columns: dict[str, str], harapan: Harapan) -> None:
    """Every village is one of this regency. Raises Kesalahan when none is: the file belongs to another regency."""
    others = [row for row in daftar.baris if not row.kode_desa.startswith(f"{harapan.kabupaten}.")]
    if others and len(others) == len(daftar.baris):
        code = others[0].kode_desa[:5]
        raise Kesalahan(
            f"Berkas ini memuat desa kabupaten {code}, bukan Kabupaten {harapan.nama} ({harapan.kabupaten}).",
            "Pilih berkas kabupaten ini, lalu unggah lagi.",
        )
    letter = columns["kode_desa"]
    for row in daftar.baris:
        if row.kode_desa not in harapan.desa:
            pesan = f"Kode desa {row.kode_desa} tidak ada di Kabupaten {harapan.nama}."
            saran = "Cocokkan dengan kode Kemendagri desanya; kelurahan tidak termasuk."
            daftar.galat.append(Galat(tabel.lembar, f"{letter}{row.nomor}", pesan, saran))


def _read_bill(daftar: Daftar, sheet: Lembar, harapan: Harapan) -> None:
    """The sheet of totals: a label and, right of it, its value."""
    for row in sheet.baris:
        labels = [place for place, cell in enumerate(row.sel) if plain(str(cell.nilai)) in LABELS]
        if not labels or labels[0] + 1 >= len(row.sel):
            continue
        key, cell = LABELS[plain(str(row.sel[labels[0]].nilai))], row.sel[labels[0] + 1]
        where = f"{cell.kolom}{row.nomor}"
        if cell.rumus:
            pesan, saran = "Sel berisi rumus, bukan nilai.", "Salin selnya, lalu tempel sebagai nilai."
            daftar.galat.append(Galat(sheet.nama, where, pesan, saran))
        elif key == "bulan":
            _check_month(daftar, sheet, where, cell, harapan.bulan)
        else:
            _read_stated(daftar, sheet, where, cell, key)


def _check_month(daftar: Daftar, sheet: Lembar, where: str, cell: Sel, expected: Bulan) -> None:
    stated = baca_sel.month(cell.nilai)
    if stated is None:
        pesan, saran = f'Bulan "{baca_sel.text_of(cell)}" tidak dikenal.', "Tulis misalnya Oktober 2026 atau 2026-10."
        daftar.galat.append(Galat(sheet.nama, where, pesan, saran))
    elif stated != expected:
        pesan = f"Berkas ini untuk {stated.nama}, sedangkan yang dipilih {expected.nama}."
        daftar.galat.append(Galat(sheet.nama, where, pesan, "Pilih bulan yang benar, atau berkas yang benar."))


def _read_stated(daftar: Daftar, sheet: Lembar, where: str, cell: Sel, key: str) -> None:
    try:
        amount = baca_sel.rupiah(cell)
    except SelSalah as wrong:
        daftar.galat.append(Galat(sheet.nama, where, wrong.pesan, wrong.saran))
    else:
        if amount is not None:
            daftar.disebut[key] = (amount, sheet.nama, where)


def _check_totals(daftar: Daftar) -> None:
    """A stated total that the rows do not reach is refused with both figures."""
    sums = {"pemda": daftar.total_pemda, "peserta": daftar.total_peserta}
    sums["iuran"] = sums["pemda"] + sums["peserta"]
    for key, (stated, lembar, where) in daftar.disebut.items():
        if key in sums and stated != sums[key]:
            pesan = (
                f"Total {SEBUTAN[key]} tertulis {format_rupiah(stated)}, jumlah barisnya {format_rupiah(sums[key])}."
            )
            daftar.galat.append(Galat(lembar, where, pesan, "Perbaiki totalnya, atau lengkapi barisnya."))
    _check_people(daftar)


def _check_people(daftar: Daftar) -> None:
    """Branches count officials or all insured, active ones or all: any of these agrees."""
    if "orang" not in daftar.disebut:
        return
    stated, lembar, where = daftar.disebut["orang"]
    officials = [row for row in daftar.baris if row.hubungan == 1]
    counts = {len(rows) for group in (officials, daftar.baris) for rows in (group, [r for r in group if r.aktif])}
    if stated not in counts:
        pesan = f"Jumlah peserta tertulis {stated}, pada daftar ada {len(officials)} peserta."
        daftar.galat.append(Galat(lembar, where, pesan, "Perbaiki jumlahnya, atau lengkapi barisnya."))
