"""Reads one official's life on the roster as a timeline: posts, wages, status, family, and who said each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from desa.enums import JenisPeristiwa
from desa.models import Desa, MasaJabatan, PerubahanDaftar, Peserta
from desa.queries.orang import terms_of
from desa.queries.riwayat import told_by
from desa.rules.daftar_bentuk import shown
from desa.rules.kolom import JUDUL
from desa.rules.riwayat import restored
from jaminan.bulan import Bulan, format_tanggal
from jaminan.penyamar import mask_number
from jaminan.rupiah import format_rupiah

NUMBERS = {"nomor_kk", "nomor_kartu"}
MENDED = {JenisPeristiwa.MASA, JenisPeristiwa.DATA, JenisPeristiwa.STATUS, JenisPeristiwa.KELUARGA_DATA}


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One thing that holds from a day on: what kind, in words, by whose word, and how late it was told."""

    tanggal: date
    pokok: str
    isi: str
    asal: str = ""
    terlambat: int = 0


def story_of(peserta: Peserta, villages: QuerySet[Desa]) -> list[Peristiwa]:
    """The person's timeline as far as these villages go, newest first. Constant number of queries.

    What began after the last post in these villages had ended belongs to another village.
    """
    terms = list(terms_of(peserta, villages).select_related(*_people("penyampaian")))
    until = max((one.berakhir or date.max for one in terms), default=date.min)
    changes = list(
        PerubahanDaftar.objects.filter(peserta=peserta, desa__in=villages).select_related(
            "anggota", "masa", *_people("penyampaian")
        )
    )
    ends = {one.masa_id: one for one in changes if one.jenis == JenisPeristiwa.AKHIR}
    begins = {one.masa_id: one for one in changes if one.jenis == JenisPeristiwa.MULAI}
    found = [
        *(event for term in terms for event in _posts(term, begins.get(term.pk), ends.get(term.pk))),
        *_wages(peserta),
        *_family(peserta, {(one.anggota_id, one.jenis): one for one in changes}),
        *_statements(peserta),
        *_at_bpjs(peserta, villages),
        *(_changed(one) for one in changes if one.jenis in MENDED),
    ]
    order = [one for one in found if one.tanggal <= until]
    return sorted(order, key=lambda one: one.tanggal, reverse=True)


def _people(report: str) -> list[str]:
    names = ("desa__kecamatan__kabupaten", "disampaikan_oleh", "diputus_oleh")
    return [f"{report}__{name}" for name in names]


def _posts(term: MasaJabatan, began: PerubahanDaftar | None, ended: PerubahanDaftar | None) -> Iterator[Peristiwa]:
    where = f"{term.nama_jabatan}, Desa {term.desa}"
    yield Peristiwa(
        term.mulai, "Jabatan", f"Mulai menjabat {where}", told_by(term.penyampaian), began.terlambat if began else 0
    )
    if term.berakhir:
        report = ended.penyampaian if ended else term.penyampaian
        why = term.get_alasan_berakhir_display().lower()
        text = f"Hari terakhir menjabat {where}: {why}"
        yield Peristiwa(term.berakhir, "Jabatan", text, told_by(report), ended.terlambat if ended else 0)


def _wages(peserta: Peserta) -> Iterator[Peristiwa]:
    for row in peserta.penghasilan.select_related(*_people("penyampaian")):
        yield Peristiwa(
            row.mulai, "Penghasilan", f"Penghasilan tetap {format_rupiah(row.jumlah)} sebulan", told_by(row.penyampaian)
        )


def _family(peserta: Peserta, changes: dict[tuple[int | None, str], PerubahanDaftar]) -> Iterator[Peristiwa]:
    for one in peserta.keluarga.all():
        who = f"{one.nama} ({one.get_hubungan_display().lower()})"
        came = changes.get((one.pk, JenisPeristiwa.KELUARGA_BARU))
        yield Peristiwa(one.mulai, "Keluarga", f"{who} tercatat sebagai keluarga", *_word(came))
        if one.berakhir:
            went = changes.get((one.pk, JenisPeristiwa.KELUARGA_AKHIR))
            yield Peristiwa(one.berakhir, "Keluarga", f"Hari terakhir {who} tercatat", *_word(went))


def _word(change: PerubahanDaftar | None) -> tuple[str, int]:
    return (told_by(change.penyampaian), change.terlambat) if change else (told_by(None), 0)


def _statements(peserta: Peserta) -> Iterator[Peristiwa]:
    """Proofs, statements and decisions about the family, and a class that the official pays alone."""
    for member in peserta.keluarga.prefetch_related("bukti_sekolah__oleh", "keterangan__oleh"):
        for proof in member.bukti_sekolah.all():
            withdrawn = ", kemudian dicabut" if proof.diakhiri_pada else ""
            text = f"Bukti sekolah {member.nama} sampai {format_tanggal(proof.sampai)}{withdrawn}"
            yield Peristiwa(proof.mulai, "Jaminan", text, _stated(proof))
        for one in member.keterangan.all():
            until = f" sampai sebelum {Bulan.of(one.berakhir).nama}" if one.berakhir else ""
            text = f"{member.nama}: {one.get_jenis_display().lower()}{until}"
            yield Peristiwa(one.mulai, "Jaminan", text, _stated(one))
    for grade in peserta.naik_kelas.select_related("oleh"):
        text = f"Naik ke {grade.get_kelas_display().lower()} dengan biaya sendiri"
        yield Peristiwa(grade.mulai, "Jaminan", text, _stated(grade))


def _at_bpjs(peserta: Peserta, villages: QuerySet[Desa]) -> Iterator[Peristiwa]:
    """What happened to the official and the family at BPJS Kesehatan."""
    for row in peserta.riwayat_kepesertaan.filter(desa__in=villages).select_related("anggota", "oleh"):
        who = f"{row.anggota.nama}: " if row.anggota else ""
        why = f": {row.alasan}" if row.alasan else ""
        yield Peristiwa(row.berlaku, "Kepesertaan", f"{who}{row.get_keadaan_display()}{why}", _stated(row))


def _stated(row: Any) -> str:
    return f"Dicatat {row.oleh or 'petugas server'} {format_tanggal(row.pada)}"


def _changed(one: PerubahanDaftar) -> Peristiwa:
    """A field that was said anew, old and new; numbers of people stay masked."""
    name = JUDUL.get(one.isian, one.isian.replace("_", " ").capitalize())
    who = f"{one.anggota.nama}: " if one.anggota else ""
    old, new = (_value(one.isian, value) for value in (one.lama, one.baru))
    subject = "Keluarga" if one.anggota else ("Jabatan" if one.masa else "Data")
    text = f"{who}{name} {new}" + (f", sebelumnya {old}" if old else "")
    return Peristiwa(one.mulai, subject, text, told_by(one.penyampaian), one.terlambat)


def _value(isian: str, kept: Any) -> str:
    if kept in (None, ""):
        return ""
    if isian in NUMBERS:
        return mask_number(kept)
    value = restored(isian, kept) if isinstance(kept, str) else kept
    return format_tanggal(value) if isinstance(value, date) else str(shown(isian, value))
