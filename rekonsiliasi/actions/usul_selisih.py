"""Turns what a village is to settle into proposals for its next list, and takes them back when it no longer is."""

from collections.abc import Iterable

from desa.actions.usul_daftar import propose_correction, withdraw_proposal
from desa.models import User
from desa.queries.bagian import reconciliation_rule
from desa.queries.peraturan import peraturan_in_force
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.enums import PihakTindak
from rekonsiliasi.models import Rekonsiliasi, Selisih
from rekonsiliasi.rules.usul import OrangPadaBuku, Usulan, proposal


def settle_proposals(work: Rekonsiliasi, rows: Iterable[Selisih], by: User | None) -> None:
    """Call it inside the transaction that decides these lines. One proposal a line; an answered one stays."""
    month = Bulan.of(work.bulan_sampai).next()
    legal = _article(work)
    for row in rows:
        wanted = _wanted(row)
        if row.usul is not None and (wanted is None or row.usul.kata != wanted.kata) and not row.usul.jawaban:
            withdraw_proposal(usul=row.usul, by=by)
            row.usul = None
        if wanted is not None and row.usul is None and row.desa is not None:
            row.usul = propose_correction(
                desa=row.desa, peserta=row.peserta, jenis=wanted.jenis, nama=row.nama, kata=wanted.kata,
                asal=f"Selisih {Bulan.of(row.bulan).nama} dengan BPJS Kesehatan: {row.get_sebab_display().lower()}"
                f"{legal}. {row.tindak_lanjut}".strip(),
                isian=wanted.isian, bulan=month, by=by,
            )  # fmt: skip


def _article(work: Rekonsiliasi) -> str:
    bulan = Bulan.of(work.bulan_sampai)
    try:
        rule = reconciliation_rule(peraturan_in_force(work.kabupaten, bulan), bulan)
    except Kesalahan:
        return ""
    return f" (Pasal {rule.koreksi_data.pasal})" if rule.koreksi_data.pasal else ""


def _wanted(row: Selisih) -> Usulan | None:
    """What this line proposes; None unless the village is to settle it."""
    if row.pihak != PihakTindak.DESA or row.belum or row.desa is None:
        return None
    return proposal(row.jenis, row.sebab, _ours(row), _theirs(row))


def _ours(row: Selisih) -> OrangPadaBuku:
    one = row.peserta
    if one is None:
        return OrangPadaBuku()
    return OrangPadaBuku(one.nik, one.nama, one.tanggal_lahir, one.nomor_kartu)


def _theirs(row: Selisih) -> OrangPadaBuku:
    one = row.baris
    return OrangPadaBuku(one.nik, one.nama, one.tanggal_lahir, one.nomor_kartu, one.gaji) if one else OrangPadaBuku()
