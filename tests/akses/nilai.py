"""Law values by four eyes, budgets and the compliance notice."""

from desa.models import ParameterValue
from tests.akses.aturan import DPM, each, rows
from tests.stage import Bulan

TABLE = {
    **each("nilai nilai_usulan nilai_usulan_surat usulnilai-detail usulnilai-akibat", rows("kabupaten")),
    "nilai_usul": rows("kabupaten", DPM, "tulis"),
    **each("nilai_usulan_setujui nilai_usulan_kembalikan nilai_usulan_tarik", rows("kabupaten", DPM, "kirim")),
    **each("usulnilai-setujui usulnilai-kembalikan usulnilai-tarik", rows("kabupaten", DPM, "kirim")),
    **each("nilai_nasional nilai_nasional_usul", rows("tidak ada")),  # the technical administrator's
    **each("parametervalue-list parametervalue-detail usulnilai-list", rows("semua")),
    **each("anggaran anggaran_tahun anggaran_unduh kabupaten-anggaran", rows("kabupaten")),
    **each("kepatuhan kepatuhan_tahun kepatuhan_unduh kabupaten-kepatuhan", rows("kabupaten")),
    **each("anggaran_desa anggaran_desa_tahun anggaran_desa_unduh desa-anggaran", rows("desa")),
    "anggaran_pagu": rows("kabupaten", DPM, "tulis"),
    "anggaran_desa_pagu": rows("desa", DPM | {"sekdes", "bendahara_desa"}, "tulis"),
    "paguanggaran-list": rows("semua"),
    "paguanggaran-detail": rows("pagu"),
}


def keys(month: Bulan) -> dict[str, int]:
    return {
        "nilai": month.usul.pk,
        "usulnilai": month.usul.pk,
        "paguanggaran": month.pagu.pk,
        "parametervalue": ParameterValue.objects.latest("pk").pk,
    }
