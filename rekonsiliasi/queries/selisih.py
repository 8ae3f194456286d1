"""Reads the work on differences: lists for both sides and for a village, proposed days, and what was said."""

from datetime import date

from django.db.models import F, Q, QuerySet

from desa.access import memberships_of, today_in
from desa.enums import Peran
from desa.models import Desa, Kabupaten, User
from desa.queries.jatuh_tempo import due_of
from desa.queries.peraturan import bagian_iuran, peraturan_in_force
from desa.queries.tenggat import rule_on
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import PihakTindak, UmurSelisih
from rekonsiliasi.models import Rekonsiliasi, Selisih, TanggapanSelisih, undecided
from rekonsiliasi.rules.tenggat import settle_by

LAPOR_HARI = 7  # where no regulation is in force on the day: as MM Pasal 5 ayat (3)
SIDE = {
    Peran.SEKDES: PihakTindak.DESA,
    Peran.BENDAHARA_DESA: PihakTindak.DESA,
    Peran.DPM: PihakTindak.DPM,
    Peran.BENDAHARA: PihakTindak.DPM,
    Peran.BPJS: PihakTindak.BPJS,
}


def side_of(user: User | None, kabupaten: Kabupaten) -> str:
    """For whom the user speaks there; empty for a command on the server."""
    roles = [Peran(one.peran) for one in memberships_of(user) if one.kabupaten_id == kabupaten.pk]
    return next((str(SIDE[role]) for role in roles if role in SIDE), "")


def proposed_days(rekonsiliasi: Rekonsiliasi, pihak: str) -> dict[bool, date]:
    """Until when this side should settle a difference: of money (True), of people (False)."""
    kabupaten = rekonsiliasi.kabupaten
    today = today_in(kabupaten)
    rule = rule_on(kabupaten, today)
    days = rule.lapor.hari if rule else LAPOR_HARI
    bill = _next_due(kabupaten, Bulan.of(rekonsiliasi.bulan_sampai).next(), today)
    return {
        money: settle_by(pihak, uang=money, hari=today, lapor_hari=days, tagihan_berikut=bill)
        for money in (True, False)
    }


def _next_due(kabupaten: Kabupaten, bulan: Bulan, today: date) -> date:
    """The first due date from this month's bill on that is not past."""
    months = bulan.until(max(bulan, Bulan.of(today).next()))
    try:
        dates = [due_of(kabupaten, one, bagian_iuran(peraturan_in_force(kabupaten, one)).jatuh_tempo) for one in months]
    except Kesalahan:  # TidakAdaPeraturan is one
        return today
    return next((one.tanggal for one in dates if one.tanggal >= today), today)


def selisih_of(rekonsiliasi: Rekonsiliasi) -> QuerySet[Selisih]:
    """Its differences with what a line shows."""
    return rekonsiliasi.selisih.select_related("desa__kecamatan", "baris", "peserta", "diputus_oleh")


def selisih_in(kabupaten: Kabupaten) -> QuerySet[Selisih]:
    """The differences of a regency."""
    return Selisih.objects.filter(rekonsiliasi__kabupaten=kabupaten).select_related(
        "rekonsiliasi__kabupaten", "desa__kecamatan__kabupaten", "baris", "peserta", "mungkin", "diputus_oleh",
        "selesai_oleh", "usul__dijawab_oleh",
    )  # fmt: skip


def last_compared(kabupaten: Kabupaten) -> Bulan | None:
    """The newest month in which the two books of a regency were compared; None before the first time."""
    last = Rekonsiliasi.objects.filter(kabupaten=kabupaten).order_by("-bulan_sampai").first()
    return Bulan.of(last.bulan_sampai) if last else None


def selisih_of_village(desa: Desa) -> QuerySet[Selisih]:
    """What concerns one village: what it is to do first, then the newest month."""
    return (
        Selisih.objects.filter(desa=desa)
        .select_related(
            "rekonsiliasi__kabupaten",
            "desa__kecamatan__kabupaten",
            "baris",
            "peserta",
            "diputus_oleh",
            "usul__dijawab_oleh",
        )
        .order_by("-bulan", "jenis", "nama", "id")
    )


def tasks_of_village(desa: Desa) -> QuerySet[Selisih]:
    """What the village is to do and has not, the most urgent first."""
    rows = selisih_of_village(desa).filter(pihak=PihakTindak.DESA, selesai_pada__isnull=True).exclude(undecided())
    return rows.order_by(F("tenggat").asc(nulls_last=True), "nama", "id")


def overdue(today: date) -> Q:
    """Lines whose day is past without a word that it is done."""
    return Q(tenggat__lt=today, selesai_pada__isnull=True)


def in_state(rows: QuerySet[Selisih], keadaan: str, today: date) -> QuerySet[Selisih]:
    """The lines in one state of the work; an unknown state narrows nothing."""
    states = {
        "belum": undecided(),
        "sudah": ~undecided(),
        "dikembalikan": ~Q(dikembalikan=""),
        "lewat": overdue(today),
        "selesai": Q(selesai_pada__isnull=False),
    }
    return rows.filter(states[keadaan]) if keadaan in states else rows


def of_amount(rows: QuerySet[Selisih], jumlah: str) -> QuerySet[Selisih]:
    """The lines without rupiah ("0"), or with more than so many rupiah either way."""
    if not jumlah:
        return rows
    more = int(jumlah)
    if more == 0:
        return rows.filter(jumlah=0, jumlah_setoran=0)
    over = Q(jumlah__gt=more) | Q(jumlah__lt=-more) | Q(jumlah_setoran__gt=more) | Q(jumlah_setoran__lt=-more)
    return rows.filter(over)


def of_age(rows: QuerySet[Selisih], umur: str) -> QuerySet[Selisih]:
    """The lines that stand for so many months."""
    fresh = Q(sejak__isnull=True) | Q(sejak=F("bulan"))
    if umur == UmurSelisih.BARU:
        return rows.filter(fresh)
    months = [Bulan.of(day) for day in rows.order_by().values_list("bulan", flat=True).distinct()]
    second = Q(pk__in=[])
    for month in months:
        second |= Q(bulan=month.first_day, sejak=month.previous().first_day)
    return rows.filter(second) if umur == UmurSelisih.DUA else rows.exclude(fresh | second)


def returned_to(user: User) -> QuerySet[Selisih]:
    """The answers of this user that the other side sent back."""
    return Selisih.objects.filter(diputus_oleh=user).exclude(dikembalikan="").select_related("rekonsiliasi__kabupaten")


def said_about(row: Selisih) -> QuerySet[TanggapanSelisih]:
    """Everything that was said about this matter, in earlier months too, the oldest first."""
    rows = TanggapanSelisih.objects.filter(kabupaten=row.rekonsiliasi.kabupaten_id, kunci=row.kunci)
    return rows.filter(bulan__lte=row.bulan).select_related("oleh")


def villages_with_selisih(rekonsiliasi: Rekonsiliasi) -> QuerySet[Desa]:
    """For the filter: the villages that have a difference."""
    return Desa.objects.filter(pk__in=rekonsiliasi.selisih.values("desa_id")).order_by("nama", "kode")


def next_undecided(selisih: Selisih) -> Selisih | None:
    """The next difference without an answer in the same comparison, in the order of the list."""
    waiting = list(selisih.rekonsiliasi.selisih.filter(undecided()).exclude(pk=selisih.pk))
    after = [row for row in waiting if _place(row) > _place(selisih)]
    return next(iter(after or waiting), None)


def _place(row: Selisih) -> tuple[date, int, int]:
    return (row.bulan, row.desa_id or 0, row.pk)
