"""The form of a decision that months are due with a stage of ADD."""

from django import forms

from iuran.forms.surat import SuratForm, TanggalField


class TahapAddForm(SuratForm):
    tanggal = TanggalField(
        label="Jatuh tempo menurut tahap ADD", help_text="Bila libur, bergeser ke hari kerja berikutnya"
    )
    penetap = forms.CharField(
        label="Pejabat yang memutuskan",
        max_length=80,
        help_text="Misalnya Kepala BPKD",
        error_messages={"required": "Isi pejabat yang memutuskan.", "max_length": "Paling banyak 80 huruf."},
    )
    tanggal_surat = TanggalField(label="Tanggal surat", help_text="Contoh: 12/10/2026")
    field_order = (
        "bulan_mulai", "bulan_sampai", "tanggal", "penetap", "nomor_surat", "tanggal_surat", "surat",
    )  # fmt: skip
