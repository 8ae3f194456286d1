""" "Am I covered, and why this amount?": the chain link by link, where it breaks first, and the page that shows it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from desa.enums import Jabatan
from desa.models import AnggotaKeluarga, MasaJabatan, Peserta
from iuran.actions.setoran import record_setoran
from iuran.models import Penetapan
from iuran.queries.buku import book
from jaminan.bulan import Bulan
from rekonsiliasi.rules.perlindungan import DaftarBpjs, FaktaPerlindungan, Laporan, Pembayaran, Siapa, protection
from tests.iuran.conftest import EXCLUSIONS
from tests.stage import Stage

OKTOBER = Bulan(2026, 10)
DUE = date(2026, 10, 12)
WHOM = Siapa("sekretaris desa Mambi", "DPM-Pemdes", "bendahara pengeluaran", "BPJS Kesehatan Cabang Polewali")
PAID = Pembayaran("Pemerintah kabupaten", 0, DUE, date(2026, 10, 8))
LIST = DaftarBpjs(OKTOBER, date(2026, 10, 21), "AKTIF")
WHOLE = FaktaPerlindungan(
    bulan=OKTOBER, hari=date(2026, 10, 22), jabatan="Kepala Desa Mambi", siapa=WHOM,
    laporan=Laporan(OKTOBER, "Sari", date(2026, 10, 4)), kartu=True, ditetapkan=True, iuran=165_796,
    bagian_sendiri=33_159, penyetor="bendahara pengeluaran kabupaten", pembayaran=[PAID], daftar=LIST,
)  # fmt: skip


def states(**changes: Any) -> tuple[list[str], str, str]:
    """The state of each link, the verdict, and the first broken link."""
    found = protection(replace(WHOLE, **changes))
    return [str(link.keadaan) for link in found.rantai], str(found.terlindungi), found.putus.nama if found.putus else ""


def test_a_whole_chain_in_words() -> None:
    found = protection(WHOLE)
    assert [(link.nama, link.keadaan, link.kalimat) for link in found.rantai] == [
        ("Dilaporkan desa", "ya", "Tercatat sebagai Kepala Desa Mambi pada 1 Oktober 2026. Laporan Oktober 2026 "
         "dikirim Sari dan diterima 4 Oktober 2026."),
        ("Terdaftar di BPJS Kesehatan", "ya", "Ada dalam daftar peserta BPJS Kesehatan Oktober 2026."),
        ("Iuran ditetapkan", "ya", "Rp 165.796, yang Rp 33.159 di antaranya bagian sendiri. Disetor oleh bendahara "
         "pengeluaran kabupaten."),
        ("Iuran dibayar", "ya", "Lunas, setoran terakhir 8 Oktober 2026."),
        ("Aktif di daftar BPJS", "ya", "Daftar BPJS Kesehatan Oktober 2026, diterima 21 Oktober 2026, menyebut AKTIF."),
    ]  # fmt: skip
    assert [link.tanya for link in found.rantai] == [WHOM.desa, WHOM.dinas, WHOM.dinas, WHOM.bendahara, WHOM.bpjs]
    assert (found.terlindungi, found.putus) == ("ya", None)
    assert found.kalimat.startswith("Terlindungi pada Oktober 2026. Daftar BPJS Kesehatan")


NEVER = ["tidak", "lewat", "lewat", "lewat", "lewat"]
SHORT = Pembayaran("Pemerintah kabupaten", 500, DUE, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"jabatan": ""}, (NEVER, "tidak", "Dilaporkan desa")),
        ({"laporan": None}, (["ya"] * 5, "ya", "")),
        ({"laporan": Laporan(Bulan(2026, 9), "Sari", date(2026, 9, 4))}, (["ya"] * 5, "ya", "")),
        ({"kartu": False}, (["ya"] * 5, "ya", "")),
        ({"kartu": False, "daftar": replace(LIST, status="")},
         (["ya", "tidak", "ya", "ya", "tidak"], "tidak", "Terdaftar di BPJS Kesehatan")),
        ({"kartu": False, "daftar": None},
         (["ya", "tidak", "ya", "ya", "menunggu"], "belum_pasti", "Terdaftar di BPJS Kesehatan")),
        ({"daftar": replace(LIST, status="")}, (["ya", "ya", "ya", "ya", "tidak"], "tidak", "Aktif di daftar BPJS")),
        ({"daftar": replace(LIST, status="NONAKTIF")},
         (["ya", "ya", "ya", "ya", "tidak"], "tidak", "Aktif di daftar BPJS")),
        ({"daftar": None}, (["ya", "ya", "ya", "ya", "menunggu"], "belum_pasti", "")),
        ({"daftar": replace(LIST, bulan=Bulan(2026, 9))}, (["ya", "ya", "ya", "ya", "menunggu"], "belum_pasti", "")),
        ({"iuran": None, "ditetapkan": False}, (["ya", "ya", "menunggu", "menunggu", "ya"], "ya", "")),
        ({"iuran": None}, (["ya", "ya", "tidak", "menunggu", "ya"], "belum_pasti", "Iuran ditetapkan")),
        ({"iuran": None, "pengecualian": "Tidak diiurkan di sini: pegawai negeri sipil (Pasal 3 ayat (1))."},
         (["ya", "ya", "lewat", "lewat", "ya"], "di_luar", "")),
        ({"iuran": None, "pengecualian": "PNS", "daftar": replace(LIST, status="NONAKTIF")},
         (["ya", "ya", "lewat", "lewat", "lewat"], "di_luar", "")),
        ({"pembayaran": [PAID, SHORT]}, (["ya", "ya", "ya", "tidak", "ya"], "belum_pasti", "Iuran dibayar")),
        ({"pembayaran": [PAID, SHORT], "hari": DUE}, (["ya", "ya", "ya", "menunggu", "ya"], "ya", "")),
        ({"pembayaran": [replace(PAID, sisa=-1)]}, (["ya"] * 5, "ya", "")),
    ],
)  # fmt: skip
def test_where_the_chain_breaks_first(changes: dict[str, Any], expected: tuple[list[str], str, str]) -> None:
    assert states(**changes) == expected


def sentence(place: int, **changes: Any) -> str:
    return protection(replace(WHOLE, **changes)).rantai[place].kalimat


def test_the_sentences_of_a_broken_chain() -> None:
    both = [SHORT, Pembayaran("Kepala desa dan perangkat desa", 1, date(2026, 10, 13), None)]
    assert sentence(3, pembayaran=both) == (
        "Porsi pemerintah kabupaten kurang Rp 500 dan porsi kepala desa dan perangkat desa kurang Rp 1 untuk semua "
        "orang yang disetor bersama. Jatuh temponya 13 Oktober 2026 sudah lewat."
    )
    assert sentence(3, pembayaran=both, hari=date(2026, 10, 13)).endswith("bersama. Batasnya 13 Oktober 2026.")
    assert sentence(3, pembayaran=[]) == "Lunas."
    assert sentence(0, laporan=Laporan(Bulan(2026, 9), "Sari", date(2026, 9, 4))).endswith(
        "Laporan Oktober 2026 belum diterima; daftar terakhir dipakai."
    )
    assert sentence(4, daftar=replace(LIST, status="", bulan=Bulan(2026, 9))) == (
        "Daftar BPJS Kesehatan September 2026, diterima 21 Oktober 2026, tidak memuat orang ini. Daftar Oktober 2026 "
        "belum ada."
    )
    verdicts = {
        protection(replace(WHOLE, **changes)).kalimat
        for changes in (
            {"jabatan": ""}, {"iuran": None, "pengecualian": "PNS"}, {"daftar": None}, {"pembayaran": [SHORT]},
            {"daftar": replace(LIST, status="NONAKTIF")},
        )
    }  # fmt: skip
    assert verdicts == {
        "Tidak menjabat pada 1 Oktober 2026, jadi tidak dijamin di sini.",
        "Jaminannya tidak dibayar lewat portal ini.",
        "Belum dapat dipastikan untuk Oktober 2026. BPJS Kesehatan belum mengirim daftar pesertanya.",
        "Perlindungan dapat berhenti. Rantainya terputus pada: iuran dibayar.",
        "Belum terlindungi. Daftar BPJS Kesehatan Oktober 2026, diterima 21 Oktober 2026, menyebut NONAKTIF.",
    }


# -- the page and the API --------------------------------------------------------------------------------------------


def answer(stage: Stage, peserta: Peserta, who: str = "ines", bulan: str = "2026-10") -> dict[str, Any]:
    found = stage.cast.client(who).get(f"/api/v1/peserta/{peserta.pk}/perlindungan/", {"bulan": bulan})
    data: dict[str, Any] = found.json()
    return data


@pytest.mark.lambat
def test_the_page_tells_everything_in_plain_words(stage: Stage) -> None:
    person = stage.mamasa.peserta
    page = stage.cast.client("sari").get(f"/peserta/{person.pk}/perlindungan/").content.decode()
    wanted = [
        "Apakah saya terlindungi pada Oktober 2026", "Dari desa sampai BPJS Kesehatan", "Terputus pada: iuran dibayar",
        "Tanyakan kepada <strong>bendahara pengeluaran Kabupaten Mamasa</strong>", "Istri Rantebulahan", "Cetak",
        "Dasar dinaikkan ke UMP Rp\xa03.315.934, karena lebih tinggi", "Laporan September 2026 dikirim Sari",
    ]  # fmt: skip
    assert [text for text in wanted if text not in page] == []
    assert person.nik not in page
    assert [one.nik for one in person.keluarga.all() if one.nik in page] == []


@pytest.mark.lambat
def test_paid_in_full_the_chain_holds(stage: Stage) -> None:
    """Lina's list leaves out the first person of the regency; the second is on it."""
    month = stage.mamasa
    second = stage.cast.peserta[month.desa.kode][1]
    for row in book(month.kabupaten, OKTOBER):
        record_setoran(
            kabupaten=month.kabupaten, desa=None, bulan=OKTOBER, penanggung=row.penanggung, tanggal=date(2026, 10, 9),
            jumlah=row.sisa, referensi=f"SISA {row.penanggung}", bukti=("a.pdf", b"%PDF-1.4"), by=stage.cast.andi,
        )  # fmt: skip
    found = answer(stage, second)
    assert (found["terlindungi"], found["putus"], found["jumlah"]) == ("ya", "", 165_796)
    assert [link["keadaan"] for link in found["rantai"]] == ["ya"] * 5
    missing = answer(stage, month.peserta)
    assert (missing["terlindungi"], missing["putus"]) == ("tidak", "Aktif di daftar BPJS")
    assert missing["rantai"][-1]["tanya"] == "BPJS Kesehatan Cabang Polewali"


@pytest.mark.lambat
def test_family_with_reason_and_what_bpjs_says(stage: Stage) -> None:
    head = stage.mamasa.peserta
    wife = head.keluarga.get(hubungan="istri")
    AnggotaKeluarga.objects.create(
        peserta=head, nik="7603010102509399", nama="Ayah", jenis_kelamin="L", tanggal_lahir="1950-02-01",
        hubungan="ayah", mulai="2021-01-04",
    )  # fmt: skip
    told = {one["nama"]: one for one in answer(stage, head)["keluarga"]}
    assert [told[wife.nama][key] for key in ("hubungan", "ditanggung", "status_bpjs")] == ["Istri", True, "AKTIF"]
    assert [told["Ayah"][key] for key in ("ditanggung", "status_bpjs")] == [False, ""]


@pytest.mark.lambat
def test_several_posts_the_deciding_one_is_named(stage: Stage) -> None:
    secretary = stage.cast.peserta[stage.mamasa.desa.kode][1]
    MasaJabatan.objects.create(
        peserta=secretary, desa=stage.cast.sondonglayu, jabatan=Jabatan.KEPALA_DUSUN, bidang="Salu", mulai="2022-01-01"
    )
    assert answer(stage, secretary)["pilihan_jabatan"] == (
        "Juga memegang Kepala Dusun Salu di Desa Sondonglayu. Satu orang membayar satu iuran; yang menentukan "
        "Sekretaris Desa Rantebulahan, karena jabatannya lebih tinggi."
    )
    elsewhere = answer(stage, secretary, who="yusuf")
    assert (elsewhere["jabatan"], elsewhere["iuran"], elsewhere["keluarga"]) == ("", None, [])


@pytest.mark.lambat
def test_an_excluded_person_reads_why(stage: Stage, twentieth_of_october: time_machine.Traveller) -> None:
    person = stage.kayong_utara.peserta
    rule = stage.kayong_utara.penetapan.peraturan
    rule.isi = rule.isi | {"kepesertaan": EXCLUSIONS}
    rule.save()
    Peserta.objects.filter(pk=person.pk).update(jaminan_lain="PBI")
    found = answer(stage, person, who="hasan", bulan="2026-11")
    assert found["terlindungi"] == "di_luar"
    assert found["rantai"][2]["kalimat"] == "Tidak diiurkan di sini: sudah dijamin PBI (Pasal 2 ayat (2) huruf b)."


@pytest.mark.lambat
def test_other_months_and_other_people(stage: Stage) -> None:
    person = stage.mamasa.peserta
    past = answer(stage, person, bulan="2026-08")
    assert (past["iuran"], past["porsi"], past["rantai"][2]["keadaan"]) == (None, [], "menunggu")
    unruled = answer(stage, person, bulan="2021-04")
    assert (unruled["jabatan"], unruled["keluarga"]) == ("Kepala Desa Rantebulahan", [])
    assert unruled["keluarga_celah"].startswith("Aturan keluarga untuk April 2021 belum ada")
    before = answer(stage, person, bulan="2020-12")
    assert (before["terlindungi"], before["putus"]) == ("tidak", "Dilaporkan desa")
    client = stage.cast.client("ines")
    assert client.get(f"/peserta/{person.pk}/perlindungan/2026-13/").status_code == 404
    assert client.get(f"/api/v1/peserta/{person.pk}/perlindungan/?bulan=Juli").status_code == 400
    assert Penetapan.objects.count() == 2
    assert stage.cast.client("yusuf").get(f"/peserta/{person.pk}/perlindungan/").status_code == 404


@pytest.mark.parametrize(
    ("place", "changes", "said"),
    [
        (0, {"jabatan": ""}, "Tidak tercatat menjabat pada 1 Oktober 2026."),
        (0, {"laporan": None},
         "Tercatat sebagai Kepala Desa Mambi pada 1 Oktober 2026. Desa belum mengirim laporan; yang dipakai "
         "daftar yang sudah ada di portal."),
        (0, {"laporan": Laporan(Bulan(2026, 9), "Sari", date(2026, 9, 4))},
         "Tercatat sebagai Kepala Desa Mambi pada 1 Oktober 2026. Laporan September 2026 dikirim Sari dan diterima 4 "
         "September 2026. Laporan Oktober 2026 belum diterima; daftar terakhir dipakai."),
        (1, {"jabatan": ""}, "Tidak diperiksa, karena tidak menjabat pada tanggal 1."),
        (1, {"daftar": None}, "Sudah punya nomor kartu JKN."),
        (1, {"daftar": None, "kartu": False},
         "Belum punya nomor kartu JKN, dan tidak ada dalam daftar BPJS Kesehatan."),
        (2, {"iuran": None}, "Iuran Oktober 2026 sudah ditetapkan tanpa orang ini."),
        (2, {"iuran": None, "ditetapkan": False}, "Iuran Oktober 2026 belum ditetapkan."),
        (3, {"iuran": None, "pengecualian": "PNS"}, "Tidak ada iuran yang dibayar di sini."),
        (3, {"iuran": None}, "Menunggu iurannya ditetapkan."),
        (3, {"pembayaran": [PAID, replace(PAID, setor_terakhir=date(2026, 10, 2))]},
         "Lunas, setoran terakhir 8 Oktober 2026."),
    ],
)  # fmt: skip
def test_each_sentence_of_the_chain(place: int, changes: dict[str, Any], said: str) -> None:
    assert sentence(place, **changes) == said


def test_what_is_not_known_is_neither_paid_nor_assessed() -> None:
    bare = FaktaPerlindungan(OKTOBER, date(2026, 10, 5), "Kepala Desa Mambi", WHOM)
    assert [str(link.keadaan) for link in protection(bare).rantai] == [
        "ya",
        "tidak",
        "menunggu",
        "menunggu",
        "menunggu",
    ]
    assert (bare.pengecualian, bare.penyetor, bare.bagian_sendiri) == ("", "", 0)
