"""Paper for every floor: a template and its context in, PDF bytes out. The same content gives the same bytes."""

from .kertas import LEMBAR, cetak

__all__ = ["LEMBAR", "cetak"]
