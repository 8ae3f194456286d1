"""Looks at an answer of BPJS Kesehatan before it is applied: each row taken, unchanged, or rejected with its cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from desa.enums import JenisMutasi, StatusKepesertaan
from desa.models import AnggotaKeluarga, Desa, JawabanBpjs, Kabupaten, KolomJawaban, MasaJabatan, Peserta
from desa.queries.kepesertaan import inside
from desa.queries.pendaftaran import people_ever, standings_of
from desa.queries.sasaran import Daftar, targets
from desa.queries.sumber import JawabanBpjsResource
from desa.rules.jawaban_bpjs import (
    DITERIMA,
    NONAKTIF,
    BarisJawaban,
    Pemetaan,
    SalahSel,
    digest,
    find_table,
    lacking,
    read_answer,
    recognise,
    twice,
)
from desa.rules.pendaftaran import SELALU, Kedudukan
from jaminan.bulan import format_tanggal
from jaminan.penyamar import mask_number


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What applying one row does; `langkah` are the states it adds with their days, none for an unchanged row."""

    baris: BarisJawaban
    peserta: Peserta
    anggota: AnggotaKeluarga | None
    desa: Desa
    jenis: JenisMutasi | None
    langkah: tuple[tuple[StatusKepesertaan, date], ...]
    kartu: str
    isi: dict[str, object] = field(default_factory=dict)

    @property
    def nama(self) -> str:
        return self.anggota.nama if self.anggota else self.peserta.nama

    @property
    def tetap(self) -> bool:
        return not self.langkah and not self.kartu

    @property
    def kalimat(self) -> str:
        """ "Terdaftar, aktif mulai 1 Desember 2026; kartu 000123***9001"."""
        said = ", ".join(
            f"{state.label.lower()} mulai {format_tanggal(day)}" if state != StatusKepesertaan.DITOLAK else "ditolak"
            for state, day in self.langkah
        )
        card = f"kartu {mask_number(self.kartu)}" if self.kartu else ""
        text = "; ".join(part for part in (said, card, self.baris.alasan if self.langkah else "") if part)
        return f"{text[:1].upper()}{text[1:]}" if text else "Sudah tercatat"


@dataclass(slots=True)
class Tinjauan:
    """The whole answer, looked at: rows that change something, rows that do not, and everything that is wrong.

    `teringat`: its columns are those that were chosen for an earlier file with the same headings.
    """

    judul: list[str] = field(default_factory=list)
    pemetaan: Pemetaan = field(default_factory=dict)
    kurang: list[str] = field(default_factory=list)
    teringat: bool = False
    lembar: str = ""
    berubah: list[Perubahan] = field(default_factory=list)
    tetap: list[Perubahan] = field(default_factory=list)
    galat: list[SalahSel] = field(default_factory=list)
    ditolak: int = 0
    dilewati: list[str] = field(default_factory=list)
    tersembunyi: list[str] = field(default_factory=list)

    @property
    def semua(self) -> int:
        """Every row of a person: accepted, unchanged and rejected."""
        return len(self.berubah) + len(self.tetap) + self.ditolak

    @property
    def siap(self) -> bool:
        """Whether it can be applied: nothing wrong, every needed column known, and something to do."""
        return not (self.kurang or self.galat) and bool(self.berubah)


@dataclass(frozen=True, slots=True)
class _Orang:
    """Everybody of the regency by NIK, where they stand, and which card belongs to whom."""

    orang: dict[str, list[tuple[Peserta, AnggotaKeluarga | None]]]
    kini: dict[tuple[int, int], Kedudukan]
    desa: dict[int, Desa]
    kartu: dict[str, str]
    sasaran: Daftar


def look_at(jawaban: JawabanBpjs, hari: date) -> Tinjauan:
    """The answer's file against the register on a day. Raises Kesalahan when it cannot be read at all."""
    with jawaban.berkas.open("rb") as stored:
        return look(jawaban.kabupaten, stored.read(), hari, jawaban.pemetaan)


def look(kabupaten: Kabupaten, isi: bytes, hari: date, pemetaan: Pemetaan) -> Tinjauan:
    """The same for bytes; `pemetaan` is what a person chose, over what is remembered or recognised."""
    columns = JawabanBpjsResource.kolom()
    table = find_table(JawabanBpjsResource.sheets(isi), columns)
    before = {} if pemetaan else remembered(kabupaten, table.headings)
    chosen = before or recognise(table.headings, columns)
    chosen |= {name: one for name, one in pemetaan.items() if one in table.headings}
    view = Tinjauan(judul=table.headings, pemetaan=chosen, kurang=[one.judul for one in lacking(chosen, columns)])
    view.teringat = bool(before)
    view.lembar = table.lembar
    if view.kurang:
        return view
    read = read_answer(table, chosen, columns)
    view.galat, view.ditolak, view.dilewati = read.galat, read.baris_salah, read.dilewati
    view.tersembunyi = read.tersembunyi
    known = _people(kabupaten, hari, read.baris)
    repeated = twice(read.baris, "nik"), twice(read.baris, "nomor_kartu")
    for row in read.baris:
        wrong = list(_wrong(row, known, repeated))
        if wrong:
            view.galat += wrong
            view.ditolak += 1
            continue
        change = _change(row, known, hari)
        (view.tetap if change.tetap else view.berubah).append(change)
    return view


def remembered(kabupaten: Kabupaten, judul: list[str]) -> Pemetaan:
    """What was chosen for an earlier file of the branch with the same headings; nothing when there was none."""
    found = KolomJawaban.objects.filter(kabupaten=kabupaten, sidik=digest(judul)).first()
    return dict(found.kolom) if found else {}


def headings_of(jawaban: JawabanBpjs) -> list[str]:
    """The headings of the answer's file, in their order."""
    with jawaban.berkas.open("rb") as stored:
        return find_table(JawabanBpjsResource.sheets(stored.read()), JawabanBpjsResource.kolom()).headings


def _people(kabupaten: Kabupaten, hari: date, rows: list[BarisJawaban]) -> _Orang:
    numbers, cards = {row.nik for row in rows}, {row.nomor_kartu for row in rows} - {""}
    here = people_ever(kabupaten)
    found: dict[str, list[tuple[Peserta, AnggotaKeluarga | None]]] = {}
    for one in here.filter(nik__in=numbers):
        found.setdefault(one.nik, []).append((one, None))
    members = AnggotaKeluarga.objects.filter(peserta__in=here, nik__in=numbers).select_related("peserta")
    for member in members:
        found.setdefault(member.nik, []).append((member.peserta, member))
    people = {person.pk for pairs in found.values() for person, _ in pairs}
    terms = MasaJabatan.objects.filter(inside(kabupaten), peserta__in=people).order_by("mulai", "pk")
    wanted = Q(nomor_kartu__in=cards)
    owners = dict(AnggotaKeluarga.objects.filter(wanted).values_list("nomor_kartu", "nik"))
    owners |= dict(Peserta.objects.filter(wanted).values_list("nomor_kartu", "nik"))
    return _Orang(
        orang=found, kini=standings_of(people, SELALU), kartu=owners, sasaran=targets(kabupaten, hari, people),
        desa={term.peserta_id: term.desa for term in terms.select_related("desa__kecamatan__kabupaten")},
    )  # fmt: skip


def _wrong(row: BarisJawaban, known: _Orang, repeated: tuple[dict[int, int], dict[int, int]]) -> Iterator[SalahSel]:
    by_nik, by_card = repeated
    if row.nomor in by_nik:
        yield SalahSel(row.sel["nik"], f"NIK ini sudah ada di baris {by_nik[row.nomor]}.", "Hapus salah satu barisnya.")
    if row.nik not in known.orang:
        yield SalahSel(
            row.sel["nik"], f"NIK {mask_number(row.nik)} tidak dikenal di kabupaten ini.",
            "Cocokkan NIK-nya; bila orangnya baru, desanya melapor dahulu. Atau hapus barisnya.",
        )  # fmt: skip
        return
    owner = known.kartu.get(row.nomor_kartu)
    if row.nomor in by_card:
        yield SalahSel(
            row.sel["nomor_kartu"], f"Nomor kartu ini juga dipakai di baris {by_card[row.nomor]}.",
            "Satu kartu untuk satu orang; tanyakan kepada BPJS Kesehatan.",
        )  # fmt: skip
    elif owner is not None and owner != row.nik:
        yield SalahSel(
            row.sel["nomor_kartu"], "Nomor kartu ini sudah milik orang lain di portal.",
            "Tanyakan kepada BPJS Kesehatan kartu siapa ini.",
        )  # fmt: skip
    person, member = _whom(row, known)
    kini = known.kini.get((person.pk, member.pk if member else 0), Kedudukan())
    if row.hasil == StatusKepesertaan.DITOLAK and kini.menunggu is None and not _same_refusal(row, kini):
        yield SalahSel(
            row.sel["hasil"], "Orang ini tidak sedang diajukan, jadi tidak ada yang ditolak.",
            "Periksa apakah berkas ini menjawab pengajuan yang benar.",
        )  # fmt: skip


def _same_refusal(row: BarisJawaban, kini: Kedudukan) -> bool:
    return bool(kini.penolakan) and kini.penolakan == row.alasan


def _whom(row: BarisJawaban, known: _Orang) -> tuple[Peserta, AnggotaKeluarga | None]:
    """Of the places where a NIK stands: who is waiting for an answer, else who is known, else the official."""

    def rank(pair: tuple[Peserta, AnggotaKeluarga | None]) -> tuple[bool, bool, bool]:
        kini = known.kini.get((pair[0].pk, pair[1].pk if pair[1] else 0))
        return (kini is None or kini.menunggu is None, kini is None, pair[1] is not None)

    return min(known.orang[row.nik], key=rank)


def _change(row: BarisJawaban, known: _Orang, hari: date) -> Perubahan:
    person, member = _whom(row, known)
    key = person.pk, member.pk if member else 0
    kini = known.kini.get(key, Kedudukan())
    target = known.sasaran.orang.get(key)
    steps = tuple(_steps(row, kini, target is not None, hari))
    card = row.nomor_kartu if row.nomor_kartu != (member or person).nomor_kartu else ""
    told = bool(kini.terkirim) or kini.menunggu is not None
    isi = {} if told or target is None or not steps else target.isi
    return Perubahan(row, person, member, known.desa[person.pk], kini.menunggu, steps, card, isi)


def _steps(
    row: BarisJawaban, kini: Kedudukan, ditanggung: bool, hari: date
) -> Iterator[tuple[StatusKepesertaan, date]]:
    """The states that a row adds; nothing where the register already says so."""
    day = row.tanggal or hari
    word = _meaning(row.hasil, kini, ditanggung)
    if word == DITERIMA:
        yield from _accepted(kini, row.tanggal, hari)
    elif word == StatusKepesertaan.AKTIF:
        yield from _active(kini, day, hari)
    elif word == StatusKepesertaan.DITOLAK:
        if kini.menunggu is not None:
            yield StatusKepesertaan.DITOLAK, hari
    elif kini.keadaan != word:
        yield StatusKepesertaan(word), day


def _meaning(hasil: str, kini: Kedudukan, ditanggung: bool) -> str:
    """ "Nonaktif" is the end that was asked for, or of somebody who left; else a suspension."""
    if hasil != NONAKTIF:
        return hasil
    leaving = kini.menunggu == JenisMutasi.AKHIRI or not ditanggung
    return str(StatusKepesertaan.BERAKHIR if leaving else StatusKepesertaan.DITANGGUHKAN)


def _active(kini: Kedudukan, day: date, hari: date) -> Iterator[tuple[StatusKepesertaan, date]]:
    if kini.menunggu == JenisMutasi.DAFTAR:
        yield StatusKepesertaan.TERDAFTAR, hari
    if kini.keadaan != StatusKepesertaan.AKTIF or kini.menunggu in {JenisMutasi.DAFTAR, JenisMutasi.UBAH}:
        yield StatusKepesertaan.AKTIF, day


def _accepted(kini: Kedudukan, tanggal: date | None, hari: date) -> Iterator[tuple[StatusKepesertaan, date]]:
    """ "Diterima" answers what was asked: registered and from its day active, changed, or ended."""
    if kini.menunggu == JenisMutasi.AKHIRI:
        yield StatusKepesertaan.BERAKHIR, tanggal or hari
        return
    known = {StatusKepesertaan.TERDAFTAR, StatusKepesertaan.AKTIF, StatusKepesertaan.DITANGGUHKAN}
    if kini.menunggu is not None or kini.keadaan not in known:
        yield StatusKepesertaan.TERDAFTAR, hari
    if tanggal is not None and kini.menunggu != JenisMutasi.UBAH and kini.keadaan != StatusKepesertaan.AKTIF:
        yield StatusKepesertaan.AKTIF, tanggal
