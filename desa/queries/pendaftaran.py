"""The registration queue of a regency: the accepted roster against what BPJS Kesehatan was last told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from desa.enums import JenisMutasi, JenisPeristiwa, StatusKepesertaan
from desa.models import (
    AnggotaKeluarga,
    Desa,
    Kabupaten,
    MasaJabatan,
    Pengajuan,
    PerubahanDaftar,
    Peserta,
    RiwayatKepesertaan,
)
from desa.parameters.bagian import AturanKepesertaan
from desa.parameters.edabu import Profil
from desa.queries.bagian import membership_rule
from desa.queries.baris import plain_rows
from desa.queries.kepesertaan import inside, terms_on
from desa.queries.peraturan import TidakAdaPeraturan, peraturan_in_force
from desa.queries.sasaran import (
    Daftar,
    Kunci,
    Sasaran,
    describe,
    describe_member,
    descriptions,
    household,
    in_full,
    judged_on,
    place_of,
)
from desa.rules.edabu import SEBUTAN, Permintaan, missing
from desa.rules.kalender import registration_deadline, report_deadline
from desa.rules.pendaftaran import (
    KOSONG,
    SELALU,
    Isi,
    Kedudukan,
    Peristiwa,
    Tindakan,
    at_rest,
    mark_of,
    next_request,
    standing,
    takes_effect,
)
from jaminan.bulan import Bulan

NOT_YET = Kedudukan()


@dataclass(frozen=True, slots=True)
class Butir:
    """One request of the queue: who, what, why, and by when the regulation wants it (None: it says nothing).

    `kolom` are the changed columns, `tertahan` the refusal that the village has to answer first.
    """

    sasaran: Sasaran
    jenis: JenisMutasi
    kini: Kedudukan
    kolom: tuple[str, ...] = ()
    sebab: str = ""
    tertahan: str = ""
    tenggat: date | None = None
    pasal: str = ""

    @property
    def nama(self) -> str:
        return self.sasaran.nama

    @property
    def sebutan(self) -> str:
        return self.sasaran.sebutan

    @property
    def kolom_nama(self) -> str:
        """The changed columns in words."""
        return ", ".join(SEBUTAN.get(name, name) for name in self.kolom)


@dataclass(frozen=True, slots=True)
class Antrean:
    """The queue on a day, the most pressing first."""

    kabupaten: Kabupaten
    hari: date
    butir: list[Butir]

    @property
    def berlaku(self) -> date:
        """From when a branch lets a request of this day count."""
        return takes_effect(self.hari)

    @property
    def terlambat(self) -> int:
        return sum(one.tenggat is not None and one.tenggat < self.hari for one in self.butir)

    def banyak(self, jenis: JenisMutasi) -> int:
        return sum(one.jenis == jenis and not one.tertahan for one in self.butir)

    def permintaan(self, one: Butir) -> Permintaan:
        return Permintaan(one.jenis, self.berlaku, one.sasaran.isi)

    def pilah(
        self, profil: Profil, *, kecamatan: str = "", ulangi: bool = False
    ) -> tuple[list[Butir], list[tuple[Butir, tuple[str, ...]]]]:
        """Who can go on this sheet, and who cannot yet with what is missing."""
        ready: list[Butir] = []
        waiting: list[tuple[Butir, tuple[str, ...]]] = []
        for one in self.butir:
            if kecamatan and one.sasaran.desa.kecamatan.kode != kecamatan:
                continue
            if one.jenis not in profil.mutasi or (one.tertahan and not ulangi):
                continue
            gaps = missing(self.permintaan(one), profil)
            if gaps:
                waiting.append((one, gaps))
            else:
                ready.append(one)
        return ready, waiting


# What a batch would tell BPJS Kesehatan; other cover and repaired posts reach it by the village's next change.
TOLD_TO_BPJS = (
    JenisPeristiwa.MULAI, JenisPeristiwa.AKHIR, JenisPeristiwa.PENGHASILAN, JenisPeristiwa.KELUARGA_BARU,
    JenisPeristiwa.KELUARGA_AKHIR,
)  # fmt: skip


def accepted_since_last_batch(kabupaten: Kabupaten) -> int:
    """How many people's changes were accepted after the newest batch; cheap, where the whole queue is not needed."""
    last = Pengajuan.objects.filter(kabupaten=kabupaten).aggregate(pada=Max("pada"))["pada"]
    rows = PerubahanDaftar.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, jenis__in=TOLD_TO_BPJS, penyampaian__diputus_pada__isnull=False
    )
    rows = rows.filter(penyampaian__diputus_pada__gt=last) if last else rows
    return rows.values("peserta", "anggota").distinct().count()


def digest(profil: Profil, butir: Iterable[Butir]) -> str:
    """Names what stands in the queue for a sheet: people, requests, and the event each of them rests on."""
    rows = [[*one.sasaran.kunci, str(one.jenis), one.kini.urut, dict(one.sasaran.isi)] for one in butir]
    text = json.dumps([str(profil.kode), rows], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


OF_EVENT = ("peserta_id", "anggota_id", "pk", "keadaan", "berlaku", "jenis", "sidik")
STATES = {str(one): one for one in StatusKepesertaan}


def events_of(people: QuerySet[Any] | Iterable[int], *, lengkap: bool = True) -> dict[Kunci, list[Peristiwa]]:
    """Every event of these officials and their families. One query.

    Not `lengkap`: without reasons, and of what was told only its mark; for whoever looks at a whole regency.
    """
    found: dict[Kunci, list[Peristiwa]] = {}
    rows = RiwayatKepesertaan.objects.filter(peserta__in=people).order_by("pk")
    told = rows.values_list(*OF_EVENT, "alasan", "isi") if lengkap else plain_rows(rows, *OF_EVENT)
    for person, member, pk, state, since, jenis, mark, *words in told:
        why, isi = words or ("", KOSONG)
        event = Peristiwa(pk, STATES[state], since, JenisMutasi(jenis) if jenis else None, why, isi, mark)
        found.setdefault((person, member or 0), []).append(event)
    return found


def as_event(row: RiwayatKepesertaan) -> Peristiwa:
    """A stored event as the rule needs it."""
    jenis = JenisMutasi(row.jenis) if row.jenis else None
    return Peristiwa(row.pk, StatusKepesertaan(row.keadaan), row.berlaku, jenis, row.alasan, row.isi, row.sidik)


def standings_of(people: QuerySet[Any] | Iterable[int], hari: date) -> dict[Kunci, Kedudukan]:
    """Where these officials and their families stand on a day; who is not in it was only reported."""
    return {key: standing(told, hari) for key, told in events_of(people).items()}


def people_ever(place: Desa | Kabupaten) -> QuerySet[Peserta]:
    """Officials with a post, now or before, at this place."""
    return Peserta.objects.filter(pk__in=MasaJabatan.objects.filter(inside(place)).values("peserta_id"))


def queue(kabupaten: Kabupaten, hari: date) -> Antrean:
    """What BPJS Kesehatan has to be asked for today. Constant number of queries."""
    judged = {one.kunci: one for one in judged_on(kabupaten, hari)}
    insured = descriptions(kabupaten, hari, judged.values())
    known = _looked_at(kabupaten, insured)
    asked = {key: request for key, one in known.items() if (request := next_request(insured.get(key), one))}
    if not asked:
        return Antrean(kabupaten, hari, [])
    wanted, rule = in_full([judged[key] for key in asked if key in judged], insured), _rule(kabupaten, hari)
    rows = [_wanted(one, asked[key], known[key], rule) for key, one in wanted.orang.items()]
    gone = {key: request for key, request in asked.items() if key not in insured}
    rows += _leaving(kabupaten, hari, wanted, gone, known, rule)
    rows.sort(key=lambda one: (one.tenggat or SELALU, one.sasaran.desa.kode, one.sasaran.kunci))
    return Antrean(kabupaten, hari, rows)


def _looked_at(kabupaten: Kabupaten, insured: Mapping[Kunci, Isi]) -> dict[Kunci, Kedudukan]:
    """Where those stand of whom something may have to be asked: told by marks, for a regency has thousands at rest."""
    events = events_of(people_ever(kabupaten), lengkap=False)
    marked = {key: standing(told, SELALU) for key, told in events.items()}
    stirred = {key for key, isi in insured.items() if not at_rest(mark_of(isi), marked.get(key, NOT_YET))}
    stirred |= {key for key, one in marked.items() if key not in insured and next_request(None, one)}
    known = standings_of({person for person, _ in stirred}, SELALU) if stirred else {}
    return {key: known.get(key, NOT_YET) for key in stirred}


def _rule(kabupaten: Kabupaten, hari: date) -> AturanKepesertaan | None:
    try:
        return membership_rule(peraturan_in_force(kabupaten, Bulan.of(hari)), Bulan.of(hari))
    except TidakAdaPeraturan:
        return None


def _wanted(one: Sasaran, asked: Tindakan, kini: Kedudukan, rule: AturanKepesertaan | None) -> Butir:
    found = Butir(one, asked.jenis, kini, kolom=asked.kolom, tertahan=asked.tertahan)
    if asked.jenis == JenisMutasi.UBAH or rule is None:
        return found
    deadline = registration_deadline(one.sejak, rule.daftar)
    return replace(found, tenggat=deadline, pasal=rule.daftar.pasal)


def _leaving(
    kabupaten: Kabupaten, hari: date, wanted: Daftar, asked: Mapping[Kunci, Tindakan],
    known: Mapping[Kunci, Kedudukan], rule: AturanKepesertaan | None,
) -> list[Butir]:  # fmt: skip
    """Whoever BPJS Kesehatan has and the roster has no more; a person in office elsewhere is that place's to report."""
    people = Peserta.objects.in_bulk({person for person, _ in asked})
    members = AnggotaKeluarga.objects.in_bulk({member for _, member in asked if member})
    elsewhere = set(
        terms_on(hari).filter(peserta__in=people).exclude(inside(kabupaten)).values_list("peserta_id", flat=True)
    )
    last = _last_terms(kabupaten, people)
    found: list[Butir] = []
    for (person, member), request in asked.items():
        if person in elsewhere:
            continue
        term, one = last[person], members.get(member)
        isi = described(people[person], one, term, known[person, member])
        sejak, why = _ended(term, one, wanted.alasan.get((person, member), ""), hari)
        found.append(
            Butir(
                Sasaran(people[person], one, term.desa, sejak, isi), request.jenis, known[person, member],
                sebab=why, tertahan=request.tertahan,
                tenggat=report_deadline(sejak, rule.lapor) if rule else None, pasal=rule.lapor.pasal if rule else "",
            )
        )  # fmt: skip
    return found


def _last_terms(kabupaten: Kabupaten, people: Iterable[int]) -> dict[int, MasaJabatan]:
    rows = MasaJabatan.objects.filter(inside(kabupaten), peserta__in=people)
    rows = rows.select_related("desa__kecamatan__kabupaten", "peserta").order_by("mulai", "pk")
    return {row.peserta_id: row for row in rows}


def described(
    peserta: Peserta, anggota: AnggotaKeluarga | None, term: MasaJabatan, kini: Kedudukan
) -> dict[str, object]:
    """A person as BPJS Kesehatan knows them, with today's card number; by the roster where it was told nothing."""
    isi = dict(kini.terkirim)
    if not isi:
        official = describe(peserta, term, place_of(term.desa), None, None)
        isi = describe_member(household(official), anggota) if anggota else official
    return isi | {"nomor_kartu": (anggota or peserta).nomor_kartu}


def _ended(term: MasaJabatan, anggota: AnggotaKeluarga | None, alasan: str, hari: date) -> tuple[date, str]:
    """Since when and why somebody is insured here no more."""
    if anggota is not None and anggota.berakhir:
        return anggota.berakhir, "Tidak lagi tercatat dalam keluarga."
    if term.berakhir and term.berakhir < hari:
        who = "" if anggota is None else f"{term.peserta.nama}: "
        return term.berakhir, f"{who}{term.get_alasan_berakhir_display()}."
    return Bulan.of(hari).first_day, alasan or "Tidak lagi ditanggung menurut daftar desa."


@dataclass(frozen=True, slots=True)
class BarisPengajuan:
    """One person of a batch and what BPJS Kesehatan has said since (None: nothing yet)."""

    riwayat: RiwayatKepesertaan
    jawaban: RiwayatKepesertaan | None

    @property
    def terjawab(self) -> bool:
        return self.jawaban is not None

    @property
    def orang(self) -> AnggotaKeluarga | Peserta:
        return self.riwayat.anggota or self.riwayat.peserta


def batch_rows(pengajuan: Pengajuan) -> list[BarisPengajuan]:
    """Everybody of a batch with the newest event that answered it. Two queries."""
    asked = list(pengajuan.baris.select_related("peserta", "anggota", "desa").order_by("pk"))
    people = {one.peserta_id for one in asked}
    later = RiwayatKepesertaan.objects.filter(peserta__in=people, pengajuan__isnull=True).order_by("-pk")
    answers: dict[tuple[int, int | None, str], list[RiwayatKepesertaan]] = {}
    for one in later:
        answers.setdefault((one.peserta_id, one.anggota_id, one.jenis), []).append(one)
    return [BarisPengajuan(one, _last_answer(one, answers)) for one in asked]


def _last_answer(
    asked: RiwayatKepesertaan, answers: dict[tuple[int, int | None, str], list[RiwayatKepesertaan]]
) -> RiwayatKepesertaan | None:
    """The newest answer to this request: later than it, and about the same thing."""
    found = answers.get((asked.peserta_id, asked.anggota_id, asked.jenis), [])
    return next((one for one in found if one.pk > asked.pk), None)
