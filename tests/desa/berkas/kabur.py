"""Good files broken by chance: bytes turned, cut, doubled; members of an archive shuffled or broken inside (UP-1)."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from tests.desa.berkas.libreoffice import FOLDER, SAVED
from tests.desa.berkas.lugu import LUGU

ODD = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"&a;",
    b"<",
    b'"',
    b";",
    b"]]>",
    b"9" * 400,
    b"-1",
    b"1E999",
    b"NaN",
    b"\xed\xa0\x80",
)


def seeds() -> list[bytes]:
    """Twenty valid files: each kind, from our own writers and from LibreOffice."""
    saved = [(FOLDER / f"daftar.{ending}").read_bytes() for ending in SAVED]
    chosen = list(LUGU)[:: max(1, len(LUGU) // 12)]
    return [*saved, *(LUGU[name]() for name in (*chosen, "ODS", "CSV tab UTF-16", "CSV sep", "baris tersembunyi"))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(1, len(data))]


def insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.choice(ODD) + data[place:]


def double(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:end] + data[start:end] + data[end:]


PLAIN: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, insert, double)


def inside(data: bytes, chance: random.Random) -> bytes:
    """One member of the archive broken and packed again with a right checksum; members in another order or lost."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    place = chance.randrange(len(members))
    name, content = members[place]
    if content:
        members[place] = name, chance.choice(PLAIN)(content, chance)
    if chance.random() < 0.2:
        chance.shuffle(members)
    if chance.random() < 0.1:
        members.pop(chance.randrange(len(members)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return target.getvalue()


def broken(count: int, seed: int = 20261125) -> Iterator[bytes]:
    """So many broken files; the same seed gives the same ones."""
    chance, good = random.Random(seed), seeds()
    for _ in range(count):
        data = chance.choice(good)
        archive = data.startswith(b"PK") and chance.random() < 0.7
        yield inside(data, chance) if archive else chance.choice(PLAIN)(data, chance)
