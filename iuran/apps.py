from django.apps import AppConfig


class IuranConfig(AppConfig):
    """How much is owed, and whether it was paid."""

    name = "iuran"
    verbose_name = "Iuran dan setoran"
