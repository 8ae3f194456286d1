"""The forms of a deposit: amounts per share, date, reference, proof; and the reason of a cancellation."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings

from iuran.queries.buku import BarisBuku
from iuran.rules import Kebutuhan, spread
from jaminan.bulan import Bulan
from jaminan.rupiah import format_rupiah

ULANG = "Jumlahnya berubah, jadi pembagian per bulannya dihitung ulang."
Needs = Mapping[str, Sequence[Kebutuhan]]


class RupiahField(forms.CharField):
    """Whole rupiah as people type them: 1234567, 1.234.567 or Rp 1.234.567."""

    default_error_messages = {
        "required": "Isi jumlah rupiah.",
        "bentuk": "Tulis rupiah bulat tanpa koma, misalnya 1.234.567.",
    }

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=25, **options)

    def clean(self, value: Any) -> Any:
        text = re.sub(r"^Rp\.?\s*", "", str(super().clean(value) or "").strip(), flags=re.IGNORECASE)
        if not text:
            return 0
        if not re.fullmatch(r"[0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3}){1,4}", text, flags=re.ASCII):
            raise forms.ValidationError(self.error_messages["bentuk"], code="bentuk")
        return int(text.replace(".", ""))


class PembagianForm(forms.Form):
    """Rupiah per month, for one or several shares; beside each month what it still needs."""

    needs: Needs

    def add_months(self, payer: str, jumlah: int, of_whom: str) -> None:
        """One field a month, filled by rule: oldest due first."""
        proposal = spread(jumlah, self.needs.get(payer, ()))
        for need in self.needs.get(payer, ()):
            part = proposal.get(need.bulan, 0)
            self.fields[_month_field(payer, need.bulan)] = RupiahField(
                label=f"Untuk {need.bulan.nama}{of_whom}",
                required=False,
                initial=format_rupiah(part) if part else "",
                help_text=_need_in_words(need),
            )

    def parts(self, payer: str) -> dict[Bulan, int] | None:
        """The months of a share as typed; None when the form that was sent had no months: by rule."""
        names = {need.bulan: _month_field(payer, need.bulan) for need in self.needs.get(payer, ())}
        if not any(name in self.data for name in names.values()):
            return None
        return {month: self.cleaned_data[name] for month, name in names.items() if self.cleaned_data.get(name)}


def _month_field(payer: str, bulan: Bulan) -> str:
    return f"alokasi_{payer}_{bulan}"


def _need_in_words(need: Kebutuhan) -> str:
    if need.perkiraan:
        return f"Belum ditetapkan, dibayar di muka. Perkiraan {format_rupiah(need.jumlah)}"
    return f"Kurang {format_rupiah(need.jumlah)}"


class AlokasiForm(PembagianForm):
    """What is left of one deposit, given to months."""

    def __init__(self, *args: Any, payer: str, jumlah: int, needs: Sequence[Kebutuhan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = {payer: needs}
        self.add_months(payer, jumlah, "")


class SetoranForm(PembagianForm):
    """One deposit per share, on one proof. `rows` are the shares of the book that this treasurer deposits."""

    dibagi_ulang = False  # whether the months shown are new ones, for an amount that changed

    def __init__(
        self, *args: Any, rows: Sequence[BarisBuku], accounts: Mapping[str, str], needs: Needs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.needs = rows, needs
        for row in rows:
            self._add_share(row, accounts.get(row.penanggung.value, ""))
        self.fields["tanggal"] = forms.DateField(
            label="Tanggal setor",
            help_text="Seperti pada bukti setor. Contoh: 12/10/2026",
            error_messages={"required": "Isi tanggal setor.", "invalid": "Tulis tanggal seperti 12/10/2026."},
            widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )
        self.fields["referensi"] = forms.CharField(
            label="Nomor referensi",
            max_length=60,
            help_text="Nomor SP2D, nomor transaksi bank, atau NTPN pada bukti setor",
            error_messages={"required": "Isi nomor referensi.", "max_length": "Paling banyak 60 huruf."},
        )
        self.fields["bukti"] = forms.FileField(
            label="Bukti setor",
            help_text="PDF, JPG atau PNG, paling besar 5 MB",
            error_messages={"required": "Pilih berkas bukti.", "empty": "Berkas bukti kosong."},
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )

    def _add_share(self, row: BarisBuku, account: str) -> None:
        payer = row.penanggung.label
        amount = self._amount_meant(row)
        self.fields[f"jumlah_{row.penanggung.value}"] = RupiahField(
            label=f"Jumlah setoran, porsi {payer}",
            required=False,
            initial=format_rupiah(amount) if amount else "",
            help_text=f"Perlu disetor {format_rupiah(row.perlu_disetor)}",
        )
        self.fields[f"usul_{row.penanggung.value}"] = forms.IntegerField(
            required=False, initial=amount, widget=forms.HiddenInput
        )
        self.add_months(row.penanggung.value, amount, f", porsi {payer}")
        self.fields[f"va_{row.penanggung.value}"] = forms.CharField(
            label=f"Virtual account, porsi {payer}",
            required=False,
            max_length=40,
            initial=account,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
        )

    def _amount_meant(self, row: BarisBuku) -> int:
        """The amount that the months shown add up to: what was typed before, else what is to be deposited."""
        typed = self.initial.get(f"usul_{row.penanggung.value}")
        return typed if isinstance(typed, int) else row.perlu_disetor

    def clean(self) -> dict[str, Any]:
        """Months that were shown for another amount are shown again before anything is recorded."""
        data: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            payer = row.penanggung.value
            amount, shown = data.get(f"jumlah_{payer}"), data.get(f"usul_{payer}")
            parts = self.parts(payer)
            if amount and parts is not None and amount != shown and sum(parts.values()) != amount:
                self.add_error(f"jumlah_{payer}", ULANG)
        return data

    @property
    def wants_months_again(self) -> bool:
        """Whether the months are to be shown again: an amount changed and its months did not, or it was asked for."""
        changed = any(ULANG in errors for errors in self.errors.values())
        wrong = any(name.startswith("jumlah_") and ULANG not in errors for name, errors in self.errors.items())
        return (changed or "bagi" in self.data) and not wrong

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, to show the form again with the months of the new amounts."""
        kept: dict[str, Any] = {name: self.data.get(name, "") for name in ("tanggal", "referensi")}
        for row in self.rows:
            payer = row.penanggung.value
            kept[f"va_{payer}"] = self.data.get(f"va_{payer}", "")
            kept[f"usul_{payer}"] = self.fields[f"jumlah_{payer}"].clean(self.data.get(f"jumlah_{payer}", ""))
        return kept

    def clean_bukti(self) -> Any:
        """The proof, refused by its size before it is read."""
        proof = self.cleaned_data["bukti"]
        if proof.size > settings.UKURAN_BERKAS_MAKS:
            raise forms.ValidationError("Berkas bukti lebih besar dari 5 MB. Perkecil fotonya.")
        return proof

    def ask_confirmation(self) -> None:
        """Adds the statement that the same deposit is meant to be recorded again."""
        self.fields["konfirmasi"] = forms.BooleanField(
            label="Ini setoran lain, bukan yang sudah dicatat", required=False
        )

    def keep_confirmation(self) -> None:
        """Keeps the statement when it was sent with the form."""
        if "konfirmasi" in self.data:
            self.ask_confirmation()

    @property
    def amounts(self) -> dict[str, int]:
        """Rupiah per share, as typed."""
        return {row.penanggung.value: self.cleaned_data[f"jumlah_{row.penanggung.value}"] for row in self.rows}

    @property
    def accounts(self) -> dict[str, str]:
        """The virtual account per share, as typed."""
        return {row.penanggung.value: self.cleaned_data[f"va_{row.penanggung.value}"] for row in self.rows}

    @property
    def months(self) -> dict[str, Mapping[Bulan, int] | None]:
        """The months per share, as typed or left to the rule."""
        return {row.penanggung.value: self.parts(row.penanggung.value) for row in self.rows}


class SetoranBatalForm(forms.Form):
    """Why a deposit is cancelled."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        help_text="Misalnya: jumlah salah ketik",
        error_messages={"required": "Tulis alasan pembatalan.", "max_length": "Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
