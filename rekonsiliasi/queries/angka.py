"""The figures of a Berita Acara: contribution by month, share, kecamatan and village, and every difference."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, Sum

from desa.enums import Penanggung
from desa.models import Desa, Kabupaten
from iuran.models import AlokasiSetoran, Iuran, IuranQuerySet, PorsiIuran
from iuran.queries.buku import book
from iuran.queries.kebutuhan import without_month
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number
from jaminan.rupiah import basis_points_to_percent, in_words
from rekonsiliasi.enums import SELISIH_UANG, JenisSelisih, StatusBpjs
from rekonsiliasi.models import Rekonsiliasi, Selisih, TagihanBaris

OUTSIDE = "Di luar rincian desa"


def months_of(rekonsiliasi: Rekonsiliasi) -> list[Bulan]:
    """Every month of the agreed period."""
    return Bulan.of(rekonsiliasi.bulan_mulai).until(Bulan.of(rekonsiliasi.bulan_sampai))


def iuran_of(rekonsiliasi: Rekonsiliasi) -> Q:
    """What the bills of the period hold, corrections of earlier months included, by condition on Iuran."""
    return Q(
        penetapan__kabupaten_id=rekonsiliasi.kabupaten_id,
        penetapan__bulan__gte=rekonsiliasi.bulan_mulai,
        penetapan__bulan__lte=rekonsiliasi.bulan_sampai,
    )


def by_month(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    """Per month and share: percentage, people, base, due, corrected, paid and what is short (over: negative)."""
    return [_month(rekonsiliasi, bulan) for bulan in months_of(rekonsiliasi)]


def _month(rekonsiliasi: Rekonsiliasi, bulan: Bulan) -> dict[str, Any]:
    rows = Iuran.objects.filter(iuran_of(rekonsiliasi), penetapan__bulan=bulan.first_day)
    firsts = rows.bulanan().aggregate(orang=Count("id"), dasar=Sum("dasar"))
    paid = _paid(rekonsiliasi, bulan)
    shares = [_share(share, paid.get(share["penanggung"], 0)) for share in _due(rows)]
    return {
        "bulan": bulan.nama,
        "orang": firsts["orang"],
        "dasar": firsts["dasar"] or 0,
        "porsi": shares,
        **{key: sum(share[key] for share in shares) for key in ("seharusnya", "koreksi", "dibayar", "selisih")},
    }


def _due(rows: IuranQuerySet) -> list[dict[str, Any]]:
    """Per payer the percentages used, the sum of the month's shares and that of corrections; the employer first."""
    shares = PorsiIuran.objects.filter(iuran__in=rows.values("pk")).values("penanggung", "basis_poin")
    sums = shares.annotate(
        bulanan=Sum("jumlah", filter=Q(iuran__alasan=""), default=0),
        koreksi=Sum("jumlah", filter=~Q(iuran__alasan=""), default=0),
        biasa=Count("pk", filter=Q(iuran__alasan="")),
    )
    found: dict[str, dict[str, Any]] = {}
    for row in sums.order_by("penanggung", "basis_poin"):
        empty = {"penanggung": row["penanggung"], "poin": [], "jumlah": 0, "koreksi": 0}
        share = found.setdefault(row["penanggung"], empty)
        share["poin"] += [row["basis_poin"]] if row["biasa"] else []
        share["jumlah"] += row["bulanan"]
        share["koreksi"] += row["koreksi"]
    return sorted(found.values(), key=lambda share: list(Penanggung).index(share["penanggung"]))


def _share(share: dict[str, Any], paid: int) -> dict[str, Any]:
    percents = [basis_points_to_percent(points).replace(".", ",") for points in share["poin"]]
    return {
        "penanggung": str(Penanggung(share["penanggung"]).label),
        "persen": " dan ".join(percents),
        "seharusnya": share["jumlah"],
        "koreksi": share["koreksi"],
        "dibayar": paid,
        "selisih": share["jumlah"] + share["koreksi"] - paid,
    }


def _paid(rekonsiliasi: Rekonsiliasi, bulan: Bulan) -> dict[str, int]:
    rows = AlokasiSetoran.objects.filter(setoran__kabupaten=rekonsiliasi.kabupaten, bulan=bulan.first_day)
    sums = rows.values("setoran__penanggung").annotate(jumlah=Sum("jumlah")).order_by()
    return {row["setoran__penanggung"]: row["jumlah"] for row in sums}


BALANCE = ("awal", "iuran", "koreksi", "disetor", "akhir")


def balances(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    """Per payer: opening + due + corrections - paid = closing over the period, in rupiah.

    Beside it stands `belum`: what was deposited and is for no month yet, so that it is in no month's paid.
    Raises Kesalahan when the book does not close: then there is no paper (design section 9, 16).
    """
    months = months_of(rekonsiliasi)
    found: dict[str, dict[str, int]] = {}
    for bulan in months:
        for row in book(rekonsiliasi.kabupaten, bulan):
            sums = found.setdefault(str(row.penanggung), dict.fromkeys(BALANCE, 0))
            sums["awal"] += row.saldo_awal if bulan == months[0] else 0
            sums["iuran"] += row.iuran
            sums["koreksi"] += row.koreksi
            sums["disetor"] += row.disetor
            sums["akhir"] += row.sisa if bulan == months[-1] else 0
    for name, sums in found.items():
        _require_closed(name, sums)
    waiting = _waiting(rekonsiliasi.kabupaten)
    order = [payer for payer in Penanggung if str(payer) in {*found, *waiting}]
    nothing = dict.fromkeys(BALANCE, 0)
    return [
        {"penanggung": str(payer.label), **found.get(str(payer), nothing), "belum": waiting.get(str(payer), 0)}
        for payer in order
    ]


def _waiting(kabupaten: Kabupaten) -> dict[str, int]:
    """Rupiah of standing deposits that are for no month yet, per payer, all that is known today."""
    sums: dict[str, int] = defaultdict(int)
    for row in without_month(kabupaten):
        sums[str(row.penanggung)] += row.belum_teralokasi
    return sums


def _require_closed(payer: str, sums: dict[str, int]) -> None:
    rest = sums["awal"] + sums["iuran"] + sums["koreksi"] - sums["disetor"] - sums["akhir"]
    if rest:
        raise Kesalahan(
            f"Saldo {Penanggung(payer).label} tidak menutup: tersisa {rest} rupiah tanpa penjelasan.",
            "Periksa setoran bulan ini. Berita Acara disusun setelah saldo awal, iuran dan setoran cocok.",
        )


def by_place(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    """Per kecamatan, with its villages: people and rupiah of both books, and ours less theirs.

    What neither book gives to a village (a bill that states more than its lines) stands in a last entry.
    """
    ours, theirs = _ours_by_village(rekonsiliasi), _theirs_by_village(rekonsiliasi)
    villages = Desa.objects.filter(kecamatan__kabupaten=rekonsiliasi.kabupaten).select_related("kecamatan")
    places: dict[str, dict[str, Any]] = {}
    for desa in villages.order_by("kode"):
        row = _place(desa.nama, desa.kode, ours.pop(desa.pk, (0, 0)), theirs.pop(desa.pk, (0, 0)))
        kecamatan = desa.kecamatan
        place = places.setdefault(kecamatan.kode, {"nama": kecamatan.nama, "kode": kecamatan.kode, "desa": []})
        place["desa"].append(row)
    found = [place | _sums(place["desa"]) for place in places.values()]
    return found + _outside(rekonsiliasi, found)


def _place(nama: str, kode: str, ours: tuple[int, int], theirs: tuple[int, int]) -> dict[str, Any]:
    return {
        "nama": nama,
        "kode": kode,
        "orang_kita": ours[0],
        "orang_bpjs": theirs[0],
        "kita": ours[1],
        "bpjs": theirs[1],
        "selisih": ours[1] - theirs[1],
    }


FIGURES = ("orang_kita", "orang_bpjs", "kita", "bpjs", "selisih")


def _sums(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    rows = list(rows)
    return {key: sum(row[key] for row in rows) for key in FIGURES}


def _outside(rekonsiliasi: Rekonsiliasi, places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the totals hold beyond the villages; no entry when that is nothing."""
    sums = _sums(places)
    ours = (rekonsiliasi.orang_kita - sums["orang_kita"], rekonsiliasi.total_kita - sums["kita"])
    theirs = (rekonsiliasi.orang_bpjs - sums["orang_bpjs"], rekonsiliasi.total_bpjs - sums["bpjs"])
    return [_place(OUTSIDE, "", ours, theirs) | {"desa": []}] if any((*ours, *theirs)) else []


def _ours_by_village(rekonsiliasi: Rekonsiliasi) -> dict[int, tuple[int, int]]:
    """People on the last month, rupiah over the whole period."""
    rows = Iuran.objects.filter(iuran_of(rekonsiliasi)).values("desa").order_by()
    last = rows.filter(alasan="", bulan=rekonsiliasi.bulan_sampai).annotate(orang=Count("peserta", distinct=True))
    heads = {row["desa"]: row["orang"] for row in last}
    money = rows.values_list("desa").annotate(Sum("porsi__jumlah"))
    return {desa: (heads.get(desa, 0), amount or 0) for desa, amount in money}


def _theirs_by_village(rekonsiliasi: Rekonsiliasi) -> dict[int | None, tuple[int, int]]:
    officials = Q(hubungan=1, status=StatusBpjs.AKTIF, tagihan__bulan=rekonsiliasi.bulan_sampai)
    rows = TagihanBaris.objects.filter(tagihan__in=rekonsiliasi.tagihan.all()).values("desa").order_by()
    sums = rows.annotate(
        orang=Count("id", filter=officials), pemberi_kerja=Sum("iuran_pemda"), peserta=Sum("iuran_peserta")
    )
    return {row["desa"]: (row["orang"], row["pemberi_kerja"] + row["peserta"]) for row in sums}


def totals(rekonsiliasi: Rekonsiliasi) -> list[dict[str, Any]]:
    """The totals that the two offices agree on, each in words."""
    rows = (
        ("Kebutuhan iuran menurut daftar desa", rekonsiliasi.total_kita),
        ("Tagihan BPJS Kesehatan", rekonsiliasi.total_bpjs),
        ("Selisih kebutuhan dengan tagihan", rekonsiliasi.total_kita - rekonsiliasi.total_bpjs),
        ("Iuran yang sudah disetor", rekonsiliasi.total_setoran),
        ("Selisih kebutuhan dengan setoran", rekonsiliasi.total_kita - rekonsiliasi.total_setoran),
    )
    return [{"uraian": name, "jumlah": amount, "terbilang": in_words(amount)} for name, amount in rows]


def differences(rekonsiliasi: Rekonsiliasi) -> dict[str, Any]:
    """Every difference with its cause, and the sums by kind; `sisa` is what they leave unexplained."""
    rows = list(rekonsiliasi.selisih.select_related("desa__kecamatan").order_by("bulan", "desa__kode", "nama", "id"))
    people = [row for row in rows if row.jenis not in SELISIH_UANG]
    money = [row for row in rows if row.jenis in SELISIH_UANG]
    explained, deposited = sum(row.jumlah for row in rows), sum(row.jumlah_setoran for row in rows)
    return {
        "orang": [_difference(row, row.jumlah) for row in people],
        "uang": [_difference(row, row.jumlah_setoran) for row in money],
        "ringkas_orang": _by_kind(people, "jumlah"),
        "ringkas_uang": _by_kind(money, "jumlah_setoran"),
        "jumlah": explained,
        "jumlah_setoran": deposited,
        "sisa": rekonsiliasi.total_kita - rekonsiliasi.total_bpjs - explained,
        "sisa_setoran": rekonsiliasi.total_kita - rekonsiliasi.total_setoran - deposited,
    }


def _difference(row: Selisih, amount: int) -> dict[str, Any]:
    return {
        "nama": row.nama,
        "nik": mask_number(row.nik) if row.nik else "",
        "desa": row.desa.nama if row.desa else "",
        "kecamatan": row.desa.kecamatan.nama if row.desa else "",
        "bulan": Bulan.of(row.bulan).nama,
        "jenis": str(JenisSelisih(row.jenis).label),
        "penanggung": row.get_penanggung_display() if row.penanggung else "",
        "sebab": row.get_sebab_display() if row.sebab else "",
        "pihak": row.get_pihak_display() if row.pihak else "",
        "tindak_lanjut": row.tindak_lanjut,
        "jumlah": amount,
    }


def _by_kind(rows: list[Selisih], column: str) -> list[dict[str, Any]]:
    counts = Counter(row.jenis for row in rows)
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.jenis] += getattr(row, column)
    return [
        {"jenis": str(kind.label), "banyak": counts[kind], "jumlah": sums[kind]}
        for kind in JenisSelisih
        if counts[kind]
    ]
