"""What villages have begun or told late: a draft that is not handed in, and one change in the register of lateness.

Nobody's post, wage or family changes: rosters, amounts and BPJS' lists of the sample stay as they are.
"""

from datetime import UTC, datetime

from desa.actions.perubahan import begin_change, save_answer
from desa.enums import JenisPeristiwa, Peran, SifatJabatan
from desa.models import Desa, Kabupaten, MasaJabatan, PerubahanDaftar, User
from desa.queries.tenggat import report_by
from desa.rules.riwayat import days_late

from .akun import username
from .jam import at

# A village of each regency that has not reported November: Kalabe and Matan Jaya.
WITH_DRAFT = ("76.03.02.2017", "61.11.02.2010")
BEGUN, TOLD_LATE = datetime(2026, 11, 9, 3, tzinfo=UTC), datetime(2026, 3, 16, 3, tzinfo=UTC)


def begun_and_late(kabupaten: Kabupaten) -> None:
    with at(BEGUN):
        _draft(Desa.objects.get(kecamatan__kabupaten=kabupaten, kode__in=WITH_DRAFT))
    _late(kabupaten)


def _draft(desa: Desa) -> None:
    """One change of which two questions are answered and two are still open."""
    sekdes = User.objects.get(username=username(Peran.SEKDES, desa))
    term = MasaJabatan.objects.filter(desa=desa, berakhir__isnull=True).order_by("-jabatan", "pk").last()
    assert term is not None  # noqa: S101 - every village of the sample has officials
    row = begin_change(desa=desa, kunci="draf-contoh", siapa=str(term.pk), by=sekdes)
    for step, said in (("apa", "berakhir"), ("sejak", "31/10/2026")):
        row, _ = save_answer(perubahan=row, langkah=step, isian={step: said}, by=sekdes)


def _late(kabupaten: Kabupaten) -> None:
    """The stand-in of 2 March 2026 was told on 16 March, on paper, before the portal was used."""
    term = MasaJabatan.objects.filter(
        desa__kecamatan__kabupaten=kabupaten, sifat=SifatJabatan.PJ, mulai__year=TOLD_LATE.year
    ).order_by("pk")[0]
    deadline = report_by(kabupaten, term.mulai)
    PerubahanDaftar.objects.create(
        desa=term.desa, peserta=term.peserta, masa=term, jenis=JenisPeristiwa.MULAI, baru=term.nama_jabatan,
        mulai=term.mulai, tanggal=term.mulai, tenggat=deadline, pada=TOLD_LATE,
        terlambat=days_late(deadline, TOLD_LATE.date()) if deadline else 0,
    )  # fmt: skip
