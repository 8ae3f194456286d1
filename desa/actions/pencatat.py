"""Keeps what a report changes in the roster, row by row, with the clock of MM Pasal 5 ayat (3)."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from desa.enums import JenisPeristiwa
from desa.models import AnggotaKeluarga, Desa, MasaJabatan, Penyampaian, PerubahanDaftar, Peserta
from desa.queries.tenggat import report_by
from desa.rules.riwayat import days_late, stored


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

    def _clock(self, day: date) -> dict[str, Any]:
        """The day on which it happened, the last day to tell it, and how many days after that it was told."""
        deadline = report_by(self.desa.kabupaten, day) if self.berjalan else None
        return {
            "tanggal": day,
            "tenggat": deadline,
            "terlambat": days_late(deadline, self._day()) if deadline else 0,
        }

    def mended(self, masa: MasaJabatan, isian: str, lama: Any, baru: Any) -> None:
        """A fact of a post that was told wrongly before."""
        since = min(masa.mulai, lama) if isian == "mulai" else masa.mulai
        self._add(JenisPeristiwa.MASA, masa.peserta, masa=masa, isian=isian, lama=lama, baru=baru, mulai=since)

    def field(self, jenis: JenisPeristiwa, peserta: Peserta, isian: str, lama: Any, baru: Any) -> None:
        """A field of an official, from the reported month on."""
        self._add(jenis, peserta, isian=isian, lama=lama, baru=baru, mulai=self.mulai)

    def wage(self, peserta: Peserta, since: date, lama: int | None, baru: int) -> None:
        self._add(JenisPeristiwa.PENGHASILAN, peserta, lama=lama, baru=baru, mulai=since)

    def member(self, jenis: JenisPeristiwa, anggota: AnggotaKeluarga, *, clock: bool = False) -> None:
        """A family member who comes, or whose record ends; `clock` where the day itself was told."""
        ends = jenis == JenisPeristiwa.KELUARGA_AKHIR and anggota.berakhir
        since = anggota.berakhir if ends and anggota.berakhir else anggota.mulai
        self._add(
            jenis, anggota.peserta, anggota=anggota, baru=anggota.get_hubungan_display(), mulai=since,
            **(self._clock(since) if clock else {}),
        )  # fmt: skip

    def member_field(self, anggota: AnggotaKeluarga, isian: str, lama: Any, baru: Any, told: date | None) -> None:
        """A field of a family member from the day that was told, else from the reported month on."""
        self._add(
            JenisPeristiwa.KELUARGA_DATA, anggota.peserta, anggota=anggota, isian=isian, lama=lama, baru=baru,
            mulai=told or self.mulai, **(self._clock(told) if told else {}),
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
