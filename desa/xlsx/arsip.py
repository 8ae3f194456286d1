"""What kind of archive a ZIP is, and what makes it unsafe, by its directory. Runs in the child: no Django here."""

import zipfile

from desa.xlsx import batas
from desa.xlsx.batas import HARUS, UNDUH, Ditolak

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
MACROS = ("vbaproject", "macrosheets/", "xl/vbadata", "dialogsheets/")
OUTSIDE = ("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/connections.xml", "customui/")
MAKRO = ("Berkas berisi makro.", "Simpan sebagai Excel Workbook (.xlsx) tanpa makro, lalu unggah lagi.")
SANDI = ("Berkas dikunci kata sandi.", "Hapus kata sandinya di Excel, simpan, lalu unggah lagi.")
LUAR = (
    "Berkas tidak aman: isinya merujuk ke luar berkas.",
    "Salin tabelnya ke berkas baru sebagai nilai, simpan, lalu unggah lagi.",
)


def kind_of(archive: zipfile.ZipFile) -> str:
    """`xlsx` or `ods`. Raises Ditolak for every other archive, and for one that is unsafe to open."""
    names = check_size(archive)
    if any(mark in name for name in names for mark in MACROS):
        raise Ditolak(*MAKRO)
    if any(name.startswith(OUTSIDE) for name in names):
        raise Ditolak(*LUAR)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names and archive.read("mimetype").strip().startswith(ODS):
        return "ods"
    raise Ditolak(f"Berkas ini {_other(names)}; {HARUS}", UNDUH)


def check_size(archive: zipfile.ZipFile) -> set[str]:
    """The names of the members in small letters. Raises Ditolak for too many, too large, locked or doubled ones."""
    members = archive.infolist()
    if len(members) > batas.MEMBERS:
        raise Ditolak("Berkas berisi terlalu banyak bagian.", batas.SISAKAN)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > batas.FILE_UNPACKED or (unpacked > batas.RATIO_FROM and unpacked > packed * batas.RATIO):
        raise Ditolak("Berkas terlalu besar setelah dibuka.", batas.SISAKAN)
    if any(member.flag_bits & 1 for member in members):
        raise Ditolak(*SANDI)
    names = {member.filename.lower() for member in members}
    if len(names) != len(members):
        raise zipfile.BadZipFile("two members of one name")
    return names


def _other(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "Excel biner (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "dokumen Word"
    if any(name.startswith("ppt/") for name in names):
        return "presentasi"
    if "mimetype" in names and "content.xml" in names:
        return "dokumen OpenDocument, bukan lembar kerja"
    return "arsip ZIP, bukan lembar kerja"
