"""The README and the data keep to the law: glossary, table of pasal, quotes, law cases."""

import re
from decimal import Decimal
from pathlib import Path

from tests.house import ROOT, SOURCE, defined_names, markdown_tables, named_pasal, one_line, place, read_yaml, values_of


def readme_rows(*heads: str) -> list[dict[str, str]]:
    """The rows of all tables of the README that have these columns."""
    tables = markdown_tables((ROOT / "README.md").read_text(encoding="utf-8"))
    rows = [row for table in tables if set(heads) <= set(table[0]) for row in table]
    assert rows, f"README.md has no table with the columns {', '.join(heads)}"
    return rows


def test_glossary_names_what_the_code_has() -> None:
    missing = [
        f"{row['Term']}: {name}"
        for row in readme_rows("Term", "Code name")
        for name in re.findall(r"`([^`]+)`", row["Code name"])
        if not set(name.removesuffix("()").split(".")) <= defined_names() | {*SOURCE}
    ]
    assert missing == []


def test_every_row_of_the_pasal_table_leads_to_its_case() -> None:
    """Each row links files that are there; a law case among them names the pasal."""
    wrong = []
    for row in readme_rows("Pasal", "The portal"):
        links = [one or other for one, other in re.findall(r"\]\(([^)#]+)[^)]*\)|`([\w.-]+/[\w/.-]+)`", str(row))]
        wrong += [f"{row['Pasal']}: {link} is gone" for link in links if not (ROOT / link).exists()]
        cases = [ROOT / link for link in links if link.startswith("tests/") and (ROOT / link).is_file()]
        number = re.search(r"\d+", row["Pasal"])
        named = number and any(re.search(rf"\b{number[0]}\b", case.read_text(encoding="utf-8")) for case in cases)
        if not named:
            wrong.append(f"{row['Pasal']}: no linked file under tests/ names this pasal")
    assert wrong == []


MONEY = {"MM": ("mamasa-10-2021", {4, *range(7, 14)}), "KU": ("kayong-utara-39-2018", set(range(2, 11)))}


def numbers_of(pasal: str) -> set[tuple[str, int]]:
    """ "MM 12 (4), 13 (2)" as MM 12 and MM 13; "KU 11-12" as both."""
    found: set[tuple[str, int]] = set()
    for law, rest in re.findall(r"\b(MM|KU)\b((?:(?!MM|KU).)*)", re.sub(r"\([^)]*\)", "", pasal)):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", rest):
            found |= {(law, number) for number in range(int(first), int(last or first) + 1)}
    return found


def test_every_money_row_of_the_pasal_table_has_its_law_case() -> None:
    """MM 4 and 7-13, KU 2-10: once a row works, a case in tests/cases names each of its articles."""
    cases = {
        (kode, int(pasal_number(str(pasal)) or 0))
        for path in (ROOT / "tests" / "cases").glob("*.yaml")
        for kode, pasal in named_pasal(read_yaml(path))
    }
    rows = {(row["Pasal"], one) for row in readme_rows("Pasal", "The portal") for one in numbers_of(row["Pasal"])}
    money = [(row, law, number) for row, (law, number) in rows if number in MONEY[law][1]]
    assert {(law, number) for _, law, number in money} >= {("MM", 8), ("MM", 13), ("KU", 4), ("KU", 7)}
    assert [row for row, law, number in money if (MONEY[law][0], number) not in cases] == []


def law_sections(path: Path) -> dict[str, str]:
    """A regulation's printed text by pasal; under "" the whole."""
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    parts = re.split(r"^\W*Pasal (\d+)\s*$", text, flags=re.MULTILINE)
    return {"": one_line(text)} | {
        number: one_line(part) for number, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def pasal_number(pasal: str) -> str:
    """The section in which "8 ayat (1)" stands; the whole text for what is in no pasal."""
    found = re.match(r"\d+", pasal)
    return found[0] if found else ""


def regulation_files() -> list[Path]:
    return sorted((ROOT / "fixtures" / "peraturan").glob("*.yaml"))


def test_both_regulations_are_here_with_their_text() -> None:
    assert len(regulation_files()) >= 2
    assert [path.name for path in regulation_files() if not path.with_suffix(".txt").exists()] == []


def test_every_quoted_sentence_stands_in_its_pasal() -> None:
    wrong = [
        f"{path.name}: {pasal}: {quote}"
        for path in regulation_files()
        for pasal, quote in read_yaml(path)["kutipan"].items()
        if one_line(quote) not in law_sections(path).get(pasal_number(pasal), "")
    ]
    assert wrong == []


def test_every_pasal_that_a_regulation_names_is_in_its_text() -> None:
    missing = [
        f"{path.name}: {pasal}"
        for path in regulation_files()
        for pasal in values_of(read_yaml(path), "pasal")
        if pasal_number(str(pasal)) not in law_sections(path)
    ]
    assert missing == []


def test_every_law_case_names_a_pasal_of_its_regulation() -> None:
    laws = {read_yaml(path)["peraturan"]["kode"]: law_sections(path) for path in regulation_files()}
    named = [
        (path.name, kode, str(pasal))
        for path in sorted((ROOT / "tests" / "cases").glob("*.yaml"))
        for kode, pasal in named_pasal(read_yaml(path))
    ]
    assert {kode for _, kode, _ in named} >= set(laws), "tests/cases/*.yaml hold law cases of every regulation"
    assert [one for one in named if one[1] in laws and pasal_number(one[2]) not in laws[one[1]]] == []


def test_law_values_are_exact_text() -> None:
    """A value that YAML read as a float has already lost its sen."""
    folder = ROOT / "fixtures"
    wrong = [
        f"{place(path)}: {value}"
        for path in sorted(folder.rglob("*.yaml"))
        for value in values_of(read_yaml(path), "nilai")
        if isinstance(value, float) or (isinstance(value, str) and Decimal(value) < 0)
    ]
    assert wrong == []


def test_readme_names_every_variable_that_settings_read() -> None:
    text = (ROOT / "jaminan" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:env\.\w+|production_value)\(\s*\"([A-Z_]+)\"", text))
    assert {name for row in readme_rows("Variable") for name in re.findall(r"`(\w+)`", row["Variable"])} == read
