"""Keeps a file of BPJS until a person has chosen its columns and read its doubtful cells; then it is received."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from desa.actions.audit import record
from desa.models import Kabupaten, User
from desa.queries.tawaran import offered_texts
from desa.rules.perbaikan import LONGEST, Alamat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.tagihan import (
    DIDAHULUI,
    BerkasSalah,
    Kiriman,
    KolomBelumDikenal,
    forget_waiting,
    receive_tagihan,
)
from rekonsiliasi.models import Tagihan, TagihanMenunggu
from rekonsiliasi.queries.tagihan import sha256_of
from rekonsiliasi.rules.daftar import DIKETIK, Pemetaan

KEPT_FOR = timedelta(days=30)
WAITING = "tagihan/menunggu"


def bring_tagihan(
    *, kabupaten: Kabupaten, bulan: Bulan, nama_berkas: str, isi: bytes, by: User | None, kolom: Pemetaan | None = None
) -> Tagihan | TagihanMenunggu:
    """Receives a file, or keeps it where a person must choose columns or read cells.

    The same bytes find their waiting file again, with all that was chosen. Raises Kesalahan as `receive_tagihan`.
    """
    waiting = TagihanMenunggu.objects.filter(kabupaten=kabupaten, bulan=bulan.first_day, sha256=sha256_of(isi)).first()
    if waiting is not None:
        return read_waiting(menunggu=waiting, by=by, kolom=kolom)
    kiriman = Kiriman(kabupaten, bulan, nama_berkas, isi, by)
    try:
        return receive_tagihan(kabupaten=kabupaten, bulan=bulan, nama_berkas=nama_berkas, isi=isi, by=by, kolom=kolom)
    except (KolomBelumDikenal, BerkasSalah) as question:
        return _keep(kiriman, _asked(question, kolom or {}))


def read_waiting(
    *,
    menunggu: TagihanMenunggu,
    by: User | None,
    kolom: Pemetaan | None = None,
    sel: Mapping[Alamat, str] | None = None,
    kunci: Mapping[Alamat, str] | None = None,
    cara: Mapping[str, str] | None = None,
) -> Tagihan | TagihanMenunggu:
    """Reads a waiting file again by what a person says of it, and receives it once nothing is wrong any more.

    `kolom` are its columns, `sel` cells typed anew (empty: as the file has them), `kunci` offers that were chosen,
    `cara` by column title the way in which every doubtful cell of the column is to be read. Raises Kesalahan for a
    cell nobody asks about, an offer that was not made, and as `receive_tagihan`.
    """
    texts = {**_of_ways(menunggu, cara or {}), **_typed(menunggu, sel or {}), **_chosen(menunggu, kunci or {})}
    before, menunggu.sel = menunggu.sel, _with(menunggu, texts, by)
    columns = kolom or ({} if menunggu.judul else menunggu.kolom)
    with menunggu.berkas.open("rb") as kept:
        isi: bytes = kept.read()
    try:
        return receive_tagihan(
            kabupaten=menunggu.kabupaten, bulan=Bulan.of(menunggu.bulan), nama_berkas=menunggu.nama_berkas, isi=isi,
            by=by, kolom=columns or None, menunggu=menunggu,
        )  # fmt: skip
    except (KolomBelumDikenal, BerkasSalah) as question:
        return _keep_answers(menunggu, _asked(question, columns), before, by)


def discard_waiting(*, menunggu: TagihanMenunggu, by: User | None) -> None:
    """Takes a waiting file away that nobody will receive."""
    with transaction.atomic():
        forget_waiting(menunggu)
        record(
            "tagihan.buang", by=by, objek=menunggu.kabupaten, tempat=menunggu.kabupaten,
            ringkas=f"Berkas BPJS {Bulan.of(menunggu.bulan).nama} yang menunggu dibuang: {menunggu.nama_berkas}",
            rincian={"sha256": menunggu.sha256},
        )  # fmt: skip


def _asked(question: KolomBelumDikenal | BerkasSalah, kolom: Pemetaan) -> dict[str, Any]:
    """What the file waits for: its unknown headings with what they seem to be, or the cells that are wrong."""
    if isinstance(question, KolomBelumDikenal):
        return {"judul": question.judul, "kolom": question.usulan, "salah": []}
    return {"judul": [], "kolom": kolom, "salah": [one.as_json() for one in question.galat]}


def _keep(kiriman: Kiriman, asked: dict[str, Any]) -> TagihanMenunggu:
    _drop_old()
    path = default_storage.save(f"{WAITING}/{get_random_string(32)}.bin", ContentFile(kiriman.isi))
    try:
        row, created = _note(kiriman, asked | {"berkas": path})
    except BaseException:
        default_storage.delete(path)
        raise
    if not created:
        default_storage.delete(path)
    return row


@transaction.atomic
def _note(kiriman: Kiriman, values: dict[str, Any]) -> tuple[TagihanMenunggu, bool]:
    """The row of a file that waits, and whether it is a new one: the same bytes wait once."""
    row, created = TagihanMenunggu.objects.get_or_create(
        kabupaten=kiriman.kabupaten, bulan=kiriman.bulan.first_day, sha256=sha256_of(kiriman.isi),
        defaults=values | {"nama_berkas": kiriman.nama_berkas[-200:], "oleh": kiriman.by},
    )  # fmt: skip
    if created:
        record(
            "tagihan.unggah", by=kiriman.by, objek=row, tempat=row.kabupaten, rincian={"sha256": row.sha256},
            ringkas=f"Berkas BPJS {kiriman.bulan.nama} menunggu dibaca: {row.nama_berkas}",
        )  # fmt: skip
    return row, created


@transaction.atomic
def _keep_answers(
    menunggu: TagihanMenunggu, asked: dict[str, Any], before: list[dict[str, str]], by: User | None
) -> TagihanMenunggu:
    """What was chosen so far, and what is still wrong. Raises Kesalahan when somebody else was quicker."""
    row = TagihanMenunggu.objects.select_for_update().filter(pk=menunggu.pk).first()
    if row is None or row.diperiksa_pada != menunggu.diperiksa_pada:
        raise Kesalahan(*DIDAHULUI)
    row.sel = menunggu.sel
    row.judul, row.kolom, row.salah = asked["judul"], asked["kolom"], asked["salah"]
    row.save()
    if row.sel != before:
        record(
            "tagihan.baca", by=by, objek=row, tempat=row.kabupaten, rincian={"sha256": row.sha256, "sel": row.told()},
            ringkas=f"Membaca {len(row.sel)} sel berkas BPJS {Bulan.of(row.bulan).nama}: {row.nama_berkas}",
        )  # fmt: skip
    return row


def _faults(menunggu: TagihanMenunggu) -> Iterator[tuple[Alamat, dict[str, Any]]]:
    return (((one["lembar"], one["sel"]), one) for one in menunggu.salah if one["sel"])


def _of_ways(menunggu: TagihanMenunggu, cara: Mapping[str, str]) -> dict[Alamat, str]:
    """The offers that a way of reading means in all doubtful cells of its column."""
    keys = {
        place: offer["kunci"]
        for place, fault in _faults(menunggu)
        for offer in fault.get("tawaran", [])
        if offer.get("cara") and offer["cara"] == cara.get(fault.get("kolom", ""))
    }
    return _texts(menunggu, keys)


def _chosen(menunggu: TagihanMenunggu, kunci: Mapping[Alamat, str]) -> dict[Alamat, str]:
    """The offers that were chosen, each one made for its cell."""
    made = {(place, offer["kunci"]) for place, fault in _faults(menunggu) for offer in fault.get("tawaran", [])}
    for place, key in kunci.items():
        if (place, key) not in made:
            raise Kesalahan(f"Pilihan untuk sel {place[1]} tidak ditawarkan.", "Muat ulang halaman lalu pilih lagi.")
    return _texts(menunggu, kunci)


def _texts(menunggu: TagihanMenunggu, keys: Mapping[Alamat, str]) -> dict[Alamat, str]:
    found = offered_texts(menunggu.kabupaten, keys.values())
    return {place: found[key] for place, key in keys.items()}


def _typed(menunggu: TagihanMenunggu, sel: Mapping[Alamat, str]) -> dict[Alamat, str]:
    """Cells typed anew, where somebody asks about them and the column is not the branch's own statement."""
    columns = {place: one["kolom"] for place, one in _kept(menunggu).items()}
    columns |= {place: fault.get("kolom", "") for place, fault in _faults(menunggu)}
    for place, text in sel.items():
        if place not in columns:
            raise Kesalahan(f"Sel {place[1]} tidak sedang ditanyakan.", "Muat ulang halaman lalu periksa lagi.")
        if text.strip() and columns[place] not in DIKETIK:
            raise Kesalahan(
                f"Sel {place[1]} memuat pernyataan BPJS Kesehatan dan tidak dapat diketik di portal.",
                "Pilih bacaan yang ditawarkan, atau minta kantor cabang memperbaiki berkasnya.",
            )
        if len(text) > LONGEST:
            raise Kesalahan(f"Isi sel {place[1]} lebih dari {LONGEST} huruf.", "Pendekkan isinya.")
    return {place: text.strip() for place, text in sel.items()}


def _kept(menunggu: TagihanMenunggu) -> dict[Alamat, dict[str, str]]:
    return {(one["lembar"], one["sel"]): one for one in menunggu.sel}


def _with(menunggu: TagihanMenunggu, texts: Mapping[Alamat, str], by: User | None) -> list[dict[str, str]]:
    """The cells that a person has read, with these added; an empty text takes one back."""
    kept, asked = _kept(menunggu), dict(_faults(menunggu))
    for place, text in texts.items():
        before = kept.pop(place, None)
        fault = asked.get(place, {})
        known = before or {"semula": str(fault.get("nilai", "")), "kolom": str(fault.get("kolom", ""))}
        if text:
            kept[place] = known | {"lembar": place[0], "sel": place[1], "nilai": text, "oleh": str(by or "")}
    return list(kept.values())


def _drop_old() -> None:
    """Whatever waited for too long goes, files that no row names as well."""
    since = timezone.now() - KEPT_FOR
    for row in TagihanMenunggu.objects.filter(diperiksa_pada__lt=since):
        with suppress(Kesalahan):  # somebody reads it or took it away in this moment
            discard_waiting(menunggu=row, by=None)
    if not default_storage.exists(WAITING):
        return
    named = set(TagihanMenunggu.objects.values_list("berkas", flat=True))
    for name in default_storage.listdir(WAITING)[1]:
        path = f"{WAITING}/{name}"
        if path not in named and default_storage.get_modified_time(path) < since:
            default_storage.delete(path)
