"""Carries out the plan of an accepted roster file: people, posts, wages, families, in bulk; each change is kept."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from desa.actions.pencatat import Pencatat
from desa.actions.status import set_standing
from desa.enums import JenisPeristiwa
from desa.models import AnggotaKeluarga, Desa, MasaJabatan, PenghasilanTetap, Penyampaian, Peserta
from desa.queries.kepesertaan import wages_on
from desa.queries.riwayat_fakta import told_for_later
from desa.rules.daftar import Rencana
from jaminan.kesalahan import Kesalahan

STANDING = {"pns", "jaminan_lain"}
CLASH = (
    "Perubahan ini bertentangan dengan catatan portal, misalnya dua orang pada satu jabatan.",
    "Kembalikan laporan ini kepada desa agar daftarnya diunggah ulang.",
)


def apply_plan(desa: Desa, rencana: Rencana, *, mulai: date, hari: date, laporan: Penyampaian | None = None) -> None:
    """Writes the whole plan or nothing; call it inside the transaction of the act.

    The one way into the roster. `mulai` is the first day of the reported month, from which changed facts hold;
    `hari` is today in the regency. Facts told before for a later day stay. Raises Kesalahan when the database refuses.
    """
    try:
        with transaction.atomic():
            book = Pencatat(desa, laporan, mulai, berjalan=MasaJabatan.objects.filter(desa=desa).exists())
            people = _people(rencana, book)
            _terms(desa, rencana, people, book)
            _wages(rencana, people, book)
            _family(rencana, people, hari, book)
            book.write()
    except IntegrityError:
        raise Kesalahan(*CLASH) from None


def _people(rencana: Rencana, book: Pencatat) -> dict[str, Peserta]:
    """Everybody the plan names, by NIK, with new and changed fields written."""
    owners = [nik for nik, _ in rencana.keluarga_baru]
    wanted = {*rencana.orang, *rencana.gaji, *owners, *(term[0] for term in rencana.masa_baru)}
    people = {one.nik: one for one in Peserta.objects.select_for_update().filter(nik__in=wanted)}
    later = told_for_later([one.pk for one in people.values()], book.mulai, family=False)
    changed = [one for one in people.values() if _changed(one, rencana.orang.get(one.nik, {}), later, book)]
    fields = sorted({name for one in changed for name in rencana.orang[one.nik]})
    if changed:
        Peserta.objects.bulk_update(changed, fields)
    fresh = [Peserta(nik=nik, **fields) for nik, fields in rencana.orang.items() if nik not in people]
    return people | {one.nik: one for one in Peserta.objects.bulk_create(fresh)}


def _changed(one: Peserta, values: dict[str, Any], later: set[tuple[int, str]], book: Pencatat) -> bool:
    """Sets what the plan says of a person, except fields that were told for a later month already."""
    for name, value in values.items():
        kind = JenisPeristiwa.STATUS if name in STANDING else JenisPeristiwa.DATA
        book.field(kind, one, name, getattr(one, name), value)
        if name in STANDING:
            set_standing(one, name, value, book.mulai)
        if (one.pk, name) not in later:
            setattr(one, name, value)
    return bool(values)


def _terms(desa: Desa, rencana: Rencana, people: dict[str, Peserta], book: Pencatat) -> None:
    """Ends and corrections first, so that a successor finds the post free."""
    terms = MasaJabatan.objects.select_for_update(of=("self",)).filter(desa=desa, pk__in=rencana.masa_ubah)
    follow = {(nik, start) for nik, _, start, _, _ in rencana.masa_baru}
    ordered = sorted(
        terms.select_related("peserta"), key=lambda term: ("berakhir" not in rencana.masa_ubah[term.pk], term.pk)
    )
    for term in ordered:
        _change_term(term, rencana.masa_ubah[term.pk], follow, book)
    fresh = [
        MasaJabatan(
            peserta=people[nik], desa=desa, jabatan=post.jabatan, bidang=post.bidang, sifat=post.sifat,
            mulai=start, berakhir=end, alasan_berakhir=reason, penyampaian=book.laporan,
        )
        for nik, post, start, end, reason in rencana.masa_baru
    ]  # fmt: skip
    for term in MasaJabatan.objects.bulk_create(fresh):
        book.term(JenisPeristiwa.MULAI, term, clock=True)
        if term.berakhir:
            book.term(JenisPeristiwa.AKHIR, term, clock=True)


def _change_term(term: MasaJabatan, values: dict[str, Any], follow: set[tuple[str, date]], book: Pencatat) -> None:
    """An end that is newly given is a change with its own clock, unless the same person's next post tells it."""
    ends = term.berakhir is None and values.get("berakhir") is not None
    for name, value in values.items():
        if not (ends and name in {"berakhir", "alasan_berakhir"}):
            book.mended(term, name, getattr(term, name), value)
    for name, value in values.items():
        setattr(term, name, value)
    term.save(update_fields=sorted(values))
    if ends and term.berakhir:
        book.term(JenisPeristiwa.AKHIR, term, clock=(term.peserta.nik, term.berakhir) not in follow)


def _wages(rencana: Rencana, people: dict[str, Peserta], book: Pencatat) -> None:
    for nik, (since, amount) in rencana.gaji.items():
        before = wages_on([people[nik].pk], since).get(people[nik].pk)
        book.wage(people[nik], since, before, amount, rencana.gaji_sejak.get(nik))
    PenghasilanTetap.objects.bulk_create(
        (
            PenghasilanTetap(peserta=people[nik], mulai=since, jumlah=amount, penyampaian=book.laporan)
            for nik, (since, amount) in rencana.gaji.items()
        ),
        update_conflicts=True,
        unique_fields=["peserta", "mulai"],
        update_fields=["jumlah", "penyampaian"],
    )


def _family(rencana: Rencana, people: dict[str, Peserta], hari: date, book: Pencatat) -> None:
    rows = list(AnggotaKeluarga.objects.filter(pk__in=rencana.keluarga_ubah).select_related("peserta"))
    for row in rows:
        _change_member(row, rencana, book)
    if rows:
        fields = sorted({name for values in rencana.keluarga_ubah.values() for name in values})
        AnggotaKeluarga.objects.bulk_update(rows, fields)
    for row in AnggotaKeluarga.objects.filter(pk__in=rencana.keluarga_akhir).select_related("peserta"):
        row.berakhir = max(row.mulai, hari)
        row.save(update_fields=["berakhir"])
        book.member(JenisPeristiwa.KELUARGA_AKHIR, row)
    fresh = [
        AnggotaKeluarga(peserta=people[nik], **({"mulai": book.mulai} | values))
        for nik, values in rencana.keluarga_baru
    ]
    begins = {term[0] for term in rencana.masa_baru}
    for row, (nik, values) in zip(AnggotaKeluarga.objects.bulk_create(fresh), rencana.keluarga_baru, strict=True):
        book.member(JenisPeristiwa.KELUARGA_BARU, row, told="mulai" in values, clock=nik not in begins)


def _change_member(row: AnggotaKeluarga, rencana: Rencana, book: Pencatat) -> None:
    """Fields from the day that was told, else from the reported month on; an end is a change of its own."""
    told, values = rencana.sejak.get(row.pk), rencana.keluarga_ubah[row.pk]
    later = told_for_later([row.pk], told or book.mulai, family=True)
    for name, value in values.items():
        if name != "berakhir":
            book.member_field(row, name, getattr(row, name), value, told)
        if (row.pk, name) not in later:
            setattr(row, name, value)
    if "berakhir" in values:
        book.member(JenisPeristiwa.KELUARGA_AKHIR, row, told=True)
