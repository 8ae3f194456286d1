"""Masks what must not be read where it need not be: NIK, KK and card numbers in logs and lists."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

LONG_NUMBER = re.compile(r"(?<!\d)\d{13,16}(?!\d)")


def mask_number(number: str) -> str:
    """`7603010101909001` as `760301******9001`; a 13-digit card as `000123***9001`; shorter text all hidden."""
    if len(number) < 13:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_text(text: str) -> str:
    """The text with every 13- to 16-digit number in it masked."""
    return LONG_NUMBER.sub(lambda match: mask_number(match.group()), text)


def mask_event(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog processor: no log line carries a full NIK, KK or card number."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = mask_text(value)
    return event


def mask_username(_request: Any, credentials: Mapping[str, Any] | None) -> str:
    """The name that somebody tried to sign in with, as django-axes keeps it: a NIK typed there is not stored."""
    return mask_text(str((credentials or {}).get("username") or ""))
