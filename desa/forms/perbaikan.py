"""The form of a preview: an input for each cell that is wrong, and the question for each person who is missing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField

from desa.enums import AlasanBerakhir, JawabanTidakAda
from desa.forms.isian import kolom_field
from desa.models import JawabanHilang, PerbaikanSel
from desa.rules.kolom import KELUARGA, KOLOM_KELUARGA, KOLOM_PERANGKAT, PERANGKAT, Jenis, Kolom
from desa.rules.perbaikan import Alamat

COLUMNS = {
    (sheet, one.judul.partition(" (")[0]): one
    for sheet, table in ((PERANGKAT, KOLOM_PERANGKAT), (KELUARGA, KOLOM_KELUARGA))
    for one in table
}
SECRET = {Jenis.NIK, Jenis.NOMOR_16, Jenis.KARTU}  # shown masked, so that they are typed anew
FREE = Kolom("Isi sel", "isi", Jenis.TEKS, "", "")
Salah = Mapping[str, Any]


@dataclass(slots=True)
class Masalah:
    """One cell with all that is wrong with it, and the inputs that mend it."""

    salah: list[Salah]
    isi: BoundField | None
    pilih: BoundField | None = None


@dataclass(slots=True)
class Tanya:
    """One person who is missing, the inputs of the answer, and what a kept answer still lacks."""

    orang: Mapping[str, Any]
    isian: list[BoundField] = field(default_factory=list)
    kurang: str = ""
    tersimpan: JawabanHilang | None = None


class SelForm(forms.Form):
    """Cells that are wrong: typed anew by "isi-Perangkat-C7", an offer chosen by "pilih-Perangkat-C7"."""

    is_filter = True  # every input may wait; what is still missing is told beside it

    def add_cells(self, salah: Iterable[Salah], kept: Mapping[Alamat, str]) -> None:
        """An input for each cell that is wrong or was mended; `kept` is what stands in the mended ones."""
        self.salah: dict[Alamat, list[Salah]] = {}
        self.places: dict[str, Alamat] = {}
        for one in salah:
            if one["sel"]:
                self.salah.setdefault((one["lembar"], one["sel"]), []).append(one)
        for address in {**self.salah, **kept}:
            self._cell(address, kept.get(address))

    def column_of(self, lembar: str, judul: str) -> Kolom | None:
        """The column by which a cell may be typed anew; None where it may only be chosen."""
        return COLUMNS.get((lembar, judul), FREE)

    def _cell(self, address: Alamat, kept: str | None) -> None:
        faults = self.salah.get(address, [])
        told = next((one for one in faults if one.get("kolom")), {})
        kolom = self.column_of(address[0], str(told.get("kolom", "")).partition(" (")[0])
        name = cell_name(address)
        self.places[name] = address
        if kolom is not None:
            typed = str(told.get("nilai", ""))
            shown = ("" if kolom.jenis in SECRET or "*" in typed else typed) if kept is None else kept
            label = kolom.judul if kolom is not FREE else f"Isi sel {address[1]}"
            self.fields[f"isi-{name}"] = kolom_field(kolom, label=label, initial=shown)
        offers = [(one["kunci"], f"{one['nama']} ({one['nilai_tersamar']})") for fault in faults
                  for one in fault.get("tawaran", [])]  # fmt: skip
        if offers:
            self.fields[f"pilih-{name}"] = forms.ChoiceField(
                label="Maksud Anda?", required=False, widget=forms.RadioSelect, choices=offers
            )

    def problems(self) -> Iterator[Masalah]:
        """The cells that are wrong now, each with its inputs."""
        for address, faults in self.salah.items():
            name = cell_name(address)
            isi, pilih = (self[part] if part in self.fields else None for part in (f"isi-{name}", f"pilih-{name}"))
            yield Masalah(faults, isi, pilih)

    def cells(self) -> tuple[dict[Alamat, str], dict[Alamat, str]]:
        """What was typed into cells, and which offers were chosen, where it differs from what is kept."""
        typed, chosen = {}, {}
        for name, value in self.cleaned_data.items():
            kind, _, place = name.partition("-")
            if kind == "isi" and name in self.changed_data:
                typed[self.places[place]] = value
            elif kind == "pilih" and value:
                chosen[self.places[place]] = value
        return typed, chosen


def cell_name(address: Alamat) -> str:
    """An address as a part of a field's name; a sheet with other signs than letters is called by its digest.

    >>> cell_name(("Perangkat", "C7")), cell_name(("Daftar Okt", "C7"))
    ('Perangkat-C7', 'da3b50fb-C7')
    """
    sheet, sel = address
    plain = sheet.isascii() and sheet.isalnum()
    return f"{sheet if plain else hashlib.sha256(sheet.encode()).hexdigest()[:8]}-{sel}"


class PerbaikanForm(SelForm):
    """Cells of a roster, and the answers for who is missing by "jawab-12" and the like."""

    def __init__(
        self,
        *args: Any,
        hasil: Mapping[str, Any],
        perbaikan: list[PerbaikanSel],
        jawaban: list[JawabanHilang],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {(one.lembar, one.sel): one for one in perbaikan}
        self.answers = {one.masa_id: one for one in jawaban}
        self.missing: list[Mapping[str, Any]] = hasil.get("hilang", [])
        self.add_cells(hasil["salah"], {address: one.nilai for address, one in self.kept.items()})
        for masa in dict.fromkeys([*(one["masa"] for one in self.missing), *self.answers]):
            self._person(masa)

    def _person(self, masa: int) -> None:
        kept = self.answers.get(masa)
        self.fields[f"jawab-{masa}"] = forms.ChoiceField(
            label="Apa yang terjadi?", required=False, widget=forms.RadioSelect, choices=JawabanTidakAda.choices,
            initial=kept.jawaban if kept else None,
        )  # fmt: skip
        self.fields[f"tanggal-{masa}"] = forms.CharField(
            label="Hari terakhir menjabat", required=False, max_length=40, help_text="Contoh: 31/10/2026",
            initial=kept.tanggal if kept else "",
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"alasan-{masa}"] = forms.ChoiceField(
            label="Alasan berhenti", required=False, choices=[("", "–"), *AlasanBerakhir.choices],
            initial=kept.alasan if kept else "",
        )  # fmt: skip
        self.fields[f"bukti-{masa}"] = forms.FileField(
            label="Bukti berhenti", required=False, help_text="PDF, JPG atau PNG, paling besar 5 MB",
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )  # fmt: skip

    def mended(self) -> Iterator[tuple[PerbaikanSel, BoundField]]:
        """The cells that were mended and are right now; emptied, a cell is again as the file has it."""
        for address, kept in self.kept.items():
            if address not in self.salah:
                yield kept, self[f"isi-{cell_name(address)}"]

    def questions(self, kurang: Mapping[int, str]) -> Iterator[Tanya]:
        """Everybody who is missing or was answered for."""
        people: dict[int, Mapping[str, Any]] = {one["masa"]: one for one in self.missing}
        for masa, row in self.answers.items():
            people.setdefault(masa, {"masa": masa, "nama": row.masa.peserta.nama, "jabatan": row.masa.nama_jabatan,
                                     "nik": ""})  # fmt: skip
        for masa, person in people.items():
            names = ("jawab", "tanggal", "alasan", "bukti")
            yield Tanya(person, [self[f"{name}-{masa}"] for name in names], kurang.get(masa, ""),
                        self.answers.get(masa))  # fmt: skip
