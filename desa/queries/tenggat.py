"""Reads the legal clocks: which run now on a village or a regency, by which pasal, and the last day of each."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Min, Q

from desa.enums import JenisTenggat, StatusDraf, StatusPenyampaian, StatusUpload
from desa.models import Desa, DrafPerubahan, Kabupaten, KepesertaanUpload, MasaJabatan, Penyampaian
from desa.parameters.bagian import AturanKepesertaan
from desa.queries.bagian import membership_rule
from desa.queries.kedudukan import unregistered
from desa.queries.keluar import leaving
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import TidakAdaPeraturan, exclusions, peraturan_in_force
from desa.rules.kalender import registration_deadline, report_deadline
from desa.rules.tenggat import Tenggat, by_urgency, cutoff
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

Place = Desa | Kabupaten


def rule_on(kabupaten: Kabupaten, day: date) -> AturanKepesertaan | None:
    """The membership article in force on a day; None where there was none yet."""
    bulan = Bulan.of(day)
    with suppress(Kesalahan):  # TidakAdaPeraturan is one
        return membership_rule(peraturan_in_force(kabupaten, bulan), bulan)
    return None


def report_by(kabupaten: Kabupaten, day: date) -> date | None:
    """The last day to report a change of that day; None where no regulation was in force yet."""
    rule = rule_on(kabupaten, day)
    return report_deadline(day, rule.lapor) if rule else None


def running_clocks(place: Place, today: date, *, ahead: bool = True) -> list[Tenggat]:
    """Every clock that runs on a place today, the most urgent first; `ahead` with ends of term and birthdays.

    A number of queries that does not grow with people or villages. Looking ahead reads three whole rosters.
    """
    kabupaten = place if isinstance(place, Kabupaten) else place.kabupaten
    villages = _villages(place)
    newest = _newest_reports(villages, Bulan.of(today))
    rule = rule_on(kabupaten, today)
    found = [
        *_monthly(villages, newest, today),
        *(_unsent(rule, villages, newest, today) if rule else ()),
        *(_registrations(place, rule, today) if rule else ()),
        *(_foreseen(place, today) if ahead else ()),
    ]
    names = {desa.kode: desa.nama for desa in villages}
    return by_urgency(replace(one, nama_desa=names.get(one.desa, "")) for one in found)


def _villages(place: Place) -> list[Desa]:
    rows = Desa.objects.select_related("kecamatan__kabupaten")
    return list(rows.filter(pk=place.pk) if isinstance(place, Desa) else rows.filter(kecamatan__kabupaten=place))


def _newest_reports(villages: list[Desa], bulan: Bulan) -> dict[int, Penyampaian]:
    rows = Penyampaian.objects.filter(desa__in=villages, bulan=bulan.first_day).select_related("upload", "draf")
    return {one.desa_id: one for one in rows.order_by("versi")}


def _monthly(villages: list[Desa], newest: dict[int, Penyampaian], today: date) -> Iterator[Tenggat]:
    """Who has not said anything of the month, or must say it again."""
    bulan = Bulan.of(today)
    for desa in villages:
        report = newest.get(desa.pk)
        if report is None or report.status == StatusPenyampaian.DIKEMBALIKAN:
            text = f"Laporan perangkat desa {bulan.nama}"
            yield Tenggat(JenisTenggat.BULANAN, desa.kode, cutoff(bulan), today, text, "batas BPJS Kesehatan")


def _unsent(
    rule: AturanKepesertaan, villages: list[Desa], newest: dict[int, Penyampaian], today: date
) -> Iterator[Tenggat]:
    """Changes that the village wrote or uploaded and has not handed in, each with its own seven days."""
    for desa, hasil in _written(villages, newest):
        for name, day, words in _changes(hasil):
            if day <= today:
                pasal = f"Pasal {rule.lapor.pasal}"
                yield Tenggat(
                    JenisTenggat.PERUBAHAN, desa.kode, report_deadline(day, rule.lapor), today, words, pasal, name
                )


def _written(villages: list[Desa], newest: dict[int, Penyampaian]) -> Iterator[tuple[Desa, dict[str, Any]]]:
    drafts = DrafPerubahan.objects.filter(desa__in=villages, status=StatusDraf.TERBUKA)
    open_drafts = {one.desa_id: one.hasil for one in drafts}
    uploads = KepesertaanUpload.objects.filter(desa__in=villages).exclude(status=StatusUpload.DISAMPAIKAN)
    last = {one.desa_id: one for one in uploads.order_by("pk")}
    for desa in villages:
        report, upload = newest.get(desa.pk), last.get(desa.pk)
        if open_drafts.get(desa.pk):
            yield desa, open_drafts[desa.pk]
        elif upload and (report is None or upload.pada > report.disampaikan_pada):
            yield desa, upload.hasil
        elif report and report.status == StatusPenyampaian.DIKEMBALIKAN and report.hasil:
            yield desa, report.hasil


def _changes(hasil: dict[str, Any]) -> Iterator[tuple[str, date, str]]:
    """Name, day and words of what a difference says with its day: who begins and who ends."""
    for kind, column, words in (("baru", "mulai", "Mulai menjabat"), ("berakhir", "tanggal", "Berhenti menjabat")):
        for one in hasil.get(kind, ()):
            if one.get(column) and one.get("jabatan"):
                yield one["nama"], date.fromisoformat(one[column]), f"{words}: {one['jabatan']}"


def _registrations(place: Place, rule: AturanKepesertaan, today: date) -> Iterator[Tenggat]:
    """Who is in office and not yet registered with BPJS Kesehatan: one calendar month from pelantikan."""
    kabupaten = place if isinstance(place, Kabupaten) else place.kabupaten
    insured = [one for one in roster_on(place, today, _exclusions(kabupaten, today)) if not one.pengecualian]
    waiting = unregistered([one.peserta.pk for one in insured], today)
    people = [one for one in insured if one.peserta.pk in waiting]
    since = _in_office_since([one.peserta.pk for one in people], today)
    for one in people:
        day = since[one.peserta.pk]
        yield Tenggat(
            JenisTenggat.PENDAFTARAN, one.masa.desa.kode, registration_deadline(day, rule.daftar), today,
            f"Mendaftarkan {one.masa.nama_jabatan}", f"Pasal {rule.daftar.pasal}", one.peserta.nama, one.peserta.pk,
        )  # fmt: skip


def _exclusions(kabupaten: Kabupaten, day: date) -> Iterable[Any]:
    try:
        return exclusions(peraturan_in_force(kabupaten, Bulan.of(day)))
    except TidakAdaPeraturan:
        return ()


def _in_office_since(people: list[int], today: date) -> dict[int, date]:
    terms = MasaJabatan.objects.filter(Q(berakhir__isnull=True) | Q(berakhir__gte=today), peserta__in=people)
    return dict(terms.order_by().values_list("peserta_id").annotate(Min("mulai")))


def _foreseen(place: Place, today: date) -> Iterator[Tenggat]:
    """Ends of term and birthdays of the next sixty days, on the first of the month from which cover ends."""
    try:
        found = leaving(place, today)
    except Kesalahan:  # no rule of the months ahead tells who is covered
        return
    for one in found:
        kind = JenisTenggat.KELUARGA if one.anggota else JenisTenggat.MASA
        yield Tenggat(kind, one.desa.kode, one.tanggal, today, one.alasan, "", one.nama, one.peserta.pk)
