"""Reads a village's changes one by one: the open draft, each change in words, and what they would do to the roster."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from desa.enums import JenisPerubahan, StatusDraf
from desa.models import AnggotaKeluarga, Desa, DrafPerubahan, MasaJabatan, Perubahan, Peserta
from desa.queries.daftar import as_post, judged, reading_rules, rows_for_template, state_for
from desa.rules.daftar import Hasil, compare, read_daftar
from desa.rules.daftar_perangkat import ISIAN_ORANG
from desa.rules.daftar_perubahan import lay_over, put_days, told
from desa.rules.perubahan import Ubah, next_question, value_of
from jaminan.bulan import Bulan, format_tanggal


def changes_of(perubahan: Iterable[Perubahan], desa: Desa, *, hari: date, bulan: Bulan) -> Hasil:
    """What these changes do to the village's roster as it is now, with the plan that an acceptance carries out."""
    changes = [_remembered(one) for row in perubahan if not next_question(one := as_ubah(row))]
    rules, rows = reading_rules(desa, hari), rows_for_template(desa, hari)
    plain, made = lay_over(*rows, []), lay_over(*rows, changes)
    before, after = read_daftar(plain.sheets(), rules), read_daftar(made.sheets(), rules)
    state = state_for(desa, after, hari, bulan)
    if not after.perangkat:
        return Hasil(salah=made.salah)
    hasil = told(judged(desa, after, state), compare(before, state_for(desa, before, hari, bulan)), made)
    put_days(hasil, state, made, changes)
    return hasil


def _remembered(ubah: Ubah) -> Ubah:
    """Somebody new whom the portal knows from an earlier post keeps what was not asked again."""
    if ubah.jenis != JenisPerubahan.MULAI:
        return ubah
    person = Peserta.objects.filter(nik=value_of(ubah, "nik") or "").first()
    known = {name: getattr(person, name) for name in ISIAN_ORANG} if person else {}
    return replace(ubah, isian=known | {name: typed for name, typed in ubah.isian.items() if typed != ""})


def as_ubah(row: Perubahan) -> Ubah:
    """A stored change as the rules read it."""
    masa, anggota = row.masa, row.anggota
    isian = row.isian | ({"nama_anggota": anggota.nama} if anggota else {})
    return Ubah(
        row.jenis, isian, row.masa_id, row.anggota_id, masa.peserta.nama if masa else "",
        as_post(masa).nama if masa else "", row.bukti_nama,
    )  # fmt: skip


def present_values(row: Perubahan) -> dict[str, str]:
    """What the portal has now of the person whose data may be mended, by field, in words."""
    one = row.anggota or (row.masa.peserta if row.masa else None)
    if one is None:
        return {}
    found = {"nama": one.nama, "tanggal_lahir": format_tanggal(one.tanggal_lahir)}
    return found if isinstance(one, AnggotaKeluarga) else found | {"telepon": one.telepon}


def changes_in(draf: DrafPerubahan) -> list[Perubahan]:
    """The changes of a draft in the order in which they were begun."""
    return list(draf.perubahan.select_related("masa__peserta", "anggota", "oleh"))


def open_draft(desa: Desa) -> DrafPerubahan | None:
    """The village's draft that is not handed in yet."""
    return DrafPerubahan.objects.filter(desa=desa, status=StatusDraf.TERBUKA).first()


def unanswered(perubahan: Sequence[Perubahan]) -> list[tuple[int, str]]:
    """Which changes (from 1) still have an open question, and which."""
    steps = [(number, next_question(as_ubah(one))) for number, one in enumerate(perubahan, 1)]
    return [(number, step) for number, step in steps if step]


def terms_in_office(desa: Desa, hari: date) -> list[MasaJabatan]:
    """Everybody of whom a change may be told: the spells in office of the village's present list."""
    rows = rows_for_template(desa, hari)[0]
    wanted = [pk for row in rows if row["berakhir"] is None and isinstance(pk := row["masa"], int)]
    terms = MasaJabatan.objects.filter(pk__in=wanted).select_related("peserta").in_bulk()
    return [terms[pk] for pk in wanted]


def family_of(row: Perubahan) -> list[AnggotaKeluarga]:
    """The recorded family of the official whom a change is about."""
    masa = row.masa
    if masa is None:
        return []
    return list(AnggotaKeluarga.objects.filter(peserta_id=masa.peserta_id, berakhir__isnull=True))
