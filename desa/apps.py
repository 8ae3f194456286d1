from django.apps import AppConfig


class DesaConfig(AppConfig):
    """Who is insured, and by which rule."""

    name = "desa"
    verbose_name = "Desa dan kepesertaan"
