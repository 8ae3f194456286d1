"""Assesses a regency's month: who owes what, frozen with the values and the pasal that were used."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from desa.actions.audit import record
from desa.actions.nilai import mark_used
from desa.models import Kabupaten, Kecamatan, User
from desa.queries.kepesertaan import Pejabat, roster_on
from iuran.actions.koreksi import write_corrections
from iuran.actions.pindahan import carry_over
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan, PenetapanKecamatan, PorsiIuran, SaldoPindahan
from iuran.queries.ketentuan import KetentuanBulan, as_json, rule_of
from iuran.queries.koreksi import correction_blockers, earlier_months
from iuran.queries.penetapan import billed, blockers, closed, later_closed, penetapan_of, without_wage
from iuran.rules import HasilIuran, agrees, contribution, contributions, explain
from iuran.rules.koreksi import BulanLalu
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

REASON_LENGTH = 300


def assess_iuran(
    *, kabupaten: Kabupaten, bulan: Bulan, by: User | None, maju: Callable[[int, int], None] | None = None
) -> Penetapan:
    """Assesses everybody in office on the first day of the month, one transaction per kecamatan.

    What became known too late for earlier months comes along as corrections (MM Pasal 12 ayat (4)).
    Runs again without harm: a finished month stays as it is, an interrupted one goes on where it stopped.
    `maju` is told (kecamatan done, kecamatan in all) after each. Raises Kesalahan before anything is written
    when the month is closed or too far ahead, or a regulation, a law value or somebody's wage is missing.
    """
    earlier = cache(lambda: earlier_months(kabupaten, bulan))
    penetapan = _begin(kabupaten, bulan, earlier, by)
    if penetapan.status != StatusPenetapan.BERJALAN:
        return penetapan
    rule = rule_of(kabupaten, bulan, penetapan)
    places = list(Kecamatan.objects.filter(kabupaten=kabupaten))
    for number, kecamatan in enumerate(places, start=1):
        _assess_kecamatan(penetapan, kecamatan, rule, earlier(), by)
        if maju is not None:
            maju(number, len(places))
    return _finish(penetapan, by)


def begin_assessment(*, kabupaten: Kabupaten, bulan: Bulan, by: User | None) -> Penetapan:
    """The month's row, made if it is not there: regulation and due date are frozen here.

    Raises Kesalahan when the month is closed or something stands in the way of beginning it.
    """
    return _begin(kabupaten, bulan, lambda: earlier_months(kabupaten, bulan), by)


@transaction.atomic
def _begin(kabupaten: Kabupaten, bulan: Bulan, earlier: Callable[[], list[BulanLalu]], by: User | None) -> Penetapan:
    """Reads the earlier months only where the month is new."""
    found = penetapan_of(kabupaten, bulan)
    if found is None:
        return _open_month(kabupaten, bulan, earlier(), by)
    if found.status == StatusPenetapan.DITUTUP:
        raise closed(kabupaten, bulan)
    if found.gagal:
        Penetapan.objects.filter(pk=found.pk).update(gagal="")
        record("penetapan.lanjut", by=by, objek=found, tempat=kabupaten, ringkas=f"Melanjutkan iuran {bulan.nama}")
        found.gagal = ""
    return found


def _open_month(kabupaten: Kabupaten, bulan: Bulan, earlier: list[BulanLalu], by: User | None) -> Penetapan:
    for problem in (*blockers(kabupaten, bulan), *correction_blockers(kabupaten, earlier)):
        raise problem
    rule = rule_of(kabupaten, bulan)
    penetapan, created = Penetapan.objects.get_or_create(
        kabupaten=kabupaten,
        bulan=bulan.first_day,
        defaults={
            "peraturan": rule.peraturan,
            "jatuh_tempo": rule.jatuh_tempo.tanggal,
            "alasan_jatuh_tempo": _short(rule.jatuh_tempo.alasan),
            "kecamatan_jumlah": Kecamatan.objects.filter(kabupaten=kabupaten).count(),
            "oleh": by,
        },
    )
    if created:
        record(
            "penetapan.mulai",
            by=by,
            objek=penetapan,
            tempat=kabupaten,
            ringkas=f"Mulai menetapkan iuran {bulan.nama}",
            rincian={"peraturan": rule.peraturan.kode, "jatuh_tempo": rule.jatuh_tempo.tanggal.isoformat()},
        )
    return penetapan


@transaction.atomic
def _assess_kecamatan(
    penetapan: Penetapan, kecamatan: Kecamatan, rule: KetentuanBulan, earlier: list[BulanLalu], by: User | None
) -> None:
    """Writes one kecamatan's rows and corrections, unless it is done; two runs at once wait for each other here."""
    locked = Penetapan.objects.select_for_update().get(pk=penetapan.pk)
    if locked.status != StatusPenetapan.BERJALAN or locked.kecamatan.filter(kecamatan=kecamatan).exists():
        return
    officials = _still_owing(billed(roster_on(kecamatan, penetapan.bulan, rule.pengecualian)), penetapan)
    problem = without_wage(officials, Bulan.of(penetapan.bulan))
    if problem is not None:
        raise problem
    total = _write_rows(penetapan, officials, rule)
    if officials:
        mark_used(values=rule.ketentuan.nilai, bulan=Bulan.of(penetapan.bulan))
    corrected = write_corrections(penetapan, kecamatan, earlier)
    PenetapanKecamatan.objects.create(penetapan=penetapan, kecamatan=kecamatan, orang=len(officials))
    done = PenetapanKecamatan.objects.filter(penetapan=penetapan).count()
    Penetapan.objects.filter(pk=penetapan.pk).update(kecamatan_selesai=done)
    record(
        "penetapan.kecamatan",
        by=by,
        objek=penetapan,
        tempat=penetapan.kabupaten,
        ringkas=f"Menetapkan iuran {Bulan.of(penetapan.bulan).nama} Kecamatan {kecamatan.nama}",
        rincian={
            "kecamatan": kecamatan.kode,
            "orang": len(officials),
            "jumlah": total,
            "pembetulan": [row.pk for row in corrected],
        },
    )


def _still_owing(officials: list[Pejabat], penetapan: Penetapan) -> list[Pejabat]:
    """Without those who already have the month, in a kecamatan done before they changed their post."""
    people = [official.peserta.pk for official in officials]
    done = set(Iuran.objects.filter(bulan=penetapan.bulan, peserta_id__in=people).values_list("peserta_id", flat=True))
    return [official for official in officials if official.peserta.pk not in done]


def _write_rows(penetapan: Penetapan, officials: list[Pejabat], rule: KetentuanBulan) -> int:
    """Adds an Iuran and its shares per official; returns the sum of the shares in rupiah."""
    by_wage = contributions((_wage(official) for official in officials), rule.ketentuan)
    results = [by_wage[_wage(official)] for official in officials]
    figures = {wage: _figures(hasil, rule, penetapan) for wage, hasil in by_wage.items()}
    rows = Iuran.objects.bulk_create(
        Iuran(penetapan=penetapan, bulan=penetapan.bulan, **_person(official), **figures[_wage(official)])
        for official in officials
    )
    PorsiIuran.objects.bulk_create(
        PorsiIuran(
            iuran=row,
            penanggung=share.penanggung,
            basis_poin=share.basis_poin,
            jumlah=share.jumlah,
            sumber_dana=share.sumber_dana,
            penyetor=share.penyetor,
            pasal=share.pasal,
        )
        for row, hasil in zip(rows, results, strict=True)
        for share in hasil.porsi
    )
    return sum(hasil.iuran for hasil in results)


def _person(official: Pejabat) -> dict[str, Any]:
    """The columns that say who owes."""
    return {
        "peserta": official.peserta,
        "desa": official.masa.desa,
        "nik": official.peserta.nik,
        "nama": official.peserta.nama,
        "jabatan": official.masa.nama_jabatan,
    }


def _figures(hasil: HasilIuran, rule: KetentuanBulan, penetapan: Penetapan) -> dict[str, Any]:
    """The columns that follow from the wage alone, with the values and the sentences that explain them."""
    national = contribution(hasil.penghasilan, rule.nasional) if rule.nasional else None
    return {
        "nilai": [as_json(value) for value in rule.ketentuan.nilai],
        "penghasilan": hasil.penghasilan,
        "dasar": hasil.dasar,
        "nasional_dasar": national.dasar if national else None,
        "nasional_jumlah": national.iuran if national else None,
        "nasional_sesuai": agrees(hasil, national) if national else None,
        "penjelasan": [*explain(hasil, rule.ketentuan), f"Jatuh tempo: {penetapan.alasan_jatuh_tempo}"],
    }


def _wage(official: Pejabat) -> int:
    if official.penghasilan is None:
        raise ValueError("Penghasilan tetap belum tercatat.")
    return official.penghasilan


@transaction.atomic
def _finish(penetapan: Penetapan, by: User | None) -> Penetapan:
    """Marks the month as assessed, once all its kecamatan are."""
    locked = Penetapan.objects.select_for_update(of=("self",)).select_related("kabupaten").get(pk=penetapan.pk)
    if locked.status != StatusPenetapan.BERJALAN:
        return locked
    locked.status = StatusPenetapan.SELESAI
    locked.selesai_pada = timezone.now()
    locked.save(update_fields=["status", "selesai_pada"])
    record(
        "penetapan.selesai",
        by=by,
        objek=locked,
        tempat=locked.kabupaten,
        ringkas=f"Iuran {Bulan.of(locked.bulan).nama} ditetapkan",
        rincian={"orang": sum(locked.kecamatan.values_list("orang", flat=True))},
    )
    return locked


@transaction.atomic
def note_failure(*, penetapan: Penetapan, sebab: str, by: User | None) -> None:
    """Writes beside an unfinished month why its last run stopped, so that its page says so."""
    Penetapan.objects.filter(pk=penetapan.pk, status=StatusPenetapan.BERJALAN).update(gagal=_short(sebab))
    record(
        "penetapan.gagal", by=by, objek=penetapan, tempat=penetapan.kabupaten, ringkas=f"Penetapan berhenti: {sebab}"
    )


@transaction.atomic
def close_month(*, kabupaten: Kabupaten, bulan: Bulan, by: User | None) -> Penetapan:
    """Closes an assessed month and carries its rest into the next; called when its Berita Acara is issued.

    A closed one stays closed.
    Raises Kesalahan when the month is not wholly assessed.
    """
    found = Penetapan.objects.select_for_update().filter(kabupaten=kabupaten, bulan=bulan.first_day).first()
    if found is None or found.status == StatusPenetapan.BERJALAN:
        raise Kesalahan(
            f"Bulan {bulan.nama} di Kabupaten {kabupaten.nama} belum selesai ditetapkan, jadi belum dapat ditutup.",
            "Tetapkan iurannya lebih dahulu.",
        )
    if found.status == StatusPenetapan.SELESAI:
        found.status = StatusPenetapan.DITUTUP
        found.save(update_fields=["status"])
        carried = carry_over(found)
        record(
            "penetapan.tutup",
            by=by,
            objek=found,
            tempat=kabupaten,
            ringkas=f"Bulan {bulan.nama} ditutup",
            rincian={"saldo_pindahan": len(carried), "jumlah": sum(row.jumlah for row in carried)},
        )
    return found


@transaction.atomic
def reopen_month(*, kabupaten: Kabupaten, bulan: Bulan, by: User | None) -> Penetapan:
    """Opens a closed month again, once both sides agreed: what it had carried into the next no longer counts.

    Assessed rows stay as they are. An open month stays open. Raises Kesalahan when a later month is closed, which
    began with this one's rest.
    """
    found = Penetapan.objects.select_for_update().get(kabupaten=kabupaten, bulan=bulan.first_day)
    later = later_closed(kabupaten, bulan)
    if later is not None:
        raise later
    if found.status == StatusPenetapan.DITUTUP:
        found.status = StatusPenetapan.SELESAI
        found.save(update_fields=["status"])
        entries = SaldoPindahan.objects.filter(kabupaten=kabupaten, dari_bulan=bulan.first_day)
        taken = entries.update(dicabut_pada=timezone.now())
        record(
            "penetapan.buka_kembali",
            by=by,
            objek=found,
            tempat=kabupaten,
            ringkas=f"Bulan {bulan.nama} dibuka kembali",
            rincian={"saldo_pindahan_dicabut": taken},
        )
    return found


def _short(text: str) -> str:
    return text if len(text) <= REASON_LENGTH else f"{text[: REASON_LENGTH - 1]}…"
