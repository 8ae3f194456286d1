"""A month as a value: the portal's unit of time. Everything is owed per whole month."""

import re
from dataclasses import dataclass
from datetime import date

NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2199  # what may be asked for; its neighbours are months too
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, order=True, slots=True)
class Bulan:
    """A calendar month. Ordered, hashable, and printed as `2026-10`.

    What comes from outside goes through `parse`, 2000-01 to 2199-12. The value itself reaches further, so that the
    month before the first and the year after the last can still be reckoned with.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (FIRST_YEAR - 10 <= self.year <= LAST_YEAR + 10 and 1 <= self.month <= 12):
            raise ValueError(f"Bulan {self.year}-{self.month} tidak ada.")

    @classmethod
    def parse(cls, text: str) -> "Bulan":
        """`2026-10` as a month; raises ValueError with a sentence for anything else."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if not match:
            raise ValueError(f"Bulan {text!r} tidak dikenal; tulis tahun-bulan, misalnya 2026-10.")
        year, month = int(match[1]), int(match[2])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"Bulan {text} di luar yang dikenal portal, {FIRST_YEAR} sampai {LAST_YEAR}.")
        return cls(year, month)

    @classmethod
    def typed(cls, text: str) -> "Bulan":
        """A month as people type it on a page: Oktober 2026, Okt 2026, 10/2026 or 2026-10; else ValueError.

        >>> [str(Bulan.typed(text)) for text in ("Oktober 2026", "okt 2026", "10/2026", " 2026-10 ")]
        ['2026-10', '2026-10', '2026-10', '2026-10']
        """
        text = " ".join(text.split())
        match = re.fullmatch(r"([0-9]{1,2}|[A-Za-z]{3,9})[ /-]([0-9]{4})", text)
        if not match:
            return cls.parse(text)
        number = match[1] if match[1].isdigit() else _number_of(match[1])
        return cls.parse(f"{match[2]}-{number:0>2}")

    @classmethod
    def of(cls, day: date) -> "Bulan":
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.next().first_day.toordinal() - 1)

    def plus(self, months: int) -> "Bulan":
        """The month that many months later (or earlier, when negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Bulan(year, month + 1)

    def next(self) -> "Bulan":
        return self.plus(1)

    def previous(self) -> "Bulan":
        return self.plus(-1)

    def until(self, last: "Bulan") -> list["Bulan"]:
        """Every month from this one to `last`, both included; empty when `last` is earlier."""
        count = (last.year - self.year) * 12 + last.month - self.month + 1
        return [self.plus(step) for step in range(count)]

    @property
    def nama(self) -> str:
        """ "Oktober 2026"."""
        return f"{NAMES[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def _number_of(word: str) -> str:
    """The number of a month by its name or the first letters of it; 0 when there is none."""
    starts = (number for number, name in enumerate(NAMES, start=1) if name.lower().startswith(word.lower()))
    return str(next(starts, 0))


def format_tanggal(day: date) -> str:
    """12 October 2026 as "12 Oktober 2026"."""
    return f"{day.day} {NAMES[day.month - 1]} {day.year}"


def format_hari(day: date) -> str:
    """12 October 2026 as "Senin, 12 Oktober 2026"."""
    return f"{DAYS[day.weekday()]}, {format_tanggal(day)}"
