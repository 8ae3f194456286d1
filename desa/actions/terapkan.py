"""Carries out the plan of an accepted roster file: people, posts, wages, families, in bulk."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from desa.models import AnggotaKeluarga, Desa, MasaJabatan, PenghasilanTetap, Penyampaian, Peserta, StatusJaminan
from desa.rules.daftar import Rencana
from jaminan.kesalahan import Kesalahan

STANDING = {"pns", "jaminan_lain"}
EVER = date(2000, 1, 1)  # earlier than any month of the portal
CLASH = (
    "Perubahan ini bertentangan dengan catatan portal, misalnya dua orang pada satu jabatan.",
    "Kembalikan laporan ini kepada desa agar daftarnya diunggah ulang.",
)


def apply_plan(desa: Desa, rencana: Rencana, *, mulai: date, hari: date, laporan: Penyampaian | None = None) -> None:
    """Writes the whole plan or nothing; call it inside the transaction of the act.

    `mulai` is the first day of the reported month, `hari` today in the regency. Posts and wages keep the report
    that brought them. Raises Kesalahan when the database refuses.
    """
    try:
        with transaction.atomic():
            people = _people(rencana, mulai)
            _terms(desa, rencana, people, laporan)
            _wages(rencana, people, laporan)
            _family(rencana, people, mulai, hari)
    except IntegrityError:
        raise Kesalahan(*CLASH) from None


def _people(rencana: Rencana, mulai: date) -> dict[str, Peserta]:
    """Everybody the plan names, by NIK, with new and changed fields written."""
    owners = [nik for nik, _ in rencana.keluarga_baru]
    wanted = {*rencana.orang, *rencana.gaji, *owners, *(term[0] for term in rencana.masa_baru)}
    people = {one.nik: one for one in Peserta.objects.select_for_update().filter(nik__in=wanted)}
    _standings(people, rencana, mulai)
    changed = [one for nik, one in people.items() if _set(one, rencana.orang.get(nik, {}))]
    fields = sorted({name for one in changed for name in rencana.orang[one.nik]})
    if changed:
        Peserta.objects.bulk_update(changed, fields)
    fresh = [Peserta(nik=nik, **fields) for nik, fields in rencana.orang.items() if nik not in people]
    return people | {one.nik: one for one in Peserta.objects.bulk_create(fresh)}


def _standings(people: dict[str, Peserta], rencana: Rencana, mulai: date) -> None:
    """A change of civil servant or other cover holds from the reported month; before it, what was known stays."""
    for nik, one in people.items():
        values = rencana.orang.get(nik, {})
        if not STANDING & set(values):
            continue
        before = {name: getattr(one, name) for name in STANDING}
        if not one.status_jaminan.exists():
            StatusJaminan.objects.create(peserta=one, mulai=EVER, **before)
        now = before | {name: value for name, value in values.items() if name in STANDING}
        StatusJaminan.objects.update_or_create(peserta=one, mulai=mulai, defaults=now)


def _set(row: Any, values: dict[str, Any]) -> bool:
    for name, value in values.items():
        setattr(row, name, value)
    return bool(values)


def _terms(desa: Desa, rencana: Rencana, people: dict[str, Peserta], laporan: Penyampaian | None) -> None:
    """Ends and corrections first, so that a successor finds the post free."""
    terms = list(MasaJabatan.objects.select_for_update().filter(desa=desa, pk__in=rencana.masa_ubah))
    for term in sorted(terms, key=lambda term: "berakhir" not in rencana.masa_ubah[term.pk]):
        _set(term, rencana.masa_ubah[term.pk])
        term.save(update_fields=sorted(rencana.masa_ubah[term.pk]))
    MasaJabatan.objects.bulk_create(
        MasaJabatan(
            peserta=people[nik], desa=desa, jabatan=post.jabatan, bidang=post.bidang, sifat=post.sifat,
            mulai=start, berakhir=end, alasan_berakhir=reason, penyampaian=laporan,
        )
        for nik, post, start, end, reason in rencana.masa_baru
    )  # fmt: skip


def _wages(rencana: Rencana, people: dict[str, Peserta], laporan: Penyampaian | None) -> None:
    PenghasilanTetap.objects.bulk_create(
        (
            PenghasilanTetap(peserta=people[nik], mulai=since, jumlah=amount, penyampaian=laporan)
            for nik, (since, amount) in rencana.gaji.items()
        ),
        update_conflicts=True,
        unique_fields=["peserta", "mulai"],
        update_fields=["jumlah", "penyampaian"],
    )


def _family(rencana: Rencana, people: dict[str, Peserta], mulai: date, hari: date) -> None:
    rows = {one.pk: one for one in AnggotaKeluarga.objects.filter(pk__in=rencana.keluarga_ubah)}
    changed = [row for pk, row in rows.items() if _set(row, rencana.keluarga_ubah[pk])]
    if changed:
        fields = sorted({name for values in rencana.keluarga_ubah.values() for name in values})
        AnggotaKeluarga.objects.bulk_update(changed, fields)
    for row in AnggotaKeluarga.objects.filter(pk__in=rencana.keluarga_akhir):
        row.berakhir = max(row.mulai, hari)
        row.save(update_fields=["berakhir"])
    AnggotaKeluarga.objects.bulk_create(
        AnggotaKeluarga(peserta=people[nik], **({"mulai": mulai} | values)) for nik, values in rencana.keluarga_baru
    )
