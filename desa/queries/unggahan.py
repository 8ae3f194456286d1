"""Reads a kept file again with what was mended and answered beside it, and what the roster went through since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desa.enums import StatusPenyampaian, StatusUpload
from desa.models import AuditEvent, Desa, JawabanHilang, KepesertaanUpload, Penyampaian, PerbaikanSel
from desa.queries.daftar import difference
from desa.rules.daftar import Hasil
from desa.rules.daftar_bentuk import Jawaban
from desa.rules.jawaban import read_answer
from desa.rules.perbaikan import Alamat
from jaminan.bulan import Bulan

MOVED_BY = ("kepesertaan.terima", "kepesertaan.sampaikan", "kepesertaan.tanpa_perubahan")
CHANGES = ("baru", "berubah", "berakhir")


def difference_of(upload: KepesertaanUpload, desa: Desa, *, hari: date, bulan: Bulan) -> Hasil:
    """The kept bytes with the mended cells and the answers, against the roster as it is now."""
    with upload.berkas.open("rb") as kept:
        isi: bytes = kept.read()
    return difference(
        desa, isi, hari=hari, bulan=bulan, perbaikan=mended_cells(upload), jawaban=complete_answers(upload)
    )


def mended_cells(upload: KepesertaanUpload) -> dict[Alamat, str]:
    rows = PerbaikanSel.objects.filter(upload=upload).values_list("lembar", "sel", "nilai")
    return {(lembar, sel): nilai for lembar, sel, nilai in rows}


def complete_answers(upload: KepesertaanUpload) -> dict[int, Jawaban]:
    """The answers that say all they must, by spell in office."""
    found = {one.masa_id: answer_of(one)[0] for one in JawabanHilang.objects.filter(upload=upload)}
    return {masa: said for masa, said in found.items() if said is not None}


def answer_of(row: JawabanHilang) -> tuple[Jawaban | None, str]:
    """What a stored answer says, or the sentence that tells what it still lacks."""
    return read_answer(jawaban=row.jawaban, tanggal=row.tanggal, alasan=row.alasan, bukti=bool(row.bukti))


def open_upload(desa: Desa) -> KepesertaanUpload | None:
    """The village's newest file that was checked and not handed in, unless a later report made it old."""
    newest = KepesertaanUpload.objects.filter(desa=desa).exclude(status=StatusUpload.DISAMPAIKAN).first()
    if newest is None or Penyampaian.objects.filter(desa=desa, disampaikan_pada__gt=newest.pada).exists():
        return None
    return newest


@dataclass(frozen=True, slots=True)
class Kejadian:
    """Something that moved a village's roster or its month: when, by whom, and whom it is about."""

    pada: datetime
    oleh: str
    ringkas: str
    orang: tuple[str, ...]


def moved_since(desa: Desa, since: datetime | None) -> list[Kejadian]:
    """What was handed in or accepted for this village after a moment, oldest first."""
    if since is None:
        return []
    acts = AuditEvent.objects.filter(desa=desa, aksi__in=MOVED_BY, pada__gt=since).select_related("oleh").order_by("id")
    return [
        Kejadian(act.pada, str(act.oleh or "petugas server"), act.ringkas, tuple(people_in(act.rincian)))
        for act in acts
    ]


def people_in(rincian: dict[str, Any]) -> list[str]:
    """Whom a difference is about, in words: "Budi: Penghasilan Tetap"."""
    return list(dict.fromkeys(_told(kind, one) for kind in CHANGES for one in rincian.get(kind) or []))


def _told(kind: str, one: dict[str, Any]) -> str:
    what = {"baru": "baru", "berakhir": "berakhir"}.get(kind) or one.get("kolom", "")
    return f"{one.get('nama', '')}: {what}"


def unchanged_names(hasil: dict[str, Any], names: Iterable[str]) -> list[str]:
    """Who of these people is in no list of a difference."""
    changed = {one.get("nama") for kind in (*CHANGES, "hilang") for one in hasil.get(kind) or []}
    return [name for name in names if name not in changed]


def waiting_report(desa: Desa, bulan: Bulan) -> Penyampaian | None:
    """The report of the month that waits for DPM-Pemdes; a newer one takes its place."""
    waiting = Penyampaian.objects.filter(desa=desa, bulan=bulan.first_day, status=StatusPenyampaian.DISAMPAIKAN)
    return waiting.select_related("upload", "draf", "disampaikan_oleh").first()


def told(kejadian: Iterable[Kejadian], zona: Any) -> str:
    """The events in one sentence each, for an error message."""
    return " ".join(
        f"{one.ringkas} ({one.oleh}, pukul {one.pada.astimezone(zona):%H.%M}){': ' if one.orang else ''}"
        f"{', '.join(one.orang[:3])}."
        for one in kejadian
    )
