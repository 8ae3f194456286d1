"""A regency's paper: who signs, numbers, size and logo, words; and the list of people with full NIK."""

from rekonsiliasi.models import NaskahKertas, Penandatangan, SeriNomor, TataKertas
from tests.akses.aturan import BPJS, DPM, each, rows
from tests.stage import Bulan

NIK = {"dpm", "bendahara"}

TABLE = {
    **each("kertas kertas_logo naskah naskah_pratinjau", rows("kabupaten")),
    **each("kertas_tata naskah_usul nomor_dinas", rows("kabupaten", DPM, "tulis")),
    **each("penandatangan_dinas penandatangan_ubah", rows("kabupaten", DPM, "tulis")),
    **each("penandatangan_bpjs nomor_bpjs", rows("kabupaten", BPJS, "tulis")),
    "naskah_putuskan": rows("kabupaten", DPM, "kirim"),
    **each("berita_acara_lampiran berita_acara_lampiran_kemajuan berita_acara_lampiran_pdf",
           rows("kabupaten", NIK, "khusus")),
    "berita_acara_lampiran_cetak": rows("kabupaten", NIK, "kirim"),
    # the API
    **each("penandatangan-list serinomor-list tatakertas-list naskahkertas-list", rows("semua")),
    **each("penandatangan-detail serinomor-detail tatakertas-detail naskahkertas-detail", rows("kabupaten")),
    **each("penandatangan-ubah naskahkertas-setujui naskahkertas-tolak naskahkertas-tarik",
           rows("kabupaten", DPM, "kirim")),
    **each("beritaacara-lampiran beritaacara-lampiran-pdf", rows("kabupaten", NIK, "khusus")),
    "beritaacara-lampiran-cetak": rows("kabupaten", NIK, "kirim"),
}  # fmt: skip


def keys(month: Bulan) -> dict[str, int]:
    signer = Penandatangan.objects.get(kabupaten=month.kabupaten, pihak="dinas")
    wording = NaskahKertas.objects.get(kabupaten=month.kabupaten).pk
    series, _ = SeriNomor.objects.get_or_create(pihak="dinas", kantor=month.kabupaten.kode, defaults={"pola": "{urut}"})
    layout = TataKertas.objects.get(kabupaten=month.kabupaten)
    return {
        "penandatangan": signer.pk, "naskah": wording, "naskahkertas": wording, "tatakertas": layout.pk,
        "serinomor": series.pk,
    }  # fmt: skip
