"""The form of a disbursement of APBDesa, and the filter of the list of arrears."""

from desa.forms.bersama import KecamatanForm
from iuran.forms.surat import SuratForm, TanggalField


class PencairanForm(SuratForm):
    tanggal = TanggalField(label="Tanggal cair", help_text="Hari uang masuk ke rekening kas desa. Contoh: 12/10/2026")
    field_order = ("bulan_mulai", "bulan_sampai", "tanggal", "nomor_surat", "surat")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as Django gave them
        self.fields["nomor_surat"].label = "Nomor SP2D atau surat pencairan"


class TunggakanForm(KecamatanForm):
    """Which kecamatan the list shows."""

    is_filter = True
