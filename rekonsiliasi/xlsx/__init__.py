"""The list of people that goes with a Berita Acara."""

from .lampiran import agree_with_annex, annex_name, people_xlsx

__all__ = ["agree_with_annex", "annex_name", "people_xlsx"]
