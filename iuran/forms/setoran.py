"""The forms of a deposit: amounts per share, date, reference, proof; and the reason of a cancellation."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings

from iuran.queries.buku import BarisBuku
from jaminan.rupiah import format_rupiah


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


class SetoranForm(forms.Form):
    """One deposit per share, on one proof. `rows` are the shares of the book that this treasurer deposits."""

    def __init__(self, *args: Any, rows: Sequence[BarisBuku], accounts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
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
        self.fields[f"jumlah_{row.penanggung.value}"] = RupiahField(
            label=f"Jumlah setoran, porsi {payer}",
            required=False,
            initial=format_rupiah(row.perlu_disetor) if row.perlu_disetor else "",
            help_text=f"Perlu disetor {format_rupiah(row.perlu_disetor)}",
        )
        self.fields[f"va_{row.penanggung.value}"] = forms.CharField(
            label=f"Virtual account, porsi {payer}",
            required=False,
            max_length=40,
            initial=account,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
        )

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


class SetoranBatalForm(forms.Form):
    """Why a deposit is cancelled."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        help_text="Misalnya: jumlah salah ketik",
        error_messages={"required": "Tulis alasan pembatalan.", "max_length": "Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
