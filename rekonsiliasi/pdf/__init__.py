"""The Berita Acara on paper: the frozen content in, PDF bytes out. The same content gives the same bytes."""

from .berkas import NOT_PRINTED, file_name, issue, kept_bytes, paper_bytes, preview, printed_annex
from .cetak import render
from .lampiran import annex_parts, whole_annex
from .logo import small_png

__all__ = [
    "NOT_PRINTED",
    "annex_parts",
    "file_name",
    "issue",
    "kept_bytes",
    "paper_bytes",
    "preview",
    "printed_annex",
    "render",
    "small_png",
    "whole_annex",
]
