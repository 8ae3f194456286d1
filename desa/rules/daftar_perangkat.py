"""The officials' side of the comparison: sheet Perangkat against the portal."""

from datetime import date
from typing import Any

from desa.enums import JABATAN_TUNGGAL, AlasanBerakhir, SifatJabatan
from desa.rules.daftar_bentuk import (
    DITERIMA,
    TERDAFTAR,
    TETAP,
    Hasil,
    Jawaban,
    Keadaan,
    Masa,
    both_named,
    by_nik,
    fault,
)  # fmt: skip
from desa.rules.fakta import Daftar, Fakta
from desa.rules.isian import Post
from desa.rules.kolom import JUDUL, PERANGKAT
from desa.rules.masa_jabatan import same_seat
from desa.rules.salah import Salah
from jaminan.bulan import format_tanggal
from jaminan.penyamar import mask_number

ISIAN_ORANG = (
    "nama", "nomor_kk", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "status_kawin", "nomor_kartu", "faskes",
    "telepon", "pns", "jaminan_lain",
)  # fmt: skip
FOREVER = date.max


def check_doubles(rows: list[Fakta], hasil: Hasil) -> None:
    """One NIK twice is one person with two posts, or a mistake; one card is one person's."""
    cards: dict[str, Fakta] = {}
    for same in by_nik(rows).values():
        first = same[0]
        for row in same[1:]:
            _check_double(first, row, hasil)
    for row in rows:
        card = row.nilai.get("nomor_kartu")
        owner = cards.setdefault(card, row) if card else row
        if owner.nilai.get("nik") != row.nilai.get("nik"):
            fault(
                hasil,
                row,
                "nomor_kartu",
                f"Nomor kartu ini sama dengan sel {owner.sel('nomor_kartu')}.",
                "Periksa kedua kartu.",
            )


def _check_double(first: Fakta, row: Fakta, hasil: Hasil) -> None:
    same_person = all(row.nilai.get(name) == first.nilai.get(name) for name in ("nama", "tanggal_lahir"))
    same_post = (row.nilai.get("jabatan"), row.nilai.get("mulai")) == (
        first.nilai.get("jabatan"),
        first.nilai.get("mulai"),
    )
    if not same_person or same_post:
        fault(
            hasil, row, "nik",
            both_named(first, row),
            "Cocokkan keduanya dengan KTP.",
        )  # fmt: skip
        return
    for isian in (*ISIAN_ORANG, "penghasilan"):
        if row.nilai.get(isian) != first.nilai.get(isian):
            fault(
                hasil, row, isian, f"{JUDUL[isian]} berbeda dari sel {first.sel(isian)} untuk orang yang sama.",
                "Isi sama pada kedua baris.",
            )  # fmt: skip
    if not row.nilai.get("berakhir") and not first.nilai.get("berakhir"):
        hasil.ragu.append(
            Salah(
                row.lembar,
                row.sel("jabatan"),
                f"{row.nilai['nama']} memegang dua jabatan; iurannya dihitung satu kali.",
            )
        )


def check_elsewhere(rows: list[Fakta], keadaan: Keadaan, hasil: Hasil) -> None:
    """A number that belongs to somebody of another village is not told more than that."""
    here = {masa.nik for masa in keadaan.masa}
    for row in rows:
        nik, card = row.nilai.get("nik"), row.nilai.get("nomor_kartu")
        if nik in keadaan.terdaftar_lain and nik not in here:
            fault(hasil, row, "nik", *TERDAFTAR)
        if nik and card and keadaan.kartu_lain.get(card, nik) != nik:
            fault(
                hasil, row, "nomor_kartu", "Nomor kartu ini sudah tercatat untuk orang lain; hubungi DPM-Pemdes.",
                "Cocokkan dengan kartunya.",
            )  # fmt: skip


class Perbandingan:
    """The officials' side of the comparison: rows matched to spells in office, person by person."""

    def __init__(self, daftar: Daftar, keadaan: Keadaan, hasil: Hasil) -> None:
        self.daftar, self.keadaan, self.hasil, self.rencana = daftar, keadaan, hasil, hasil.rencana
        self.open: dict[str, list[Masa]] = {}
        for masa in keadaan.masa:
            self.open.setdefault(masa.nik, []).append(masa)
        self.turned: list[tuple[Fakta, str, date]] = []
        # What the village's spells will be: (post, nik, name, start, end, row or None)
        self.final: list[tuple[Post, str, str, date, date | None, Fakta | None]] = []

    def run(self) -> None:
        self.everybody()
        self.missing()
        self.overlaps()
        self.ask_about_order()

    def everybody(self) -> None:
        for nik, rows in by_nik(self.daftar.perangkat).items():
            if all(row.utuh for row in rows):
                self.person(nik, rows)

    def person(self, nik: str, rows: list[Fakta]) -> None:
        before = self.hasil.count()
        pairs = self.match(nik, rows)
        known = any(pairs.values())
        self.fields(nik, rows[0], known)
        for row in rows:
            self.spell(nik, row, pairs[row.nomor], known)
        same = before == self.hasil.count()
        self.hasil.tetap += len(rows) if same else 0
        for row in rows:
            row.nasib = TETAP if same else DITERIMA

    def fields(self, nik: str, row: Fakta, known: bool) -> None:
        """Name, card, wage …: what the file says against what the portal has."""
        has = self.keadaan.orang.get(nik, {})
        changed = {}
        for isian in ISIAN_ORANG:
            if isian not in row.nilai or (isian == "nomor_kartu" and not row.nilai[isian]):
                continue
            if has.get(isian) != row.nilai[isian]:
                changed[isian] = row.nilai[isian]
                if known:
                    self.note_order(row, isian, has.get(isian))
                    self.hasil.change(PERANGKAT, nik, row.nilai["nama"], isian, has.get(isian), row.nilai[isian])
        if changed or not has:
            self.rencana.orang[nik] = changed
        wage = row.nilai["penghasilan"]
        if has.get("penghasilan") != wage:
            since = self.keadaan.bulan_mulai if known else row.nilai["mulai"].replace(day=1)
            self.rencana.gaji[nik] = (since, wage)
            if known:
                self.hasil.change(PERANGKAT, nik, row.nilai["nama"], "penghasilan", has.get("penghasilan"), wage)

    def match(self, nik: str, rows: list[Fakta]) -> dict[int, Masa | None]:
        """Which row means which spell: the same post and day, then the same post, then what is left over."""
        free = list(self.open.pop(nik, []))
        pairs: dict[int, Masa | None] = {}
        for fits in (_same_spell, _same_post, _other_post):
            for row in rows:
                found = next((masa for masa in free if fits(row, masa)), None) if row.nomor not in pairs else None
                if found:
                    pairs[row.nomor] = found
                    free.remove(found)
        if free:
            self.open[nik] = free
        return {row.nomor: pairs.get(row.nomor) for row in rows}

    def spell(self, nik: str, row: Fakta, masa: Masa | None, known: bool) -> None:
        """One row: a spell kept, corrected, ended, followed by another, or new."""
        post, start = row.nilai["jabatan"], row.nilai["mulai"]
        end, reason = row.nilai.get("berakhir"), row.nilai.get("alasan_berakhir") or ""
        if masa is None:
            self.begin(nik, row, known)
        elif _key(masa.post) != _key(post) and start > masa.mulai:
            self.hasil.change(PERANGKAT, nik, row.nilai["nama"], "jabatan", masa.post, post)
            self.rencana.masa_ubah[masa.id] = {"berakhir": start, "alasan_berakhir": AlasanBerakhir.MASA_JABATAN.value}
            self.final.append((masa.post, nik, row.nilai["nama"], masa.mulai, start, None))
            self.rencana.masa_baru.append((nik, post, start, end, reason))
            self.final.append((post, nik, row.nilai["nama"], start, end, row))
        else:
            self.correct(nik, row, masa)
            self.final.append((post, nik, row.nilai["nama"], start, end, row))

    def begin(self, nik: str, row: Fakta, known: bool) -> None:
        values = row.nilai
        post, end = values["jabatan"], values.get("berakhir")
        self.rencana.masa_baru.append((nik, post, values["mulai"], end, values.get("alasan_berakhir") or ""))
        self.final.append((post, nik, values["nama"], values["mulai"], end, row))
        if known:
            self.hasil.change(PERANGKAT, nik, values["nama"], "jabatan", "", post)
            return
        self.hasil.baru.append(
            {
                "lembar": PERANGKAT, "nik": mask_number(nik), "nama": values["nama"], "jabatan": post.nama,
                "mulai": values["mulai"].isoformat(), "penghasilan": values["penghasilan"],
            }
        )  # fmt: skip

    def correct(self, nik: str, row: Fakta, masa: Masa) -> None:
        """The same spell with other facts; an end that is newly given has its own list."""
        values = row.nilai
        changed: dict[str, Any] = {}
        if _key(masa.post) != _key(values["jabatan"]):
            changed |= {name: getattr(values["jabatan"], name) for name in ("jabatan", "bidang", "sifat")}
            self.hasil.change(PERANGKAT, nik, values["nama"], "jabatan", masa.post, values["jabatan"])
        for isian in ("mulai", "berakhir", "alasan_berakhir"):
            given = values.get(isian, getattr(masa, isian))
            if given == getattr(masa, isian):
                continue
            changed[isian] = given
            self.note_order(row, isian, getattr(masa, isian))
            if masa.berakhir is not None or isian == "mulai":
                self.hasil.change(PERANGKAT, nik, values["nama"], isian, getattr(masa, isian), given)
        if changed:
            self.rencana.masa_ubah[masa.id] = changed
        if masa.berakhir is None and changed.get("berakhir"):
            self.hasil.berakhir.append(
                {
                    "lembar": PERANGKAT, "nik": mask_number(nik), "nama": values["nama"], "jabatan": masa.post.nama,
                    "tanggal": values["berakhir"].isoformat(),
                    "alasan": str(AlasanBerakhir(values["alasan_berakhir"]).label),
                }
            )  # fmt: skip

    def note_order(self, row: Fakta, isian: str, old: Any) -> None:
        """Remembers a date that is the portal's with day and month changed round."""
        new = row.nilai.get(isian)
        if (
            isinstance(old, date)
            and new
            and new != old
            and (new.year, new.month, new.day) == (old.year, old.day, old.month)
        ):
            self.turned.append((row, isian, old))

    def ask_about_order(self) -> None:
        """One such date may be a correction and is asked about; several mean a file with the month first."""
        for row, isian, old in self.turned:
            ask = f"{JUDUL[isian]}: bulan dan hari tertukar? Di portal tercatat {format_tanggal(old)}."
            if len(self.turned) > 1:
                fault(self.hasil, row, isian, ask, "Tulis hari lebih dahulu, misalnya 31/12/1990.")
            else:
                self.hasil.ragu.append(Salah(PERANGKAT, row.sel(isian), ask))

    def missing(self) -> None:
        """Who is in office in the portal and not in the file must be answered for (design 9.2)."""
        refused = {str(row.nilai.get("nama", "")).casefold() for row in self.daftar.perangkat if not row.utuh}
        rows = [row for row in self.daftar.perangkat if not row.utuh]
        broken = {row.nilai.get("nik") for row in rows} | {row.mungkin for row in rows}
        for nik, left in self.open.items():
            for masa in left:
                if masa.id in self.keadaan.jawaban:
                    self.answered(nik, masa)
                    continue
                self.final.append((masa.post, nik, self.name(nik), masa.mulai, masa.berakhir, None))
                in_office = masa.berakhir is None or masa.berakhir >= self.keadaan.hari
                if in_office and nik not in broken and self.name(nik).casefold() not in refused:
                    self.ask(nik, masa)

    def ask(self, nik: str, masa: Masa) -> None:
        """The question that must be answered before the file can be handed in."""
        ask = f"{self.name(nik)} ({masa.post.nama}) ada di daftar portal tetapi tidak ada di berkas."
        cure = "Tulis kembali barisnya. Jika berhenti, isi Tanggal Berakhir dan Alasan Berakhir."
        self.hasil.salah.append(Salah(PERANGKAT, "", ask, cure))
        self.hasil.hilang.append(
            {
                "masa": masa.id, "nik": mask_number(nik), "nama": self.name(nik), "jabatan": masa.post.nama,
                "mulai": masa.mulai.isoformat(), "pesan": ask,
            }
        )  # fmt: skip

    def answered(self, nik: str, masa: Masa) -> None:
        """Goes on as if the row stood in the file: as the portal has it, with the end that was answered."""
        said = self.keadaan.jawaban[masa.id]
        row = answered_row(self.daftar, self.keadaan, masa, said)
        self.daftar.perangkat.append(row)
        self.spell(nik, row, masa, True)
        self.hasil.tetap += 0 if said.berakhir else 1
        if said.kata and said.berakhir and masa.berakhir is None:
            self.hasil.berakhir[-1]["alasan"] = said.kata

    def name(self, nik: str) -> str:
        return str(self.keadaan.orang[nik]["nama"])

    def overlaps(self) -> None:
        """Two heads at a time, or one person twice in one post at a time."""
        ordered = sorted(self.final, key=lambda one: (one[5] is not None, one[5].nomor if one[5] else 0))
        for place, later in enumerate(ordered):
            for earlier in ordered[:place]:
                if later[5] is not None and _clash(earlier, later):
                    fault(self.hasil, later[5], "jabatan", _both(earlier, later), _CURE)
                elif later[5] is not None and _stands_in(earlier, later):
                    self.hasil.ragu.append(Salah(PERANGKAT, later[5].sel("jabatan"), _beside(earlier, later)))


def answered_row(daftar: Daftar, keadaan: Keadaan, masa: Masa, said: Jawaban) -> Fakta:
    """The row that the file lacks; beside another row of the same person it says the same of that person."""
    beside = next((row for row in daftar.perangkat if row.nilai.get("nik") == masa.nik), None)
    person = beside.nilai if beside else keadaan.orang[masa.nik]
    values = {**person, "nik": masa.nik, "jabatan": masa.post, "mulai": masa.mulai}
    values |= {"berakhir": said.berakhir or masa.berakhir, "alasan_berakhir": said.alasan or masa.alasan_berakhir}
    return Fakta(PERANGKAT, 0, values, {})


_CURE = "Isi Tanggal Berakhir dan Alasan Berakhir pada yang lama, atau perbaiki Jabatan."


def _both(earlier: tuple[Any, ...], later: tuple[Any, ...]) -> str:
    rows = [one[5].nomor if one[5] else 0 for one in (earlier, later)]
    where = [f"baris {row}" if row else "di portal" for row in rows]
    places = [f"{one[2]} ({place})" for one, place in zip((earlier, later), where, strict=True)]
    return f"{later[0].nama} diisi dua kali pada waktu yang sama: {places[0]} dan {places[1]}."


def _clash(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    same_post = one[0].jabatan == other[0].jabatan
    same_person = one[1] == other[1] and one[0].bidang.casefold() == other[0].bidang.casefold()
    seat = same_seat(one[0].jabatan, one[0].sifat, other[0].jabatan, other[0].sifat)
    return ((same_post and same_person) or seat) and _overlap(one, other)


def _overlap(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return bool(one[3] < (other[4] or FOREVER) and other[3] < (one[4] or FOREVER))


def _stands_in(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """A Plt. beside a holder: right only while the holder is suspended or away."""
    single = one[0].jabatan == other[0].jabatan and one[0].jabatan in JABATAN_TUNGGAL
    return single and SifatJabatan.PLT in {one[0].sifat, other[0].sifat} and _overlap(one, other)


def _beside(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    stand_in, holder = (one, other) if one[0].sifat == SifatJabatan.PLT else (other, one)
    return (
        f"{holder[2]} masih tercatat sebagai {holder[0].nama}, dan {stand_in[2]} sebagai {stand_in[0].nama}. "
        f"Benar bila {holder[2]} diberhentikan sementara atau berhalangan; bila sudah berhenti, isi Tanggal Berakhir."
    )


def _key(post: Post) -> tuple[str, str, str]:
    return post.jabatan, post.bidang.casefold(), post.sifat


def _same_spell(row: Fakta, masa: Masa) -> bool:
    return _key(row.nilai["jabatan"]) == _key(masa.post) and row.nilai["mulai"] == masa.mulai


def _same_post(row: Fakta, masa: Masa) -> bool:
    """The same post with a corrected first day; after a spell has ended, a later first day is a new spell."""
    return _key(row.nilai["jabatan"]) == _key(masa.post) and (
        masa.berakhir is None or row.nilai["mulai"] < masa.berakhir
    )


def _other_post(row: Fakta, masa: Masa) -> bool:
    """An open spell whose post the file corrects (same first day) or follows (later first day)."""
    return masa.berakhir is None and row.nilai["mulai"] >= masa.mulai
