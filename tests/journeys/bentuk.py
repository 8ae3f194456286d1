"""A page as it came over the line, read without a browser: what it offers, says, and is built of."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "judul"})


@dataclass
class Bentuk(HTMLParser):
    """`bagian` are the kinds of elements it is built of: a page of no new kind looks like one already looked at."""

    html: str
    judul: str = ""
    bahasa: str = ""
    kepala: int = 0
    tautan: list[str] = field(default_factory=list)
    bagian: set[str] = field(default_factory=set)
    sisipan: list[str] = field(default_factory=list)
    teks: list[str] = field(default_factory=list)
    _dalam: str = ""
    _tubuh: bool = False  # a title below is a drawing's

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        self._dalam = "judul" if tag == "title" and not self._tubuh else tag
        self._tubuh = self._tubuh or tag == "body"
        self.kepala += tag == "h1"
        self.bahasa = have.get("lang", self.bahasa) if tag == "html" else self.bahasa
        if tag == "a" and "href" in have:
            self.tautan.append(have["href"])
        if "style" in have or tag == "style" or (tag == "script" and "src" not in have):
            self.sisipan.append(tag)
        self.bagian.add(" ".join((tag, *sorted(have.get("class", "").split()), have.get("type", ""))))

    def handle_endtag(self, tag: str) -> None:
        self._dalam = ""

    def handle_data(self, data: str) -> None:
        if self._dalam == "judul":
            self.judul += data
        if self._dalam not in SILENT:
            self.teks.append(data)
