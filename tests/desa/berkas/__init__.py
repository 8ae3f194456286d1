"""Files that a village might send, good and bad, made on the spot: nothing binary lies in the repository.

`python -m tests.desa.berkas FOLDER` writes all of them, to try the portal by hand.
"""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def buku(rows: list[list[object]], sheet: str = "Perangkat") -> bytes:
    """A plain workbook by openpyxl: one sheet, the rows as given."""
    workbook = openpyxl.Workbook()
    active = workbook.active
    active.title = sheet
    for row in rows:
        active.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def kecil() -> bytes:
    return buku([["NIK", "Nama"], ["7603010101909001", "Andi"]])


def ubah(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """The archive with every member passed through `change`, and more members added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return target.getvalue()


def lembar_xml(body: str) -> bytes:
    """A workbook whose first sheet is this XML."""
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{body}</worksheet>'
    return ubah(kecil(), lambda name, content: xml.encode() if name == SHEET else content)


def teks_sel(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def dimensi_bohong() -> bytes:
    """51 rows of data under `<dimension ref="A1:B2">`."""
    rows = "".join(f'<row r="{n}">{teks_sel(f"A{n}", f"orang {n}")}</row>' for n in range(1, 52))
    return lembar_xml(f'<dimension ref="A1:B2"/><sheetData>{rows}</sheetData>')


def pojok(cell: str) -> bytes:
    rows = f'<row r="1">{teks_sel("A1", "NIK")}</row><row r="1048576">{cell}</row>'
    return lembar_xml(f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>')


def sel_terjauh() -> bytes:
    return pojok(teks_sel("XFD1048576", "x"))


def format_terjauh() -> bytes:
    """A formatted but empty cell at the far corner is no content."""
    return pojok('<c r="XFD1048576" s="0"/>')


def bom_zip() -> bytes:
    """One member that unpacks to 600 times its size."""
    return ubah(kecil(), lambda _name, content: content, {"xl/media/besar.bin": b"\x00" * (30 * 1024 * 1024)})


def bom_sel() -> bytes:
    """One cell of 15 MB: small enough for the directory's sum, far too compressible."""
    return lembar_xml(f'<sheetData><row r="1">{teks_sel("A1", "A" * (15 * 1024 * 1024))}</row></sheetData>')


def direktori_bohong() -> bytes:
    """The directory claims 10 bytes for a sheet that holds much more."""
    data = bytearray(lembar_xml(f"<sheetData><row r='1'>{teks_sel('A1', 'B' * 5000)}</row></sheetData>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    return bytes(data).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def entitas() -> bytes:
    """A billion laughs inside the sheet."""
    xml = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    return ubah(kecil(), lambda name, content: xml.encode() if name == SHEET else content)


def banyak_bagian() -> bytes:
    return ubah(kecil(), lambda _name, content: content, {f"xl/media/{n}.bin": b"x" for n in range(1000)})


def dua_ribu_baris() -> bytes:
    return buku([[f"orang {n}"] for n in range(2001)])


def bengkok() -> bytes:
    """A workbook with bits turned over inside the packed sheet: zlib's own error."""
    data = bytearray(kecil())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 20
    for place in range(start, start + 60):
        data[place] ^= 0xFF
    return bytes(data)


def rumus() -> bytes:
    return buku([["NIK", "Nama"], ["=1+1", "Andi"]])


def lembar_sembunyi() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        seen = workbook.add_worksheet("Perangkat")
        seen.write(0, 0, "NIK")
        seen.write(1, 0, "tersembunyi")
        seen.set_row(1, None, None, {"hidden": True})
        hidden = workbook.add_worksheet("Rahasia")
        hidden.write(0, 0, "x")
        hidden.hide()
    return target.getvalue()


XLSX, CSV = "daftar.xlsx", "daftar.csv"
HARUS = "berkas harus XLSX atau CSV."
RUSAK = "Berkas rusak dan tidak dapat dibaca."
BESAR = "Berkas terlalu besar setelah dibuka."


def tetap(_name: str, content: bytes) -> bytes:
    return content


# name -> (how to make it, the file's name, the exact sentence)
BURUK: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "kosong": (lambda: b"", XLSX, "Berkas kosong."),
    "spasi": (lambda: b"  \r\n ", CSV, "Berkas kosong."),
    "teks": (lambda: b"NIK;Nama\r\n1;Andi", XLSX, "Berkas bernama .xlsx tetapi isinya bukan buku kerja Excel."),
    "acak": (lambda: b"\x00\x01\x02\x03" * 50, CSV, "Berkas ini bukan XLSX atau CSV yang dapat dibaca."),
    "kalimat": (lambda: b"Selamat siang Bapak\r\nterlampir daftar", CSV, f"Berkas ini bukan tabel; {HARUS}"),
    "pdf": (lambda: b"%PDF-1.7 ...", XLSX, f"Berkas ini PDF; {HARUS}"),
    "html": (lambda: b"<html><table><tr><td>NIK", "daftar.xls", f"Berkas ini halaman web (HTML/XML); {HARUS}"),
    "gambar": (lambda: b"\xff\xd8\xff\xe0JFIF", XLSX, f"Berkas ini gambar; {HARUS}"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "daftar.xls", f"Berkas ini Excel lama (.xls); {HARUS}"),
    "sandi": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), XLSX, "Berkas dikunci kata sandi."),
    "makro": (lambda: ubah(kecil(), tetap, {"xl/vbaProject.bin": b"x"}), XLSX, "Berkas berisi makro."),
    "dokumen": (
        lambda: kecil().replace(b"xl/workbook.xml", b"xx/workbook.xml"),
        XLSX,
        f"Berkas ini bukan buku kerja Excel; {HARUS}",
    ),
    "terpotong": (lambda: kecil()[:2000], XLSX, RUSAK),
    "bengkok": (bengkok, XLSX, RUSAK),
    "direktori_bohong": (direktori_bohong, XLSX, RUSAK),
    "entitas": (entitas, XLSX, "Berkas tidak aman: isinya merujuk ke luar berkas."),
    "bom_zip": (bom_zip, XLSX, BESAR),
    "bom_sel": (bom_sel, XLSX, BESAR),
    "banyak_bagian": (banyak_bagian, XLSX, "Berkas berisi terlalu banyak bagian."),
    "terlalu_panjang": (dua_ribu_baris, XLSX, "Lembar Perangkat berisi lebih dari 2.000 baris."),
    "sel_terjauh": (sel_terjauh, XLSX, "Lembar Perangkat: sel XFD1048576 berisi sesuatu jauh di luar tabel."),
    "esai": (lambda: buku([["x" * 501]]), XLSX, "Lembar Perangkat: sel A1 berisi lebih dari 500 huruf."),
    "terlalu_besar": (lambda: b"x" * (5 * 1024 * 1024 + 1), CSV, "Berkas harus lebih kecil dari 5 MB."),
}
