"""The Berita Acara on paper: the frozen content in, PDF bytes out. The same content gives the same bytes."""

from .berkas import file_name, issue, kept_bytes, paper_bytes, preview
from .cetak import render
from .lampiran import annex_parts, merged
from .logo import small_png

__all__ = [
    "annex_parts",
    "file_name",
    "issue",
    "kept_bytes",
    "merged",
    "paper_bytes",
    "preview",
    "render",
    "small_png",
]
