"""What the file itself states: a line of totals under the list, and the sheet of the bill."""

from desa.rules.isi import as_text
from desa.rules.isian import read_cell
from desa.rules.kolom import Jenis, Kolom
from desa.rules.lembar import Baris, Lembar, Sel
from desa.rules.salah import Salah, masked
from jaminan.bulan import Bulan

from .bentuk import Daftar
from .isi import month
from .kolom import plain

TOTAL = Kolom("Jumlah", "jumlah", Jenis.UANG, "", "", batas=(0, 10**13))
LABELS = {
    "total iuran pemda": "pemda", "total pemda": "pemda", "total iuran pemberi kerja": "pemda",
    "total iuran desa": "pemda", "total iuran peserta": "peserta", "total peserta": "peserta",
    "total iuran pekerja": "peserta", "total iuran": "iuran", "total tagihan": "iuran", "jumlah tagihan": "iuran",
    "total": "iuran", "jumlah peserta": "orang", "bulan": "bulan", "bulan tagihan": "bulan", "periode": "bulan",
}  # fmt: skip
SHARES = {"iuran_pemda": "pemda", "iuran_peserta": "peserta"}


def read_total_row(daftar: Daftar, lembar: str, row: Baris, cells: dict[str, Sel], letters: dict[str, Kolom]) -> None:
    """Remembers what the line states; the last such line is the whole. A formula states nothing here."""
    for letter, cell in cells.items():
        key = SHARES.get(letters[letter].isian)
        if key and not cell.rumus:
            _state(daftar, lembar, f"{cell.kolom}{row.nomor}", cell, key)


def read_bill(daftar: Daftar, sheet: Lembar, bulan: Bulan) -> None:
    """The sheet of totals: a label and, right of it, its value."""
    for row in sheet.baris:
        labels = [place for place, cell in enumerate(row.sel) if plain(as_text(cell)) in LABELS]
        if not labels or labels[0] + 1 >= len(row.sel):
            continue
        key, cell = LABELS[plain(as_text(row.sel[labels[0]]))], row.sel[labels[0] + 1]
        where = f"{cell.kolom}{row.nomor}"
        if key == "bulan" and not cell.rumus:
            check_month(daftar, sheet.nama, where, cell, bulan)
        else:
            _state(daftar, sheet.nama, where, cell, key)


def check_month(daftar: Daftar, lembar: str, where: str, cell: Sel, expected: Bulan) -> None:
    stated = month(cell.nilai)
    if stated is None:
        daftar.refuse(lembar, where, f'Bulan "{as_text(cell)}" tidak dikenal.', "Tulis misalnya Oktober 2026.")
    elif stated != expected:
        pesan = f"Berkas ini untuk {stated.nama}, sedangkan yang dipilih {expected.nama}."
        daftar.refuse(lembar, where, pesan, "Pilih bulan yang benar, atau berkas yang benar.")


def _state(daftar: Daftar, lembar: str, where: str, cell: Sel, key: str) -> None:
    found = read_cell(TOTAL, cell, "")
    if found.galat:
        shown = masked(as_text(cell))
        daftar.galat.append(Salah(lembar, where, found.galat, found.saran, nilai=shown, tawaran=found.tawaran))
    else:
        daftar.disebut[key] = (found.nilai, lembar, where)
