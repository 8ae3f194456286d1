"""Paper for every floor: a template and its context in, PDF bytes out. The same content gives the same bytes."""

from .kertas import LEMBAR, cetak
from .unduhan import attachment

__all__ = ["LEMBAR", "attachment", "cetak"]
