"""The known cast of the stories: two regencies, six villages, a user per role, officials with families.

Everybody is invented: NIK serials begin with 9. `cast` is the whole stage; every name on it is an attribute.
Months of the stories lie in 2026; people hold office since 4 January 2021.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from desa.enums import Hubungan, Jabatan, JenisKelamin, Peran
from desa.models import (
    AnggotaKeluarga,
    Desa,
    Kabupaten,
    Kecamatan,
    MasaJabatan,
    Membership,
    ParameterValue,
    PenghasilanTetap,
    Peraturan,
    Peserta,
    User,
)
from jaminan.bulan import Bulan
from rekonsiliasi.models import Penandatangan
from tests.cases import article, regulations

BULAN = Bulan(2026, 10)
PELANTIKAN = date(2021, 1, 4)
SINCE = date(2018, 1, 1)

REGENCIES = (
    ("76.03", "Mamasa", "76", "Sulawesi Barat", "Asia/Makassar", "Mamasa", "Cabang Polewali"),
    ("61.11", "Kayong Utara", "61", "Kalimantan Barat", "Asia/Pontianak", "Sukadana", "Cabang Singkawang"),
)  # fmt: skip

# attribute, kode, name; the first two of a regency share a kecamatan.
VILLAGES = (
    ("rantebulahan", "76.03.01.2004", "Rantebulahan", "Mambi"),
    ("sondonglayu", "76.03.01.2008", "Sondonglayu", "Mambi"),
    ("panetean", "76.03.02.2004", "Panetean", "Aralle"),
    ("sutera", "61.11.01.2001", "Sutera", "Sukadana"),
    ("benawai", "61.11.01.2005", "Benawai Agung", "Sukadana"),
    ("padu_banjar", "61.11.02.2004", "Padu Banjar", "Simpang Hilir"),
)

# attribute (and username), name, role, place (a village's attribute or a regency's code).
USERS = (
    ("sari", "Sari", Peran.SEKDES, "rantebulahan"),
    ("yusuf", "Yusuf", Peran.SEKDES, "sondonglayu"),
    ("dewi", "Dewi", Peran.DPM, "76.03"),
    ("budi", "Budi", Peran.DPM, "76.03"),
    ("andi", "Andi", Peran.BENDAHARA, "76.03"),
    ("lina", "Lina", Peran.BPJS, "76.03"),
    ("ines", "Ines", Peran.INSPEKTORAT, "76.03"),
    ("wahyu", "Wahyu", Peran.SEKDES, "sutera"),
    ("rina", "Rina", Peran.BENDAHARA_DESA, "sutera"),
    ("beni", "Beni", Peran.BENDAHARA_DESA, "benawai"),
    ("damar", "Damar", Peran.DPM, "61.11"),
    ("eko", "Eko", Peran.DPM, "61.11"),
    ("gusti", "Gusti", Peran.BPJS, "61.11"),
    ("hasan", "Hasan", Peran.INSPEKTORAT, "61.11"),
)

# Who signs the Berita Acara by hand, without an account: regency, side, name, number, post.
SIGNERS = (
    ("76.03", "dinas", "Hendra", "19700101 199503 1 001", "Kepala DPM-PEMDES Kab. Mamasa"),
    ("76.03", "bpjs", "Rosa", "00123", "Kepala BPJS Kesehatan Kantor Cabang Polewali"),
    ("61.11", "dinas", "Surya", "19710101 199503 1 002", "Kepala DPM-PEMDES Kab. Kayong Utara"),
    ("61.11", "bpjs", "Tuti", "00124", "Kepala BPJS Kesehatan Kantor Cabang Singkawang"),
)

# post, what it is about, wage in rupiah a month, sex, birth date
POSTS = (
    (Jabatan.KEPALA_DESA, "", 2_426_640, JenisKelamin.L, date(1975, 3, 12)),
    (Jabatan.SEKRETARIS_DESA, "", 2_224_420, JenisKelamin.P, date(1984, 11, 2)),
    (Jabatan.KEPALA_URUSAN, "Keuangan", 2_022_200, JenisKelamin.P, date(1990, 7, 25)),
)


@dataclass
class Cast:
    """The stage. `peserta[desa kode]` are a village's officials, in the order of POSTS."""

    mamasa: Kabupaten
    kayong_utara: Kabupaten
    rantebulahan: Desa
    sondonglayu: Desa
    panetean: Desa
    sutera: Desa
    benawai: Desa
    padu_banjar: Desa
    sari: User
    yusuf: User
    dewi: User
    budi: User
    andi: User
    lina: User
    ines: User
    wahyu: User
    rina: User
    beni: User
    damar: User
    eko: User
    gusti: User
    hasan: User
    peserta: dict[str, list[Peserta]] = field(default_factory=dict)
    bulan: Bulan = BULAN

    def client(self, name: str) -> Client:
        """A browser in which this user is signed in."""
        client = Client()
        client.force_login(getattr(self, name))
        return client


@pytest.fixture
def cast(request: pytest.FixtureRequest, given: dict[str, Any]) -> Cast:
    """The cast as it was made, whatever an earlier test did to it; on a `stage` it is the cast of that."""
    found: Cast = request.getfixturevalue("stage").cast if "stage" in request.fixturenames else given["cast"]
    return found


@pytest.fixture(scope="module")
def kept_cast(shared_rows: None) -> Cast:
    """Two regencies with their regulation, three villages each, and everybody who works there.

    Made once a module: a test there that asks for the bare database finds these rows too.
    """
    return make_cast()


def make_cast() -> Cast:
    """The cast, written into whatever database is open."""
    regencies = {row[0]: _regency(*row) for row in REGENCIES}
    villages = _villages(regencies)
    users = {name: _user(name, nama, peran, place, regencies, villages) for name, nama, peran, place in USERS}
    _regulations(regencies)
    for place, pihak, nama, nip, jabatan in SIGNERS:
        Penandatangan.objects.create(
            kabupaten=regencies[place], pihak=pihak, nama=nama, nip=nip, jabatan=jabatan, mulai=SINCE
        )
    people = {desa.kode: _officials(desa, number) for number, desa in enumerate(villages.values())}
    parts: dict[str, Any] = villages | users  # the attributes of Cast by name
    return Cast(mamasa=regencies["76.03"], kayong_utara=regencies["61.11"], **parts, peserta=people)


def make_nik(desa: Desa, birth: date, sex: str, serial: int) -> str:
    """A NIK that fits the village and the birth date and belongs to nobody (serial 9xxx)."""
    day = birth.day + (40 if sex == JenisKelamin.P else 0)
    return f"{desa.kode.replace('.', '')[:6]}{day:02d}{birth:%m%y}{9000 + serial:04d}"


def _regency(
    kode: str, nama: str, provinsi: str, provinsi_nama: str, zona: str, ibu_kota: str, kantor: str
) -> Kabupaten:
    return Kabupaten.objects.create(
        kode=kode, nama=nama, provinsi_kode=provinsi, provinsi_nama=provinsi_nama, zona_waktu=zona,
        ibu_kota=ibu_kota, kantor_bpjs=kantor, kontak=f"Petugas {nama}, Senin sampai Jumat",
    )  # fmt: skip


def _villages(regencies: dict[str, Kabupaten]) -> dict[str, Desa]:
    found = {}
    for name, kode, nama, kecamatan_nama in VILLAGES:
        kecamatan, _ = Kecamatan.objects.get_or_create(
            kode=kode[:8], defaults={"kabupaten": regencies[kode[:5]], "nama": kecamatan_nama}
        )
        found[name] = Desa.objects.create(kecamatan=kecamatan, kode=kode, nama=nama)
    return found


def _user(
    name: str, nama: str, peran: Peran, place: str, regencies: dict[str, Kabupaten], villages: dict[str, Desa]
) -> User:
    user = User(username=name, nama=nama, nip=f"19800101 200501 1 {len(name):03d}", jabatan=str(peran.label))
    user.set_unusable_password()
    user.save()
    desa = villages.get(place)
    kabupaten = desa.kabupaten if desa else regencies[place]
    Membership.objects.create(user=user, peran=peran, kabupaten=kabupaten, desa=desa, mulai=SINCE)
    return user


def _officials(desa: Desa, number: int) -> list[Peserta]:
    people = Peserta.objects.bulk_create(_person(desa, number, place) for place in range(len(POSTS)))
    MasaJabatan.objects.bulk_create(
        MasaJabatan(peserta=person, desa=desa, jabatan=post[0], bidang=post[1], mulai=PELANTIKAN)
        for person, post in zip(people, POSTS, strict=True)
    )
    PenghasilanTetap.objects.bulk_create(
        PenghasilanTetap(peserta=person, mulai=date(2021, 1, 1), jumlah=post[2])
        for person, post in zip(people, POSTS, strict=True)
    )
    AnggotaKeluarga.objects.bulk_create(_family(desa, people[0], number))
    return people


def _person(desa: Desa, number: int, place: int) -> Peserta:
    jabatan, _, _, sex, birth = POSTS[place]
    serial = number * 20 + place + 1
    return Peserta(
        nik=make_nik(desa, birth, sex, serial), nomor_kk=f"{desa.kode.replace('.', '')[:6]}010121{9000 + serial:04d}",
        nama=f"{jabatan.label} {desa.nama}", jenis_kelamin=sex, tanggal_lahir=birth, tempat_lahir=desa.nama,
        nomor_kartu=f"000{serial:010d}", status_kawin="kawin", faskes="Puskesmas", telepon="081200000000",
    )  # fmt: skip


def _family(desa: Desa, head: Peserta, number: int) -> list[AnggotaKeluarga]:
    """The head's wife and two children."""
    members = (
        ("Istri", Hubungan.ISTRI, JenisKelamin.P, date(1978, 5, 9)),
        ("Anak pertama", Hubungan.ANAK_KANDUNG, JenisKelamin.L, date(2010, 2, 14)),
        ("Anak kedua", Hubungan.ANAK_KANDUNG, JenisKelamin.P, date(2014, 8, 30)),
    )
    return [
        AnggotaKeluarga(
            peserta=head, nik=make_nik(desa, birth, sex, number * 20 + 10 + place), nama=f"{nama} {desa.nama}",
            jenis_kelamin=sex, tanggal_lahir=birth, hubungan=hubungan, masih_sekolah=birth.year > 2000,
            mulai=PELANTIKAN,
        )
        for place, (nama, hubungan, sex, birth) in enumerate(members)
    ]  # fmt: skip


MAMASA: dict[str, Any] = {
    "iuran": {
        "dasar": {
            "sumber": "penghasilan_tetap", "batas_bawah": ["umk", "ump"], "batas_atas": "nasional",
            "pasal": "8 ayat (2)-(4)",
        },
        "porsi": [
            {"penanggung": "pemda", "persen": "4", "sumber_dana": "APBD", "penyetor": "bendahara_pengeluaran",
             "pasal": "8 ayat (1) huruf a"},
            {"penanggung": "peserta", "persen": "1", "sumber_dana": "penghasilan_tetap",
             "penyetor": "bendahara_pengeluaran", "pasal": "8 ayat (1) huruf b"},
        ],
        "jatuh_tempo": {"tanggal": 10, "hari_libur": "hari_kerja_berikutnya", "tahap_add": {"pasal": "10 ayat (1)"},
                        "pasal": "10 ayat (1)-(2)"},
        "sumber_lain": {"penanggung": "peserta", "kutipan": "11 ayat (1)", "pasal": "11 ayat (1)-(2)"},
        "di_muka": {"bulan_paling_banyak": 12, "pasal": "10 ayat (3)"},
    },
    "kutipan": {"11 ayat (1)": "Pemerintah Desa dapat menggunakan sumber lain dalam APBDesa selain dana desa."},
}  # fmt: skip
KAYONG_UTARA: dict[str, Any] = {
    "iuran": {
        "dasar": {"sumber": "penghasilan_tetap", "batas_bawah": [], "batas_atas": None, "pasal": "4"},
        "porsi": [
            {"penanggung": "desa", "persen": "3", "sumber_dana": "APBDesa", "penyetor": "bendahara_desa",
             "pasal": "4 huruf a"},
            {"penanggung": "peserta", "persen": "2", "sumber_dana": "penghasilan_tetap",
             "penyetor": "bendahara_desa", "pasal": "4 huruf b"},
        ],
        "jatuh_tempo": {"tanggal": 10, "hari_libur": "hari_kerja_berikutnya", "pasal": "7 ayat (3)-(4)"},
    },
    "anggaran": {
        "penanggung": "desa", "kegiatan": {"kode": "01.01.03", "nama": "Penyediaan Jaminan Sosial"},
        "rekening": [
            {"kode": "5.1.3.01", "nama": "Jaminan Kesehatan Kepala Desa", "jabatan": ["kepala_desa"]},
            {"kode": "5.1.3.02", "nama": "Jaminan Kesehatan Perangkat Desa",
             "jabatan": ["sekretaris_desa", "kepala_urusan", "kepala_seksi", "kepala_dusun"]},
        ],
        "potongan": "Potongan iuran jaminan kesehatan", "sumber": "Kode uji", "pasal": "10",
    },
}  # fmt: skip


def _articles(kode: str) -> dict[str, Any]:
    """The other articles as in the files, in full, so that the stage needs no national rule; nobody is excluded."""
    found = {name: article(kode, name) for name in ("keluarga", "kepesertaan", "rekonsiliasi")}
    own = regulations()[kode].model_dump(mode="json")
    nation = regulations()["nasional-2020"].model_dump(mode="json")
    found |= {name: own[name] or nation[name] for name in ("kelas_rawat", "tunggakan")}
    found["kepesertaan"]["kecuali"] = []
    found["kelayakan"] = own["kelayakan"]
    return found


def _regulations(regencies: dict[str, Kabupaten]) -> None:
    """Both regulations and the three values that 2026 leans on."""
    for kode, kabupaten, judul, since, isi in (
        ("mamasa-10-2021", "76.03", "Peraturan Bupati Mamasa Nomor 10 Tahun 2021", date(2021, 5, 7), MAMASA),
        ("kayong-utara-39-2018", "61.11", "Peraturan Bupati Kayong Utara Nomor 39 Tahun 2018", date(2018, 8, 31),
         KAYONG_UTARA),
    ):  # fmt: skip
        day = since.isoformat()
        heading = {"kode": kode, "kabupaten": kabupaten, "judul": judul, "ditetapkan": day, "berlaku_mulai": day}
        Peraturan.objects.create(
            kode=kode, kabupaten=regencies[kabupaten], judul=judul, ditetapkan=since, berlaku_mulai=since,
            isi={"peraturan": heading} | isi | _articles(kode),
        )  # fmt: skip
    for kunci, provinsi, mulai, nilai in (
        ("ump", "76", date(2026, 1, 1), "3315934.00"),
        ("ump", "61", date(2026, 1, 1), "3054552.00"),
        ("batas_atas", "", date(2020, 1, 1), "12000000.00"),
    ):
        ParameterValue.objects.create(kunci=kunci, provinsi=provinsi, mulai=mulai, nilai=nilai, sumber="Nilai uji")
