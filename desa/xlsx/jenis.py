"""Names the kinds of file that people send by mistake, by their content. Runs in the child: no Django here."""

import re

from desa.xlsx.batas import HARUS, SIMPAN_XLSX, UNDUH, Ditolak

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
PICTURE_WORDS = (b"BM", b"RIFF")  # letters with which a table may begin too
PROGRAMS = (b"\x7fELF", b"#!")
PROGRAM_WORD = b"MZ"
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<body", b"<div")
# SYLK is text that Excel opens, macros included; its second line tells it from a CSV whose first title is ID.
TEXTS = {
    re.compile(rb"%pdf"): "PDF",
    re.compile(rb"\{\\rtf"): "dokumen teks",
    re.compile(rb"id;p[^\r\n]*\r?\n[bcfopw];[a-z]"): "lembar SYLK (.slk)",
}
TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
TIDAK_AMAN = ("Berkas tidak aman.", "Jangan membukanya. Minta berkas yang baru dari pembuatnya.")


def refuse_foreign(data: bytes) -> None:
    """Raises Ditolak for a file that is surely no workbook and no CSV; any kind has one exact sentence."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Ditolak("Berkas kosong.", UNDUH)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    binary = b"\x00" in data[:64]
    if data.startswith(PROGRAMS) or TEST_VIRUS in data or (binary and data.startswith(PROGRAM_WORD)):
        raise Ditolak(*TIDAK_AMAN)
    for mark, kind in TEXTS.items():
        if mark.match(head):
            raise Ditolak(f"Berkas ini {kind}; {HARUS}", UNDUH)
    if head.startswith(MARKUP):
        raise Ditolak(f"Berkas ini halaman web (HTML/XML); {HARUS}", SIMPAN_XLSX)
    if data.startswith(PICTURES) or (binary and data.startswith(PICTURE_WORDS)):
        raise Ditolak(f"Berkas ini gambar; {HARUS}", UNDUH)
    if data.startswith(ARCHIVES):
        raise Ditolak(f"Berkas ini arsip; {HARUS}", "Keluarkan berkasnya dari arsip, lalu unggah berkas itu.")
