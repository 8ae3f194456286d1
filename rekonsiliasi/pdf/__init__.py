"""The Berita Acara on paper: the frozen content in, PDF bytes out. The same content gives the same bytes."""

from .berkas import file_name, issue, paper_bytes
from .cetak import render

__all__ = ["file_name", "issue", "paper_bytes", "render"]
