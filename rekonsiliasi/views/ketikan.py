"""A refused answer for many differences is typed once only: its ticks and words come back with the page."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rekonsiliasi.forms.selisih import PutusanForm
from rekonsiliasi.models import Rekonsiliasi

KEY = "ketikan_selisih"
FIELDS = ("sebab", "pihak", "tindak_lanjut", "tenggat")
CHOSEN = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,9}))?")  # a line, and the state of it that was on the page
MOST = 500  # letters kept of a field, ticks kept of a page


@dataclass(frozen=True)
class Dicentang:
    """Which lines were ticked, and whether all that fit the filter were meant."""

    nomor: frozenset[int] = frozenset()
    semua: bool = False


def ticked(request: HttpRequest) -> dict[int, str | None]:
    """The ticked lines, each with the state that was on the page; None where the page did not say."""
    found = [CHOSEN.fullmatch(text) for text in request.POST.getlist("nomor")]
    return {int(one[1]): one[2] for one in found if one}


def keep_typed(request: HttpRequest, work: Rekonsiliasi) -> None:
    """Remembers what was typed for this comparison until its page is shown again."""
    request.session[KEY] = {
        "rekonsiliasi": work.pk,
        "nomor": list(ticked(request))[:MOST],
        "semua": bool(request.POST.get("semua")),
        "isi": {name: request.POST.get(name, "")[:MOST] for name in FIELDS},
    }


def take_typed(request: HttpRequest, work: Rekonsiliasi) -> tuple[PutusanForm, Dicentang]:
    """The form for many differences, with what was typed before when that was refused; shown once."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    if kept.get("rekonsiliasi") != work.pk:
        return PutusanForm(auto_id="massal_%s"), Dicentang()
    del request.session[KEY]
    typed = PutusanForm(kept["isi"], auto_id="massal_%s")
    return typed, Dicentang(frozenset(kept["nomor"]), kept["semua"])
