"""Table A of the Berita Acara: how many villages, officials and family members each book holds."""

from typing import Any

from django.db.models import QuerySet

from desa.enums import Jabatan
from desa.models import Kabupaten
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import covered_count
from iuran.models import Iuran
from jaminan.bulan import Bulan
from rekonsiliasi.enums import JenisSelisih, StatusBpjs
from rekonsiliasi.models import Rekonsiliasi, Selisih, Tagihan, TagihanBaris

NO_POST = "Daftar BPJS tidak memuat jabatan"
NO_MONTH_BEFORE = "Data bulan sebelumnya belum ada"
DATA_KINDS = (
    JenisSelisih.DATA_BERBEDA,
    JenisSelisih.GAJI_BERBEDA,
    JenisSelisih.STATUS_BERBEDA,
    JenisSelisih.KELUARGA_BERBEDA,
    JenisSelisih.GANDA,
)


def membership_table(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    """Rows of table A, counted on the last month of the period; None where a book cannot say."""
    bulan = Bulan.of(rekonsiliasi.bulan_sampai)
    ours = _ours(rekonsiliasi, bulan)
    theirs = _theirs(rekonsiliasi, bulan)
    heads = ours.filter(jabatan__contains=str(Jabatan.KEPALA_DESA.label)).count()
    people, active = ours.count(), theirs.filter(hubungan=1)
    return [
        _row("Desa", ours.values("desa").distinct().count(), _villages(active)),
        _row("Kepala desa", heads, None, NO_POST),
        _row("Perangkat desa", people - heads, None, NO_POST),
        _row("Kepala desa dan perangkat desa", people, active.count(), _doubles(rekonsiliasi)),
        _row("Anggota keluarga", _family(ours, rekonsiliasi.kabupaten, bulan), theirs.filter(hubungan__gt=1).count()),
        *_changes(rekonsiliasi, bulan),
        *_unmatched(rekonsiliasi),
    ]


def _doubles(rekonsiliasi: Rekonsiliasi) -> str:
    """The list is counted line by line, as it is billed; this says how many lines are about somebody already there."""
    found = Selisih.objects.filter(rekonsiliasi=rekonsiliasi, jenis=JenisSelisih.GANDA).count()
    return f"{found} tercatat ganda, rincian pada huruf C" if found else ""


def _row(uraian: str, dinas: int | None, bpjs: int | None, keterangan: str = "") -> dict[str, Any]:
    selisih = None if dinas is None or bpjs is None else dinas - bpjs
    return {"uraian": uraian, "dinas": dinas, "bpjs": bpjs, "selisih": selisih, "keterangan": keterangan}


def _ours(rekonsiliasi: Rekonsiliasi, bulan: Bulan) -> QuerySet[Iuran]:
    rows = Iuran.objects.bulanan().filter(penetapan__kabupaten=rekonsiliasi.kabupaten, bulan=bulan.first_day)
    return rows.order_by()


def _theirs(rekonsiliasi: Rekonsiliasi, bulan: Bulan) -> QuerySet[TagihanBaris]:
    """Active lines of the list of a month: the version this reconciliation used, else the newest one."""
    lists = Tagihan.objects.filter(kabupaten=rekonsiliasi.kabupaten, bulan=bulan.first_day).order_by("-versi")
    used = lists.filter(rekonsiliasi=rekonsiliasi).first() or lists.first()
    rows = TagihanBaris.objects.filter(tagihan=used) if used else TagihanBaris.objects.none()
    return rows.filter(status=StatusBpjs.AKTIF).order_by()


def _villages(rows: QuerySet[TagihanBaris]) -> int:
    return rows.exclude(desa=None).values("desa").distinct().count()


def _family(ours: QuerySet[Iuran], kabupaten: Kabupaten, bulan: Bulan) -> int:
    """Family members covered with their official on the first day of the month."""
    aturan = family_rule_in(kabupaten, bulan)
    return covered_count(ours.values_list("peserta_id", flat=True), aturan, bulan.first_day)


def _changes(rekonsiliasi: Rekonsiliasi, bulan: Bulan) -> list[dict[str, Any]]:
    """Who joined and who left since the month before the period."""
    before = Bulan.of(rekonsiliasi.bulan_mulai).previous()
    ours = [_niks(_ours(rekonsiliasi, month)) for month in (before, bulan)]
    theirs = [_niks(_theirs(rekonsiliasi, month).filter(hubungan=1)) for month in (before, bulan)]
    why = "" if ours[0] and theirs[0] else NO_MONTH_BEFORE
    return [
        _row("Mutasi tambah", _more(ours[0], ours[1]), _more(theirs[0], theirs[1]), why),
        _row("Mutasi kurang", _less(ours[0], ours[1]), _less(theirs[0], theirs[1]), why),
    ]


def _niks(rows: QuerySet[Iuran] | QuerySet[TagihanBaris]) -> set[str]:
    return set(rows.exclude(nik="").values_list("nik", flat=True))


def _more(before: set[str], now: set[str]) -> int | None:
    return len(now - before) if before else None


def _less(before: set[str], now: set[str]) -> int | None:
    return len(before - now) if before else None


def _unmatched(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    kinds = list(Selisih.objects.filter(rekonsiliasi=rekonsiliasi).values_list("jenis", flat=True))
    differing = sum(kind in DATA_KINDS for kind in kinds)
    told = "Rincian pada huruf C" if kinds else ""
    return [
        _row(
            "Tidak padan, hanya ada pada satu daftar",
            kinds.count(JenisSelisih.HANYA_KITA),
            kinds.count(JenisSelisih.HANYA_BPJS),
            told,
        ),
        _row("Padan, tetapi datanya berbeda", differing, differing, told),
    ]
