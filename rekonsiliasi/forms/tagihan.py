"""Forms of BPJS' bill: the upload, which heading is which column, and how a doubtful cell is to be read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from desa.forms.perbaikan import SelForm, cell_name
from desa.rules.kolom import Kolom
from desa.rules.lembar import AKHIRAN_BERKAS, JENIS_BERKAS
from desa.rules.perbaikan import Alamat
from desa.rules.salah import masked
from jaminan.bulan import Bulan
from rekonsiliasi.models import TagihanMenunggu
from rekonsiliasi.rules.daftar import DIKETIK, KOLOM, PERLU, Pemetaan


class TagihanForm(forms.Form):
    """A month and its file."""

    bulan = forms.ChoiceField(
        label="Bulan tagihan", error_messages={"required": "Pilih bulannya.", "invalid_choice": "Pilih bulannya."}
    )
    berkas = forms.FileField(
        label="Berkas daftar dan tagihan",
        help_text=f"{JENIS_BERKAS} dari BPJS Kesehatan, paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": AKHIRAN_BERKAS}),
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas kosong. Pilih berkas yang berisi daftar.",
            "missing": "Pilih berkasnya.",
        },
    )

    def __init__(self, *args: Any, months: Sequence[Bulan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bulan"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(month), month.nama) for month in months]


class KolomForm(forms.Form):
    """One choice per column of ours, proposed by likeness; remembered once confirmed."""

    def __init__(self, *args: Any, judul: Sequence[str], usulan: Pemetaan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kolom in KOLOM:
            needed = kolom.isian in PERLU
            choices = [("", "Pilih kolom berkas" if needed else "Tidak ada di berkas")]
            self.fields[kolom.isian] = forms.ChoiceField(
                label=kolom.judul,
                required=needed,
                initial=usulan.get(kolom.isian, ""),
                choices=[*choices, *((heading, heading) for heading in judul)],
                error_messages={"required": "Pilih kolomnya.", "invalid_choice": "Pilih kolom dari berkas ini."},
            )

    def clean(self) -> dict[str, Any]:
        """A heading can be only one column."""
        chosen: dict[str, str] = {}
        for name, heading in list(self.cleaned_data.items()):  # add_error takes entries out
            if heading and heading in chosen:
                other = self.fields[chosen[heading]].label
                self.add_error(name, f"Kolom ini sudah dipilih untuk {other}.")
            elif heading:
                chosen[heading] = name
        return self.cleaned_data

    @property
    def pemetaan(self) -> Pemetaan:
        """Our columns that were given a heading."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}


SHOWN = 50  # cells on one page; saved, the next ones come
SEVERAL = 2  # cells of one column from which a choice for the whole column is offered


class BacaTagihanForm(SelForm):
    """How the doubtful cells of a waiting file are to be read: a whole column by "kolom-…", cells as in a roster.

    What a person has read already can be taken back by "batal-…".
    """

    def __init__(self, *args: Any, menunggu: TagihanMenunggu, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for isian, judul, choices in self._ways(menunggu):
            self.fields[f"kolom-{isian}"] = forms.ChoiceField(
                label=f"Kolom {judul}", required=False, widget=forms.RadioSelect, choices=choices
            )
        open_ = [one for one in menunggu.salah if one["sel"] and (one.get("tawaran") or one.get("kolom") in DIKETIK)]
        cells = list(dict.fromkeys((one["lembar"], one["sel"]) for one in open_))
        shown = set(cells[:SHOWN])
        self.add_cells([one for one in menunggu.salah if (one["lembar"], one["sel"]) in shown], {})
        self.later = len(cells) - len(shown)
        self.branch = [one for one in menunggu.salah if (one["lembar"], one["sel"]) not in set(cells)]
        self.read = menunggu.sel[:SHOWN]
        for one in self.read:
            name = cell_name((one["lembar"], one["sel"]))
            self.places[name] = (one["lembar"], one["sel"])
            self.fields[f"batal-{name}"] = forms.BooleanField(label="Pakai lagi isi berkas", required=False)

    def column_of(self, lembar: str, judul: str) -> Kolom | None:
        return DIKETIK.get(judul)

    def _ways(self, menunggu: TagihanMenunggu) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """The columns in which several cells have an offer of the same way, each way with one of its cells."""
        found: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one in menunggu.salah:
            for offer in one.get("tawaran", []):
                if offer.get("cara"):
                    found[one.get("kolom", "")][offer["cara"]].append(f"{one['nilai']} menjadi {offer['nama']}")
        for kolom in KOLOM:
            ways = {how: cells for how, cells in found.get(kolom.judul, {}).items() if len(cells) >= SEVERAL}
            if ways:
                choices = [(how, f"{len(cells)} sel: {how}. Misalnya {cells[0]}") for how, cells in ways.items()]
                yield kolom.isian, kolom.judul, choices

    def ways(self) -> dict[str, str]:
        """By column title the way in which its doubtful cells are to be read."""
        said = {one.judul: self.cleaned_data.get(f"kolom-{one.isian}") for one in KOLOM}
        return {judul: way for judul, way in said.items() if way}

    def taken_back(self) -> dict[Alamat, str]:
        """The cells that are to be as the file has them."""
        ticked = (name.partition("-")[2] for name, value in self.cleaned_data.items()
                  if name.startswith("batal-") and value)  # fmt: skip
        return {self.places[place]: "" for place in ticked}

    def columns(self) -> list[forms.BoundField]:
        """The choices for whole columns."""
        return [self[name] for name in self.fields if name.startswith("kolom-")]

    def done(self) -> list[tuple[dict[str, str], forms.BoundField]]:
        """What was read, each with the tick that takes it back; numbers of people masked."""
        return [
            (one | {"nilai": masked(one["nilai"])}, self["batal-" + cell_name((one["lembar"], one["sel"]))])
            for one in self.read
        ]
