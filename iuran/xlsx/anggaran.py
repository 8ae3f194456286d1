"""A budget as a workbook: month by month, by village or account, and every assumption."""

from desa.models import Desa
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Sel, Tabel, write_tabel
from iuran.queries.anggaran import Anggaran, PorsiAnggaran
from iuran.queries.rekening import RekeningAnggaran

UANG = Jenis.UANG
BULANAN = (
    KolomTabel("Bulan", lebar=18), KolomTabel("Penanggung", lebar=32), KolomTabel("Sumber dana", lebar=18),
    KolomTabel("Rencana", UANG, 18, True), KolomTabel("Ditetapkan", UANG, 18, True),
    KolomTabel("Disetor", UANG, 18, True),
)  # fmt: skip
DESA = (
    KolomTabel("Kode", lebar=15), KolomTabel("Desa", lebar=28), KolomTabel("Orang", UANG, 8, True),
    KolomTabel("Pagu", UANG, 18, True), KolomTabel("Rencana", UANG, 18, True),
    KolomTabel("Ditetapkan", UANG, 18, True), KolomTabel("Disetor", UANG, 18, True), KolomTabel("Keadaan", lebar=60),
)  # fmt: skip
JUMLAH_REKENING = (
    KolomTabel("Rekening", lebar=14), KolomTabel("Nama", lebar=42), KolomTabel("Pagu", UANG, 18, True),
    KolomTabel("Rencana", UANG, 18, True), KolomTabel("Ditetapkan", UANG, 18, True),
    KolomTabel("Disetor", UANG, 18, True),
)  # fmt: skip
SPREAD = "Setoran tidak menyebut rekening; dibagi menurut urutan rekening, paling banyak sebesar yang ditetapkan."
REKENING = (
    KolomTabel("Rekening", lebar=14), KolomTabel("Nama", lebar=42), KolomTabel("Bulan", lebar=18),
    KolomTabel("Rencana", UANG, 18, True), KolomTabel("Ditetapkan", UANG, 18, True),
    KolomTabel("Disetor", UANG, 18, True),
)  # fmt: skip


def budget_workbook(anggaran: Anggaran) -> bytes:
    """The workbook; its sums are those of the page."""
    title = title_of(anggaran)
    heads = [title, *(f"{one.penanggung.label}: {one.landasan.kalimat}" for one in anggaran.porsi if one.landasan)]
    sheets = [Tabel("Per bulan", BULANAN, [row for one in anggaran.porsi for row in _months(one)], tuple(heads), 2)]
    if anggaran.rekening:
        sheets += [
            Tabel("Per rekening", JUMLAH_REKENING, [_account(one) for one in anggaran.rekening], (SPREAD,)),
            Tabel("Rekening per bulan", REKENING, [row for one in anggaran.rekening for row in _account_months(one)]),
        ]
    if anggaran.desa:
        sheets.append(
            Tabel("Per desa", DESA, [_village(one.desa, one.orang, one.porsi) for one in anggaran.desa], beku=2)
        )
    sheets.append(Tabel("Andaian", (KolomTabel("Andaian", lebar=120),), [(one,) for one in anggaran.andaian]))
    return write_tabel(title, sheets)


def title_of(anggaran: Anggaran) -> str:
    place = anggaran.tempat
    kind = f"Desa {place.nama} ({place.kode})" if isinstance(place, Desa) else f"Kabupaten {place.nama}"
    return f"Anggaran iuran jaminan kesehatan {anggaran.tahun}, {kind}"


def _months(porsi: PorsiAnggaran) -> list[tuple[Sel, ...]]:
    return [
        (one.bulan.nama, porsi.penanggung.label, porsi.sumber_dana, one.rencana, one.ditetapkan,
         one.disetor if porsi.disetor_di_sini else None)
        for one in porsi.bulan
    ]  # fmt: skip


def _account(one: RekeningAnggaran) -> tuple[Sel, ...]:
    return (one.kode, one.nama, one.pagu, one.rencana, one.ditetapkan, one.disetor)


def _account_months(account: RekeningAnggaran) -> list[tuple[Sel, ...]]:
    return [
        (account.kode, account.nama, one.bulan.nama, one.rencana, one.ditetapkan, one.disetor) for one in account.bulan
    ]


def _village(desa: Desa, orang: int, porsi: PorsiAnggaran) -> tuple[Sel, ...]:
    told = porsi.landasan.kalimat if porsi.landasan else ""
    paid = porsi.disetor if porsi.disetor_di_sini else None
    return (desa.kode, desa.nama, orang, porsi.pagu, porsi.rencana, porsi.ditetapkan, paid, told)
