"""Keeps what a report changes in the roster, row by row, with the clock of MM Pasal 5 ayat (3).

A roster file tells of wages, families and other cover only what holds in its month, never the day. The law is silent
about that; the portal lets such a fact hold from the first day of the month, so the seven days count from that day
too, and `tanggal` stays empty: the register says that the day was not told.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from desa.enums import JenisPeristiwa
from desa.models import AnggotaKeluarga, Desa, MasaJabatan, Penyampaian, PerubahanDaftar, Peserta
from desa.queries.tenggat import report_by
from desa.rules.riwayat import PERISTIWA_KELUARGA, days_late, stored


class Pencatat:
    """Collects the changes of one report and writes them at once.

    `berjalan`: the village had a roster before. The first roster tells who is there, and changes nothing, so no
    clock runs on it. `mulai` is the first day of the reported month.
    """

    def __init__(self, desa: Desa, laporan: Penyampaian | None, mulai: date, berjalan: bool) -> None:
        self.desa, self.laporan, self.mulai, self.berjalan = desa, laporan, mulai, berjalan
        self.pada: datetime = laporan.disampaikan_pada if laporan else timezone.now()
        self.rows: list[PerubahanDaftar] = []

    def term(self, jenis: JenisPeristiwa, masa: MasaJabatan, *, clock: bool) -> None:
        """A post that begins or ends on its day; `clock` unless the day is another row's already."""
        day = masa.berakhir if jenis == JenisPeristiwa.AKHIR and masa.berakhir else masa.mulai
        told = masa.get_alasan_berakhir_display() if jenis == JenisPeristiwa.AKHIR else None
        self._add(
            jenis, masa.peserta, masa=masa, lama=masa.nama_jabatan if told else None, baru=told or masa.nama_jabatan,
            mulai=day, **(self._clock(day) if clock else {"tanggal": day}),
        )  # fmt: skip

    def _clock(self, day: date, *, told: bool = True) -> dict[str, Any]:
        """The day on which it happened if told, the last day to tell it, and how many days after that it was told."""
        deadline = report_by(self.desa.kabupaten, day) if self.berjalan else None
        return {
            "tanggal": day if told else None,
            "tenggat": deadline,
            "terlambat": days_late(deadline, self._day()) if deadline else 0,
        }

    def mended(self, masa: MasaJabatan, isian: str, lama: Any, baru: Any) -> None:
        """A fact of a post that was told wrongly before."""
        since = min(masa.mulai, lama) if isian == "mulai" else masa.mulai
        self._add(JenisPeristiwa.MASA, masa.peserta, masa=masa, isian=isian, lama=lama, baru=baru, mulai=since)

    def field(self, jenis: JenisPeristiwa, peserta: Peserta, isian: str, lama: Any, baru: Any) -> None:
        """A field of an official, from the reported month on; other cover is a change that has to be told in time."""
        clock = self._clock(self.mulai, told=False) if jenis == JenisPeristiwa.STATUS else {}
        self._add(jenis, peserta, isian=isian, lama=lama, baru=baru, mulai=self.mulai, **clock)

    def wage(self, peserta: Peserta, since: date, lama: int | None, baru: int, told: date | None = None) -> None:
        """A wage from a month on; the first wage of somebody new has no clock beside that of the post."""
        clock = {} if lama is None else self._clock(told or since, told=told is not None)
        self._add(JenisPeristiwa.PENGHASILAN, peserta, lama=lama, baru=baru, mulai=since, **clock)

    def member(
        self, jenis: JenisPeristiwa, anggota: AnggotaKeluarga, *, told: bool = False, clock: bool = True
    ) -> None:
        """A family member who comes, or whose record ends; `told` where the day itself was; `clock` unless the member
        comes with a new official."""
        ends = jenis == JenisPeristiwa.KELUARGA_AKHIR and anggota.berakhir
        since = anggota.berakhir if ends and anggota.berakhir else anggota.mulai
        self._add(
            jenis, anggota.peserta, anggota=anggota, baru=anggota.get_hubungan_display(), mulai=since,
            **(self._clock(since if told else self.mulai, told=told) if clock else {}),
        )  # fmt: skip

    def member_field(self, anggota: AnggotaKeluarga, isian: str, lama: Any, baru: Any, told: date | None) -> None:
        """A field of a family member from the day that was told, else from the reported month on; a mended name or
        number is no change that had to be told in time."""
        since = told or self.mulai
        clock = self._clock(since, told=told is not None) if told or isian in PERISTIWA_KELUARGA else {}
        self._add(
            JenisPeristiwa.KELUARGA_DATA, anggota.peserta, anggota=anggota, isian=isian, lama=lama, baru=baru,
            mulai=since, **clock,
        )  # fmt: skip

    def write(self) -> None:
        PerubahanDaftar.objects.bulk_create(self.rows)

    def _day(self) -> date:
        return self.pada.astimezone(ZoneInfo(self.desa.kabupaten.zona_waktu)).date()

    def _add(self, jenis: JenisPeristiwa, peserta: Peserta, *, lama: Any = None, baru: Any = None, **more: Any) -> None:
        self.rows.append(
            PerubahanDaftar(
                desa=self.desa, peserta=peserta, penyampaian=self.laporan, jenis=jenis, pada=self.pada,
                lama=stored(lama), baru=stored(baru), **more,
            )
        )  # fmt: skip
