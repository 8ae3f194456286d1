"""Writes the corrections of earlier months into the bill that is being assessed; assessed rows stay as they are."""

from typing import Any

from desa.actions.nilai import mark_used
from desa.models import Kecamatan
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.ketentuan import as_json
from iuran.queries.koreksi import Tertunda, pending_of
from iuran.rules.koreksi import BulanLalu, explain_correction
from jaminan.bulan import Bulan


def write_corrections(penetapan: Penetapan, kecamatan: Kecamatan, lalu: list[BulanLalu]) -> list[Iuran]:
    """Adds the correction rows of one kecamatan; call it inside the transaction that assesses it."""
    found = pending_of(kecamatan, lalu)
    firsts = _first_rows(found)
    rows = Iuran.objects.bulk_create(_row(one, penetapan, firsts) for one in found)
    for month in {one.lalu.bulan: one.lalu for one in found}.values():
        mark_used(values=month.ketentuan.nilai, bulan=month.bulan)
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
        for row, one in zip(rows, found, strict=True)
        for share in one.pembetulan.porsi
    )
    return rows


def _first_rows(found: list[Tertunda]) -> dict[tuple[int, Bulan], int]:
    """The first row of each person and month, which all its corrections point at."""
    people = {one.peserta.pk for one in found}
    months = {one.pembetulan.bulan.first_day for one in found}
    rows = Iuran.objects.filter(peserta__in=people, bulan__in=months, koreksi_atas__isnull=True)
    return {(person, Bulan.of(day)): pk for pk, person, day in rows.values_list("pk", "peserta_id", "bulan")}


def _row(one: Tertunda, penetapan: Penetapan, firsts: dict[tuple[int, Bulan], int]) -> Iuran:
    correction, hasil = one.pembetulan, one.pembetulan.hasil
    return Iuran(
        penetapan=penetapan,
        peserta=one.peserta,
        desa=one.desa,
        bulan=correction.bulan.first_day,
        koreksi_atas_id=firsts.get((one.peserta.pk, correction.bulan)),
        alasan=correction.alasan,
        penjelasan=explain_correction(correction),
        nilai=[as_json(value) for value in one.lalu.ketentuan.nilai],
        **_person(one),
        penghasilan=hasil.penghasilan if hasil else 0,
        dasar=hasil.dasar if hasil else 0,
    )


def _person(one: Tertunda) -> dict[str, Any]:
    masa = one.pembetulan.masa
    return {"nik": one.peserta.nik, "nama": one.peserta.nama, "jabatan": masa.nama if masa else "Tidak menjabat"}
