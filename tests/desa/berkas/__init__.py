"""Files that a village might send, good and bad, made on the spot: nothing binary lies in the repository.

`python -m tests.desa.berkas FOLDER` writes all of them, to try the portal by hand.
"""

import io
import struct
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


def sandi_huruf_palsu() -> bytes:
    """A sheet in an encoding that does not exist; found by fuzzing."""
    return ubah(kecil(), lambda name, isi: b'<?xml version="1.0" encoding="TUF-8"?>' + isi if name == SHEET else isi)


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


def arsip(members: dict[str, bytes]) -> bytes:
    """A ZIP of these members, in this order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def wadah(*names: str) -> bytes:
    """What stands in the directory of an OLE container."""
    return b"".join(f"{name}\0".encode("utf-16-le") for name in names)


def ods(rows: str, extra: dict[str, bytes] | None = None, awal: str = "", nama: str = "Perangkat") -> bytes:
    """An OpenDocument workbook by hand: one sheet of these rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    xml = (
        f'<?xml version="1.0"?>{awal}<office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="{nama}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return arsip({"mimetype": kind, "content.xml": xml.encode(), **(extra or {})})


def ods_sel(text: str, ulang: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{ulang}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_baris(cells: str, ulang: int = 1, kosong: int = 0) -> str:
    """A row that is repeated, after empty rows that are stored once."""
    empty = (
        f'<table:table-row table:number-rows-repeated="{kosong}"><table:table-cell/></table:table-row>'
        if kosong
        else ""
    )
    return f'{empty}<table:table-row table:number-rows-repeated="{ulang}">{cells}</table:table-row>'


XLSX, CSV, ODS = "daftar.xlsx", "daftar.csv", "daftar.ods"
HARUS = "berkas harus XLSX, XLS, ODS atau CSV."
RUSAK = "Berkas rusak dan tidak dapat dibaca."
BESAR = "Berkas terlalu besar setelah dibuka."
MAKRO = "Berkas berisi makro."
SANDI = "Berkas dikunci kata sandi."
LUAR = "Berkas tidak aman: isinya merujuk ke luar berkas."
BUKAN_BUKU = f"Berkas ini arsip ZIP, bukan lembar kerja; {HARUS}"


def tetap(_name: str, content: bytes) -> bytes:
    return content


def xls_lingkar() -> bytes:
    """An OLE container whose short stream "Workbook" leads back to itself (found by fuzzing)."""
    return ole([1, 0])


def ole(rantai: list[int], tertanam: bool = False) -> bytes:
    """An OLE container by hand: a short stream "Workbook" of this chain of sectors, and perhaps an embedded object."""
    sector = struct.Struct("<128i")

    def entry(name: str, kind: int, first: int, size: int, child: int, right: int = -1) -> bytes:
        title = f"{name}\0".encode("utf-16-le")
        tree = struct.pack("<HBB3i", len(title), kind, 1, -1, right, child)
        return title.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<iii", first, size, 0)

    head = OLE[:8] + bytes(16) + struct.pack("<HHHHH10x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<iiiiiiiii", 1, 1, 0, 4096, 2, 1, -2, 0, 0).ljust(36, b"\0") + b"\xff" * 432
    table = sector.pack(-3, -2, -2, -2, *[-1] * 124)
    folder = entry("Root Entry", 5, 3, 512, 1) + entry("Workbook", 2, 0, 100, -1, 2 if tertanam else -1)
    folder += (entry("MBD0018D4CE", 1, 0, 0, -1) if tertanam else b"").ljust(256, b"\0")
    return head + table + folder + sector.pack(*rantai, *[-1] * (128 - len(rantai))) + bytes(512)


# name -> (how to make it, the file's name, the exact sentence)
BURUK: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "kosong": (lambda: b"", XLSX, "Berkas kosong."),
    "spasi": (lambda: b"  \r\n ", CSV, "Berkas kosong."),
    "acak": (lambda: b"\x00\x01\x02\x03" * 50, CSV, "Berkas ini bukan lembar kerja atau CSV yang dapat dibaca."),
    "kalimat": (lambda: b"Selamat siang Bapak\r\nterlampir daftar", CSV, f"Berkas ini bukan tabel; {HARUS}"),
    "pdf": (lambda: b"%PDF-1.7 ...", XLSX, f"Berkas ini PDF; {HARUS}"),
    "html": (lambda: b"<html><table><tr><td>NIK", "daftar.xls", f"Berkas ini halaman web (HTML/XML); {HARUS}"),
    "gambar": (lambda: b"\xff\xd8\xff\xe0JFIF", XLSX, f"Berkas ini gambar; {HARUS}"),
    "xls_lingkar": (xls_lingkar, "daftar.xls", RUSAK),
    "xls_tertanam": (lambda: ole([1, -2], tertanam=True), "daftar.xls", LUAR),
    "slk": (
        lambda: b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;EALERT(1)\r\nE\r\n",
        "daftar.slk",
        f"Berkas ini lembar SYLK (.slk); {HARUS}",
    ),
    "xls_rusak": (lambda: OLE + wadah("Workbook"), "daftar.xls", RUSAK),
    "dokumen_lama": (lambda: OLE + wadah("WordDocument"), "daftar.xls", f"Berkas ini dokumen Office lama; {HARUS}"),
    "sandi": (lambda: OLE + wadah("EncryptedPackage"), XLSX, "Berkas dikunci kata sandi."),
    "makro": (lambda: ubah(kecil(), tetap, {"xl/vbaProject.bin": b"x"}), XLSX, MAKRO),
    "makro_lama": (lambda: OLE + wadah("Workbook", "_VBA_PROJECT_CUR"), "daftar.xls", MAKRO),
    "lembar_makro": (lambda: ubah(kecil(), tetap, {"xl/macrosheets/sheet1.xml": b"x"}), XLSX, MAKRO),
    "xlsm": (lambda: ubah(kecil(), lambda _, isi: isi.replace(b"sheet.main", b"sheet.macroEnabled.main")), XLSX, MAKRO),
    "tautan_luar": (lambda: ubah(kecil(), tetap, {"xl/externalLinks/externalLink1.xml": b"x"}), XLSX, LUAR),
    "benda_tertanam": (lambda: ubah(kecil(), tetap, {"xl/embeddings/oleObject1.bin": b"x"}), XLSX, LUAR),
    "bukan_buku": (
        lambda: kecil().replace(b"xl/workbook.xml", b"xx/workbook.xml"),
        XLSX,
        BUKAN_BUKU,
    ),
    "word": (lambda: arsip({"word/document.xml": b"x"}), "daftar.docx", f"Berkas ini dokumen Word; {HARUS}"),
    "xlsb": (lambda: arsip({"xl/workbook.bin": b"x"}), "daftar.xlsb", f"Berkas ini Excel biner (.xlsb); {HARUS}"),
    "arsip_dalam_arsip": (lambda: arsip({"daftar.xlsx": kecil()}), "daftar.zip", BUKAN_BUKU),
    "rar": (lambda: b"Rar!\x1a\x07", "daftar.rar", f"Berkas ini arsip; {HARUS}"),
    "program": (lambda: b"MZ\x90\x00", XLSX, "Berkas tidak aman."),
    "eicar": (
        lambda: b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
        CSV,
        "Berkas tidak aman.",
    ),
    "ods_makro": (lambda: ods("", {"Basic/Standard/Module1.xml": b"x"}), ODS, MAKRO),
    "ods_sandi": (lambda: ods("", {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), ODS, SANDI),
    "ods_dde": (lambda: ods("<table:dde-links/>"), ODS, LUAR),
    "ods_entitas": (lambda: ods("", awal='<!DOCTYPE x [<!ENTITY a "ha">]>'), ODS, LUAR),
    "ods_jauh": (
        lambda: ods(ods_baris(ods_sel("x"), kosong=40_000)),
        ODS,
        "Lembar Perangkat: sel A40001 berisi sesuatu jauh di luar tabel.",
    ),
    "ods_berulang": (
        lambda: ods(ods_baris(ods_sel("x"), ulang=5_000)),
        ODS,
        "Lembar Perangkat berisi lebih dari 2.000 baris.",
    ),
    "csv_kutip": (lambda: b'NIK;Nama\r\n1;"Andi\r\n', CSV, RUSAK),
    "csv_nol": (
        lambda: b"NIK;Nama\r\n1;An\x00di\r\n",
        CSV,
        "Berkas ini bukan lembar kerja atau CSV yang dapat dibaca.",
    ),
    "csv_panjang": (
        lambda: b"NIK;Nama\r\n1;" + b"x" * 1_000_000,
        CSV,
        "Lembar CSV: sel B2 berisi lebih dari 500 huruf.",
    ),
    "terpotong": (lambda: kecil()[:2000], XLSX, RUSAK),
    "bengkok": (bengkok, XLSX, RUSAK),
    "direktori_bohong": (direktori_bohong, XLSX, RUSAK),
    "sandi_huruf": (sandi_huruf_palsu, XLSX, RUSAK),
    "entitas": (entitas, XLSX, LUAR),
    "bom_zip": (bom_zip, XLSX, BESAR),
    "bom_sel": (bom_sel, XLSX, BESAR),
    "banyak_bagian": (banyak_bagian, XLSX, "Berkas berisi terlalu banyak bagian."),
    "terlalu_panjang": (dua_ribu_baris, XLSX, "Lembar Perangkat berisi lebih dari 2.000 baris."),
    "sel_terjauh": (sel_terjauh, XLSX, "Lembar Perangkat: sel XFD1048576 berisi sesuatu jauh di luar tabel."),
    "esai": (lambda: buku([["x" * 501]]), XLSX, "Lembar Perangkat: sel A1 berisi lebih dari 500 huruf."),
}
