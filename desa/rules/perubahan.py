"""One change of one person: which questions it takes, what a saved answer lacks, how it is said in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desa.enums import AlasanBerakhir, JenisPerubahan
from desa.rules.fakta import Aturan
from desa.rules.isi import Isi
from desa.rules.isian import read_cell
from desa.rules.kolom import DATE_HELP, KOLOM_KELUARGA, KOLOM_PERANGKAT, Kolom
from desa.rules.lembar import Sel
from desa.rules.nik import check_nik
from jaminan.bulan import Bulan, format_tanggal
from jaminan.penyamar import mask_text
from jaminan.rupiah import format_rupiah

BARU = "baru"
KELIRU = "keliru"
DIJAWAB = "dijawab"  # the questions whose answer was complete when it was last saved
KEJADIAN = {
    "menikah": ("Sudah menikah", "sudah_menikah", "Y"),
    "bekerja": ("Sudah berpenghasilan sendiri", "berpenghasilan", "Y"),
    "tamat": ("Tidak bersekolah lagi", "masih_sekolah", "T"),
    "sekolah": ("Bersekolah atau kuliah lagi", "masih_sekolah", "Y"),
    "keluar": ("Meninggal, bercerai, atau tidak ditanggung lagi", "", ""),
    KELIRU: ("Nama atau tanggal lahirnya keliru", "", ""),
}
KEADAAN = {  # the answer, the words in a sentence
    "pns": ("Menjadi pegawai negeri sipil (PNS)", "menjadi pegawai negeri sipil"),
    "lain": ("Sudah dijamin pemerintah lewat jaminan lain", "sudah dijamin"),
    "tidak": ("Bukan PNS dan tidak punya jaminan lain lagi", "bukan PNS dan tidak punya jaminan lain lagi"),
}
DIPERBAIKI = ("nama", "tanggal_lahir", "nomor_kartu", "telepon")  # mended of a person without a day of its own
_PERANGKAT = {one.isian: one for one in KOLOM_PERANGKAT}
_KELUARGA = {one.isian: one for one in KOLOM_KELUARGA}
SEJAK = replace(_PERANGKAT["berakhir"], judul="Tanggal", isian="sejak", wajib=True, petunjuk=DATE_HELP)


@dataclass(frozen=True, slots=True)
class Ubah:
    """A change as values: of which spell in office or family member, and the answers as they were typed."""

    jenis: str
    isian: Mapping[str, Any]
    masa: int | None = None
    anggota: int | None = None
    nama: str = ""
    jabatan: str = ""
    bukti: str = ""

    @property
    def terjawab(self) -> list[str]:
        return list(self.isian.get(DIJAWAB, []))

    def teks(self, isian: str) -> str:
        return str(self.isian.get(isian, ""))


@dataclass(frozen=True, slots=True)
class Langkah:
    """One question, one page: its title, and the columns it fills; without columns it is a choice or a proof."""

    nama: str
    judul: str
    petunjuk: str = ""
    kolom: tuple[Kolom, ...] = ()
    pilihan: tuple[tuple[str, str], ...] = ()
    boleh_kosong: bool = False


def _k(*names: str, keluarga: bool = False, wajib: bool | None = None) -> tuple[Kolom, ...]:
    table = _KELUARGA if keluarga else _PERANGKAT
    return tuple(table[name] if wajib is None else replace(table[name], wajib=wajib) for name in names)


ORANG = Langkah("orang", "Siapa yang mulai menjabat?", "Seperti pada KTP.",
                _k("nik", "nama", "jenis_kelamin", "tanggal_lahir"))  # fmt: skip
JABATAN = Langkah("jabatan", "Jabatan apa?", "Contoh: Kepala Dusun Rante. Awali Plt. atau Pj. bila bukan definitif.",
                  _k("jabatan"))  # fmt: skip
LAINNYA = Langkah("lainnya", "Data lain yang Anda tahu", "Semua boleh dikosongkan.",
                  _k("nomor_kk", "tempat_lahir", "status_kawin", "nomor_kartu", "faskes", "telepon", "pns",
                     "jaminan_lain", wajib=False), boleh_kosong=True)  # fmt: skip
GAJI = Langkah("penghasilan", "Berapa penghasilan tetapnya?", "Rupiah sebulan, tanpa tunjangan.", _k("penghasilan"))
ALASAN = Langkah("alasan", "Mengapa berhenti?", pilihan=tuple(AlasanBerakhir.choices))
KERABAT = Langkah("kerabat", "Siapa anggota keluarga itu?", "Seperti pada KK.",
                  _k("nik", "nama", "hubungan", "jenis_kelamin", "tanggal_lahir", keluarga=True)
                  + _k("masih_sekolah", keluarga=True, wajib=False))  # fmt: skip
PERISTIWA = Langkah("kejadian", "Apa yang berubah?", pilihan=tuple((key, told[0]) for key, told in KEJADIAN.items()))
DATA = Langkah("data", "Data mana yang keliru?", "Isi hanya yang keliru, dengan isi yang benar.",
               _k(*DIPERBAIKI, wajib=False))  # fmt: skip
DATA_KERABAT = replace(DATA, kolom=_k("nama", "tanggal_lahir", keluarga=True, wajib=False))
STANDING = Langkah("keadaan", "Apa yang berubah pada jaminannya?", "Berlaku mulai bulan laporan ini.",
                   pilihan=tuple((key, told[0]) for key, told in KEADAAN.items()))  # fmt: skip
SKEMA = Langkah(
    "skema",
    "Jaminan apa?",
    "Yang sudah ditanggung pemerintah. Contoh: KIS PBI-JK, Askes, Asabri.",
    (replace(_PERANGKAT["jaminan_lain"], wajib=True, petunjuk="Nama jaminan seperti pada kartunya."),),
)
ANGGOTA = Langkah("anggota", "Anggota keluarga yang mana?")


def _when(judul: str, petunjuk: str) -> Langkah:
    return Langkah("sejak", judul, petunjuk, (SEJAK,))


def _proof(petunjuk: str, *, boleh_kosong: bool = False) -> Langkah:
    return Langkah("bukti", "Apa buktinya?", petunjuk, boleh_kosong=boleh_kosong)


SK = "Foto atau PDF surat keputusan pelantikan."
QUESTIONS: dict[str, tuple[Langkah, ...]] = {
    JenisPerubahan.MULAI: (ORANG, JABATAN, _when("Kapan dilantik?", "Tanggal pelantikan."), GAJI, LAINNYA, _proof(SK)),
    JenisPerubahan.BERAKHIR: (
        _when("Kapan hari terakhir menjabat?", "Tanggal pada surat keputusan atau akta."), ALASAN,
        _proof("Foto atau PDF surat keputusan pemberhentian, atau akta kematian."),
    ),
    JenisPerubahan.PINDAH: (
        replace(JABATAN, judul="Jabatan barunya apa?"), _when("Sejak kapan?", "Tanggal pelantikan pada jabatan baru."),
        _proof(SK),
    ),
    JenisPerubahan.PENGHASILAN: (
        replace(GAJI, judul="Berapa penghasilan tetap yang baru?"),
        _when("Sejak kapan?", "Berlaku mulai bulan dari tanggal ini."),
        _proof("Foto atau PDF keputusan penghasilan tetap.", boleh_kosong=True),
    ),
}  # fmt: skip
STANDING_PROOF = "Foto atau PDF keputusan pengangkatan, kartu jaminan, atau surat berhentinya."
KTP = "Foto atau PDF KTP atau kartu keluarga. Untuk telepon saja tidak perlu."


def questions(ubah: Ubah) -> tuple[Langkah, ...]:
    """What is asked after "who" and "what", in its order."""
    if ubah.jenis == JenisPerubahan.DATA:
        return DATA, _proof(KTP, boleh_kosong=not (ubah.teks("nama") or ubah.teks("tanggal_lahir")))
    if ubah.jenis == JenisPerubahan.JAMINAN:
        named = (SKEMA,) if ubah.teks("keadaan") == "lain" else ()
        return STANDING, *named, _proof(STANDING_PROOF, boleh_kosong=True)
    if ubah.jenis == JenisPerubahan.KELUARGA and ubah.teks("kejadian") == KELIRU:
        return ANGGOTA, PERISTIWA, DATA_KERABAT, _proof("Foto atau PDF KTP, akta, atau kartu keluarga.")
    if ubah.jenis == JenisPerubahan.KELUARGA:
        who = KERABAT if ubah.teks("anggota") == BARU else PERISTIWA
        when = _when("Sejak kapan?", "Tanggal lahir, menikah, bekerja, dan seterusnya.")
        return ANGGOTA, who, when, _proof("Foto atau PDF kartu keluarga atau akta.", boleh_kosong=True)
    return QUESTIONS.get(ubah.jenis, ())


def next_question(ubah: Ubah) -> str:
    """The first question without a complete answer; empty when all are answered."""
    if not ubah.jenis:
        return "apa"
    return next((one.nama for one in questions(ubah) if one.nama not in ubah.terjawab), "")


def check_answer(langkah: Langkah, isian: Mapping[str, str], aturan: Aturan) -> dict[str, str]:
    """What is wrong with the typed answers of a question, by field; empty when nothing is."""
    found = {one.isian: _read(one, isian.get(one.isian, ""), aturan.pasal) for one in langkah.kolom}
    wrong = {name: f"{told.galat} {told.saran}".strip() for name, told in found.items() if told.galat}
    if langkah.nama == DATA.nama and not wrong and not any(text.strip() for text in isian.values()):
        wrong["nama"] = "Isi paling sedikit satu yang keliru."
    number = found.get("nik")
    if number and number.nilai and not wrong:
        born, sex = found["tanggal_lahir"].nilai, found["jenis_kelamin"].nilai
        known = aturan.kabupaten_dikenal
        checked = check_nik(number.nilai, lahir=born, perempuan=sex == "P", kabupaten_dikenal=known)
        if checked.galat:
            wrong["nik"] = f"{checked.galat} {checked.saran}".strip()
    return wrong


def _read(kolom: Kolom, text: str, pasal: str) -> Isi:
    if text.strip():
        return read_cell(kolom, Sel("A", text), pasal)
    return Isi(galat=f"{kolom.judul} belum diisi.") if kolom.wajib else Isi()


def value_of(ubah: Ubah, isian: str) -> Any:
    """A typed day or amount as a value; None while it cannot be read."""
    kolom = SEJAK if isian == "sejak" else _PERANGKAT[isian]
    return _read(kolom, ubah.teks(isian), "").nilai


def in_words(ubah: Ubah) -> str:
    """ "Budi (Kepala Seksi Pelayanan): berhenti menjabat 31 Oktober 2026, meninggal dunia"."""
    who = f"{ubah.nama} ({ubah.jabatan})" if ubah.jabatan else ubah.nama or "Orang baru"
    day = value_of(ubah, "sejak")
    when = format_tanggal(day) if day else "…"
    return f"{who}: {_WORDS[ubah.jenis](ubah, when)}" if ubah.jenis else f"{who}: belum dijawab"


def _begins(ubah: Ubah, when: str) -> str:
    return f"{ubah.teks('nama') or '…'} mulai menjabat {ubah.teks('jabatan') or '…'} sejak {when}"


def _ends(ubah: Ubah, when: str) -> str:
    reason = dict(AlasanBerakhir.choices).get(ubah.teks("alasan"), "…")
    return f"berhenti menjabat, hari terakhir {when}, {reason.lower()}"


def _moves(ubah: Ubah, when: str) -> str:
    return f"pindah menjadi {ubah.teks('jabatan') or '…'} sejak {when}"


def _earns(ubah: Ubah, _when: str) -> str:
    amount, day = value_of(ubah, "penghasilan"), value_of(ubah, "sejak")
    since = Bulan.of(day).nama if day else "…"
    return f"penghasilan tetap menjadi {format_rupiah(amount) if amount else '…'} mulai {since}"


def _family(ubah: Ubah, when: str) -> str:
    if ubah.teks("anggota") == BARU:
        who = f"{ubah.teks('nama') or '…'} ({ubah.teks('hubungan').lower() or '…'})"
        return f"anggota keluarga baru, {who}, sejak {when}"
    if ubah.teks("kejadian") == KELIRU:
        return f"{ubah.teks('nama_anggota') or 'anggota keluarga'}, {_mends(ubah, when)}"
    told = KEJADIAN.get(ubah.teks("kejadian"), ("…", "", ""))[0]
    return f"{ubah.teks('nama_anggota') or 'anggota keluarga'}: {told[:1].lower()}{told[1:]}, sejak {when}"


def _stands(ubah: Ubah, _when: str) -> str:
    said = KEADAAN.get(ubah.teks("keadaan"), ("", "…"))[1]
    return f"{said} {ubah.teks('jaminan_lain') or '…'}" if ubah.teks("keadaan") == "lain" else said


def _mends(ubah: Ubah, _when: str) -> str:
    """ "data diperbaiki: nama menjadi Sitti Aminah, tanggal lahir menjadi 3 April 1980"."""
    parts = [f"{_PERANGKAT[name].judul.lower()} menjadi {_said(ubah, name)}" for name in DIPERBAIKI if ubah.teks(name)]
    return f"data diperbaiki: {', '.join(parts) or '…'}"


def _said(ubah: Ubah, isian: str) -> str:
    value = value_of(ubah, isian)
    return format_tanggal(value) if isinstance(value, date) else mask_text(str(value or ubah.teks(isian)))


_WORDS: dict[str, Callable[[Ubah, str], str]] = {
    JenisPerubahan.MULAI: _begins, JenisPerubahan.BERAKHIR: _ends, JenisPerubahan.PINDAH: _moves,
    JenisPerubahan.PENGHASILAN: _earns, JenisPerubahan.KELUARGA: _family,
    JenisPerubahan.DATA: _mends, JenisPerubahan.JAMINAN: _stands,
}  # fmt: skip
