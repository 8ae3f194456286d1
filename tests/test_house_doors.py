"""Every door of the portal: nobody enters without an account, except where a line here says why."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern

# Doors that stand open, and why. A door that is gone must leave this list too.
PUBLIC: dict[str, str] = {
    "/akun/masuk/": "here one gets in",
    "/kalkulator/": "anybody may learn what is owed and why; it knows no person",
    "/kalkulator/keluarga-lain/": "the same for other family members",
    "/api/v1/kalkulator/": "the calculator is public, like its page",
    "/api/v1/kalkulator/keluarga-lain/": "the calculator is public, like its page",
    "/periksa/": "whoever holds a Berita Acara may ask whether its file is genuine; it is read and forgotten",
    "/api/v1/periksa/": "the same by machine, with the same limit",
    "/api/v1/periksa/1/": "the same by machine, with the same limit",
    "/periksa/1/": "the QR code on the paper leads here; the code is 128 random bits and the page names no person",
    "/periksa/laporan/1/1/": "a village's receipt leads here by its QR code; its sign is 128 bits, it names nobody",
    "/api/v1/token/": "here a program gets in: name and password for a token, five times a minute",
}

SAMPLES = ("1", "2026-10", "2026", "76.03", "76.03.01", "76.03.01.2004", "contoh", "a" * 64, "json",
           "00000000-0000-4000-8000-000000000000")  # fmt: skip


def sample(regex: str) -> str:
    """A text that a URL part of this form accepts."""
    return next((text for text in SAMPLES if re.fullmatch(regex, text)), "1")


def written(pattern: object) -> str:
    """A pattern with every parameter filled in."""
    if isinstance(pattern, RoutePattern):
        parts = {name: sample(converter.regex) for name, converter in pattern.converters.items()}
        return re.sub(r"<(?:[^<>:]+:)?([^<>:]+)>", lambda match: parts[match[1]], str(pattern))
    text = re.sub(r"\(\?P<\w+>((?:[^()]|\([^()]*\))*)\)", lambda match: sample(match[1]), str(pattern))
    return text.removeprefix("^").replace("\\Z", "").replace("/?$", "/").removesuffix("$").replace("\\", "")


def walk(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = prefix + written(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from walk(entry, path)


@cache
def doors() -> tuple[str, ...]:
    return tuple(dict.fromkeys(walk(get_resolver())))


def is_closed(answer: HttpResponse) -> bool:
    if answer.status_code in {401, 403}:
        return True
    return answer.status_code == 302 and answer["Location"].split("?")[0] == resolve_url("masuk")


def test_every_door_was_found() -> None:
    assert len(doors()) > 20
    for path in doors():
        resolve(path)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_needs_a_login_unless_listed(db: None, client: Client, method: str) -> None:
    answers = {path: getattr(client, method)(path) for path in doors() if path not in PUBLIC}
    open_doors = [f"{method.upper()} {path} -> {answer.status_code}" for path, answer in answers.items()
                  if not is_closed(answer)]  # fmt: skip
    assert open_doors == [], "these answer strangers; require a login, or list them in PUBLIC with the reason"


def test_no_open_door_is_listed_that_is_gone() -> None:
    assert sorted(set(PUBLIC) - set(doors())) == []
