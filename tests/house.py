"""Reads the project itself, for the guards of the house: its files, its syntax trees, its Markdown tables."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
APPS = ("desa", "iuran", "rekonsiliasi")
SOURCE = ("jaminan", *APPS)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every hand-written module under these folders of the project."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


def room_files(*rooms: str) -> tuple[Path, ...]:
    """The modules of these rooms on all three floors, whether a room is one file or a package."""
    return tuple(path for path in python_files(*APPS) if path.relative_to(ROOT).with_suffix("").parts[1] in rooms)


def read_yaml(path: Path) -> Any:
    """A YAML file by the quick loader; the portal's own reading of regulations has its own tests."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """`desa/rules.py:12`, the way an editor opens it."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


@cache
def defined_names() -> frozenset[str]:
    """Every class, function, field, member and constant that the source defines."""
    names: set[str] = set()
    for path in python_files(*SOURCE):
        names.add(path.stem)
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return frozenset(names)


def imported_roots(*folders: str) -> frozenset[str]:
    """The first part of everything that modules under these folders import."""
    roots: set[str] = set()
    for path in python_files(*folders):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Import):
                roots |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                roots.add(node.module.split(".")[0])
    return frozenset(roots)


def markdown_tables(text: str) -> Iterator[list[dict[str, str]]]:
    """Each table as rows, a row as {head: cell}."""
    for block in re.findall(r"(?:^\|.*\n?)+", text, flags=re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        if len(lines) > 2 and set("".join(lines[1])) <= set("-: "):
            yield [dict(zip(lines[0], cells, strict=True)) for cells in lines[2:]]


def one_line(text: str) -> str:
    """Text without its line breaks, to find a sentence that the printed page broke."""
    return re.sub(r"\s+", " ", text).strip()


def values_of(data: object, key: str) -> Iterator[object]:
    """Every value that stands under `key`, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key:
                yield value
            yield from values_of(value, key)
    elif isinstance(data, list):
        for item in data:
            yield from values_of(item, key)


def named_pasal(data: object, kode: str = "") -> Iterator[tuple[str, object]]:
    """Every (peraturan, pasal) that law cases name; a case without `peraturan` has that of what encloses it."""
    if isinstance(data, dict):
        kode = data["peraturan"] if isinstance(data.get("peraturan"), str) else kode
        if "pasal" in data:
            yield kode, data["pasal"]
        for value in data.values():
            yield from named_pasal(value, kode)
    elif isinstance(data, list):
        for item in data:
            yield from named_pasal(item, kode)
