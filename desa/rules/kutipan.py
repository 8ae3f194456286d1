"""Finds the sentences of a regulation that a pasal reference points to. Pure."""

import re
from collections.abc import Iterable, Mapping

CITED = re.compile(r"\(Pasal ((?:[^()]|\([^()]*\))*)\)")
RANGE = re.compile(r"(?P<lead>\d+) ayat \((?P<first>\d+)\)-\((?P<last>\d+)\)")


def quotes_for(pasal: str, kutipan: Mapping[str, str]) -> list[tuple[str, str]]:
    """The quoted sentences of "8 ayat (2)-(4)" as (pasal, text), with their letters and numbers.

    >>> quotes_for("4 ayat (1)", {"4 ayat (1)": "Iuran ...", "4 ayat (2)": "..."})
    [('4 ayat (1)', 'Iuran ...')]
    """
    wanted = _expand(pasal)
    return [(key, text) for key, text in kutipan.items() if any(_belongs(key, one) for one in wanted)]


def cited_in(sentences: Iterable[str]) -> list[str]:
    """The pasal that sentences name at their end, each once, in order.

    >>> cited_in(["Dasar naik (Pasal 8 ayat (2)-(4)).", "Tiap porsi dibulatkan.", "Dilaporkan terlambat (Pasal 9)."])
    ['8 ayat (2)-(4)', '9']
    """
    return list(dict.fromkeys(found for sentence in sentences for found in CITED.findall(sentence)))


def _expand(pasal: str) -> list[str]:
    match = RANGE.fullmatch(pasal)
    if match is None:
        return [pasal]
    return [f"{match['lead']} ayat ({number})" for number in range(int(match["first"]), int(match["last"]) + 1)]


def _belongs(key: str, pasal: str) -> bool:
    return key == pasal or key.startswith((f"{pasal} huruf", f"{pasal} angka"))
