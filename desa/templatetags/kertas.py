"""How papers write figures in their tables, where the head already says rupiah."""

from django import template

from desa.templatetags.format_id import EMPTY, require_int

register = template.Library()


@register.filter
def angka(amount: int | None) -> str:
    """1234567 as "1.234.567"; a negative figure stands in brackets, as treasurers write it; None as a dash."""
    if amount is None:
        return EMPTY
    written = f"{abs(require_int(amount)):,}".replace(",", ".")
    return f"({written})" if amount < 0 else written


@register.filter
def lanjutan(label: str) -> str:
    """A label as it goes on in a sentence: "Data BPJS keliru" as "data BPJS keliru"; "NIK tidak padan" stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
