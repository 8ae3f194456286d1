"""YAML text to regulation or values: every error at once, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import Field, ValidationError
from yaml.constructor import SafeConstructor

from jaminan.kesalahan import Kesalahan

from .peraturan import Bagian, IsiPeraturan, NilaiAturan

Shape = TypeVar("Shape", bound=Bagian)

PESAN = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal; periksa ejaannya",
    "string_type": "harus teks dalam tanda kutip",
    "int_type": "harus bilangan bulat",
    "float_type": "harus teks dalam tanda kutip",
    "string_pattern_mismatch": "bentuknya tidak sesuai",
    "bool_type": "harus true atau false",
    "enum": "bukan pilihan yang ada",
    "literal_error": "bukan pilihan yang ada",
    "date_from_datetime_parsing": "bukan tanggal; tulis tahun-bulan-hari",
    "date_type": "bukan tanggal; tulis tahun-bulan-hari",
    "too_short": "tidak boleh kosong",
    "model_type": "harus berupa bagian dengan kunci dan nilai",
    "tuple_type": "harus berupa daftar",
    "dict_type": "harus berupa bagian dengan kunci dan nilai",
}


class BerkasNilai(Bagian):
    """A reference file: values only."""

    nilai: tuple[NilaiAturan, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, order=True)
class GalatBerkas:
    """One thing wrong in a file: its line (1 = first) and what."""

    baris: int
    pesan: str


class BerkasSalah(Kesalahan):
    """A file with errors; `galat` holds them all, by line."""

    def __init__(self, galat: list[GalatBerkas]) -> None:
        self.galat = sorted(galat)
        lines = "; ".join(f"baris {error.baris}: {error.pesan}" for error in self.galat)
        super().__init__(f"Berkas tidak dimuat, ada {len(galat)} kesalahan: {lines}.", "Perbaiki lalu muat lagi.")


class Berkas:
    """A YAML text with its syntax tree, so that every error knows its line.

    Raises BerkasSalah at once when the text is no YAML or says a key twice.
    """

    def __init__(self, text: str) -> None:
        self._root = _compose(text)
        duplicates = list(_duplicate_keys(self._root))
        if duplicates:
            raise BerkasSalah(duplicates)
        try:
            self.data: dict[str, Any] = SafeConstructor().construct_document(self._root)
        except yaml.YAMLError as error:  # a part of a kind that only its writer's program knows
            raise _no_yaml(error) from None

    def fit(self, shape: type[Shape], *path: str | int) -> tuple[Shape | None, list[GalatBerkas]]:
        """The part at this path in that shape, or None and what is wrong with it."""
        try:
            return shape.model_validate(self._at(path)), []
        except ValidationError as error:
            return None, [_explain(self._root, item, path) for item in error.errors()]

    def error(self, message: str, *path: str | int) -> GalatBerkas:
        """An error at this path."""
        return GalatBerkas(_line_of(self._root, list(path)), message)

    def count(self, *path: str | int) -> int:
        """How many items the list at this path has; 0 when it is no list."""
        found = self._at(path)
        return len(found) if isinstance(found, list) else 0

    def _at(self, path: tuple[str | int, ...]) -> Any:
        found: Any = self.data
        for step in path:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return None
        return found


def read_peraturan(text: str) -> IsiPeraturan:
    """A regulation file as data. Raises BerkasSalah with every error and its line."""
    return _read(text, IsiPeraturan)


def read_nilai(text: str) -> tuple[NilaiAturan, ...]:
    """A reference file of values as data. Raises BerkasSalah with every error and its line."""
    return _read(text, BerkasNilai).nilai


def _read(text: str, shape: type[Shape]) -> Shape:
    found, errors = Berkas(text).fit(shape)
    if found is None:
        raise BerkasSalah(errors)
    return found


class Penyusun(yaml.SafeLoader):
    """Draws up the tree without following references: a few lines of them unfold to gigabytes, or to themselves."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.rujukan: list[GalatBerkas] = []

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        found = self.get_event()  # type: ignore[no-untyped-call] # the stubs leave it out
        self.rujukan.append(GalatBerkas(_line(found.start_mark), f"rujukan *{found.anchor}: tulis isinya saja"))
        return yaml.ScalarNode("tag:yaml.org,2002:str", "", found.start_mark, found.end_mark)


def _compose(text: str) -> yaml.Node:
    try:
        tree = Penyusun(text)
        root = tree.get_single_node()
        if tree.rujukan:
            raise BerkasSalah(tree.rujukan)
    except yaml.YAMLError as error:
        raise _no_yaml(error) from None
    except RecursionError:
        raise BerkasSalah([GalatBerkas(1, "terlalu banyak tingkat di dalam tingkat")]) from None
    if not isinstance(root, yaml.MappingNode):
        raise BerkasSalah([GalatBerkas(1, "berkas kosong atau bukan YAML dengan bagian peraturan dan iuran")])
    impossible = [found for node in _scalars(root) if (found := _impossible(node))]
    if impossible:
        raise BerkasSalah(impossible)
    return root


def _no_yaml(error: yaml.YAMLError) -> BerkasSalah:
    line = _line(getattr(error, "problem_mark", None))
    return BerkasSalah([GalatBerkas(line, "bukan YAML yang benar; periksa indentasi dan tanda kutip")])


def _line(mark: Any) -> int:
    """The line (1 = first) of a place that the YAML reader names, 1 when it names none."""
    return mark.line + 1 if mark else 1


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for one in pair:
                yield from _scalars(one)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)


def _impossible(node: yaml.ScalarNode) -> "GalatBerkas | None":
    """A value that YAML cannot build, such as 31 February."""
    try:
        if node.style is None:
            SafeConstructor().construct_document(node)
    except (yaml.YAMLError, ValueError):
        return GalatBerkas(node.start_mark.line + 1, f"{node.value} tidak ada dalam kalender atau bukan nilai yang sah")
    return None


def _duplicate_keys(node: yaml.Node) -> Iterator["GalatBerkas"]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield GalatBerkas(key.start_mark.line + 1, "nama bagian harus satu kata")
                continue
            if key.value in seen:
                yield GalatBerkas(key.start_mark.line + 1, f"{key.value} tertulis dua kali")
            seen.add(key.value)
            yield from _duplicate_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicate_keys(item)


def _explain(root: yaml.Node, item: Any, lead: tuple[str | int, ...] = ()) -> GalatBerkas:
    path = [*lead, *(step for step in item["loc"] if not str(step).startswith("function-"))]
    message = PESAN.get(item["type"]) or _in_words(item)
    name = ".".join(str(step) for step in path)
    return GalatBerkas(_line_of(root, path), f"{name}: {message}" if name else message)


def _in_words(item: Any) -> str:
    limits = item.get("ctx", {})
    if item["type"] == "value_error":
        return str(limits["error"])
    if item["type"] in {"string_too_short", "string_too_long"}:
        return f"harus {limits.get('min_length', 1)} sampai {limits.get('max_length', 300)} huruf"
    if item["type"] in {"greater_than_equal", "less_than_equal"}:
        return "di luar batas yang diizinkan"
    return "isinya tidak sesuai bentuk yang diminta"


def _line_of(node: yaml.Node, path: list[Any]) -> int:
    """The line of the deepest node on the path that is really in the file."""
    line = node.start_mark.line + 1
    for step in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    found, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            line = found.start_mark.line + 1
        if found is None:
            return line
        node = found
    return line
