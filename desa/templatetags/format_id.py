"""How the portal writes money, dates, times and numbers of people; in every template without {% load %}."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from desa.parameters.nilai import short_name
from jaminan.bulan import Bulan, format_hari, format_tanggal
from jaminan.penyamar import mask_number, mask_text
from jaminan.rupiah import basis_points_to_percent, format_count, format_rupiah

register = template.Library()

EMPTY = "–"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def require_int(value: object) -> int:
    """The value, when it is an integer; money or a count that is anything else is a programming error."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"Jumlah harus bilangan bulat, bukan {type(value).__name__}.")
    return value


@register.filter
def rupiah(amount: int | None) -> str:
    """1234567 as "Rp 1.234.567", with a space that does not break the line."""
    return EMPTY if amount is None else format_rupiah(require_int(amount)).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def ribuan(count: object) -> object:
    """A number of people or rows as "1.846"; a text, such as an amount already written, stays."""
    if isinstance(count, bool) or not isinstance(count, int):
        return count
    return format_count(count)


@register.filter(is_safe=True)
def utuh(text: str) -> str:
    """A text whose amounts do not break between "Rp" and the figure."""
    return str(text).replace("Rp ", "Rp\N{NO-BREAK SPACE}")


@register.filter
def bulan(month: date | Bulan | None) -> str:
    """A month, or any day in it, as "Oktober 2026"."""
    if month is None:
        return EMPTY
    return month.nama if isinstance(month, Bulan) else Bulan.of(month).nama


@register.filter
def tanggal(day: date | None) -> str:
    """A day as "12 Oktober 2026"; a moment counts as the day it is in the current zone."""
    return EMPTY if day is None else format_tanggal(local_day(day))


@register.filter
def hari(day: date | None) -> str:
    """A day as "Senin, 12 Oktober 2026"; a moment counts as the day it is in the current zone."""
    return EMPTY if day is None else format_hari(local_day(day))


@register.filter
def sebabnya(alasan: str, day: date) -> str:
    """Why a day is due, as it goes on after the day itself, which it does not name a second time."""
    named = hari(day)
    return alasan.removeprefix(named) if alasan.startswith(f"{named} (") else f". {alasan}"


def local_day(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


@register.filter
def waktu(moment: datetime | None, zone: str | tzinfo | None = None) -> str:
    """A moment as "12 Oktober 2026 pukul 23.59 WITA", in the given zone (a regency's zona_waktu) or the current one."""
    if moment is None:
        return EMPTY
    local = timezone.localtime(moment, ZoneInfo(zone) if isinstance(zone, str) else zone)
    offset = local.utcoffset()
    hours = 0 if offset is None else int(offset.total_seconds() // 3600)
    label = ZONES.get(hours) or f"UTC{hours:+d}"
    return f"{format_tanggal(local)} pukul {local:%H.%M} {label}"


@register.filter
def samar(number: str | None) -> str:
    """A NIK, KK or card number with its middle hidden."""
    return mask_number(number) if number else EMPTY


@register.filter
def samarkan(text: str) -> str:
    """A text with every long number in it masked."""
    return mask_text(text)


@register.filter
def berempat(number: str | None) -> str:
    """A long number in fours, "8888 0000 0000 0001", for the eye only."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4)) if number else EMPTY


@register.filter
def koma(decimal: str) -> str:
    """A percentage as data hold it, "2.5", with the comma of Indonesian: "2,5"."""
    return str(decimal).replace(".", ",")


@register.filter
def persen(basis_points: int | None) -> str:
    """400 as "4", 50 as "0,5"; the sign % stands in the template."""
    return EMPTY if basis_points is None else basis_points_to_percent(require_int(basis_points)).replace(".", ",")


@register.filter
def ukuran(size: int | None) -> str:
    """Bytes as "12 KB", rounded up so that no file shows as 0 KB; from one megabyte "1,5 MB"."""
    if size is None:
        return EMPTY
    if require_int(size) < 1024:
        return f"{size} bita"
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return f"{kilobytes} KB"
    tenths = -(-size * 10 // 1024**2)
    return f"{tenths // 10},{tenths % 10} MB".replace(",0 ", " ")


@register.filter
def rupiah_sen(amount: Decimal | None) -> str:
    """A law value as printed: 2678863.10 as "Rp 2.678.863,10", without sen where it has none."""
    if amount is None:
        return EMPTY
    whole, sen = divmod(int(amount * 100), 100)
    return rupiah(whole) + (f",{sen:02d}" if sen else "")


@register.filter
def rupiah_dari_sen(sen: int | None) -> str:
    """Whole sen as printed: 267886310 as "Rp 2.678.863,10"."""
    return EMPTY if sen is None else rupiah_sen(Decimal(require_int(sen)) / 100)


@register.filter
def nama_nilai(kunci: str) -> str:
    """The name of a law value by its key: "ump" as "UMP"."""
    return short_name(kunci)
