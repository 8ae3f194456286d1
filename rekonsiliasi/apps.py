from django.apps import AppConfig


class RekonsiliasiConfig(AppConfig):
    """Whether the two books agree, and the paper that says so."""

    name = "rekonsiliasi"
    verbose_name = "Rekonsiliasi dan Berita Acara"
