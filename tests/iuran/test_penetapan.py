"""A month is assessed: everybody in office on the first day, once, frozen, and never twice."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desa.models import AuditEvent, Kabupaten, ParameterValue, PenghasilanTetap, Peraturan
from iuran.actions import penetapan
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.models import Iuran, Penetapan, PenetapanKecamatan, PorsiIuran
from iuran.queries.batas import limit_effect
from iuran.queries.jumlah import compliance, share_totals
from iuran.queries.koreksi import earlier_months
from iuran.rules.koreksi import BulanLalu
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import newcomer, take_post

SHARES = ("iuran__nik", "penanggung", "basis_poin", "jumlah", "sumber_dana", "penyetor", "pasal")


def everything() -> tuple[Any, ...]:
    """All that an assessment writes, without keys and times."""
    months = Penetapan.objects.values_list("kabupaten__kode", "bulan", "status", "kecamatan_selesai", "gagal")
    people = Iuran.objects.order_by("nik").values_list("nik", "desa__kode", "dasar", "jabatan", "nilai", "penjelasan")
    shares = PorsiIuran.objects.order_by("iuran__nik", "penanggung").values_list(*SHARES)
    return tuple(list(rows) for rows in (months, people, shares))


@pytest.mark.lambat
def test_mamasa_lifts_everybody_to_the_ump(panggung: Cast) -> None:
    penetapan = assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert (penetapan.status, penetapan.kecamatan_selesai, penetapan.jatuh_tempo) == ("selesai", 2, date(2026, 10, 12))
    assert set(Iuran.objects.values_list("dasar", flat=True)) == {3_315_934}
    totals = [(row.penanggung, row.basis_poin, row.jumlah, row.penyetor) for row in share_totals(penetapan)]
    assert totals == [
        ("pemda", 400, 9 * 132_637, "bendahara_pengeluaran"),
        ("peserta", 100, 9 * 33_159, "bendahara_pengeluaran"),
    ]
    assert limit_effect(penetapan).dinaikkan == 9


def test_kayong_utara_takes_the_wage_as_it_is(panggung: Cast) -> None:
    penetapan = assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    first = Iuran.objects.get(peserta=panggung.peserta["61.11.01.2001"][0])
    assert (first.dasar, first.jumlah) == (2_426_640, 72_799 + 48_533)
    villages, officials = 3 * (72_799 + 66_733 + 60_666), 3 * (48_533 + 44_488 + 40_444)
    assert [row.jumlah for row in share_totals(penetapan)] == [villages, officials]
    assert compliance(penetapan) is None


@pytest.mark.lambat
def test_a_wage_above_the_cap_is_lowered_to_it(panggung: Cast) -> None:
    head = panggung.peserta["76.03.01.2004"][0]
    PenghasilanTetap.objects.create(peserta=head, mulai=date(2026, 10, 1), jumlah=15_000_000)
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    row = Iuran.objects.get(peserta=head)
    assert (row.penghasilan, row.dasar, row.jumlah) == (15_000_000, 12_000_000, 600_000)


def test_the_row_freezes_values_sentences_and_due_date(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    row = Iuran.objects.filter(desa=panggung.rantebulahan).first()
    assert row is not None
    assert row.nilai[0] == {
        "kunci": "ump", "nilai": "3315934.00", "mulai": "2026-01-01", "sampai": "2026-12-31", "sumber": "Nilai uji",
        "kepastian": "terkonfirmasi", "kabupaten": "", "provinsi": "76", "versi": 1,
    }  # fmt: skip
    assert row.penjelasan[-1] == f"Jatuh tempo: {row.penetapan.alasan_jatuh_tempo}"
    assert row.penjelasan[-1].endswith("Senin, 12 Oktober 2026 (Pasal 10 ayat (1)-(2)).")


def late_umk() -> None:
    """A minimum wage of Mamasa's own, decreed after the month began."""
    ParameterValue.objects.create(
        kunci="umk", kabupaten="76.03", mulai=date(2026, 1, 1), nilai="9999999.00", sumber="Kemudian"
    )


@pytest.mark.lambat
def test_the_second_run_changes_nothing_not_even_an_audit_row(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    before, events = everything(), AuditEvent.objects.count()
    late_umk()
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert (everything(), AuditEvent.objects.count()) == (before, events)


def test_the_earlier_months_are_read_once_for_check_and_work(panggung: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Bulan] = []

    def counted(kabupaten: Kabupaten, bulan: Bulan) -> list[BulanLalu]:
        read.append(bulan)
        return earlier_months(kabupaten, bulan)

    monkeypatch.setattr(penetapan, "earlier_months", counted)
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert read == [panggung.bulan]


class Killed(Exception):
    """The worker dies."""


def die(done: int, _total: int) -> None:
    if done == 1:
        raise Killed


@pytest.mark.lambat
def test_a_month_killed_halfway_goes_on_where_it_stopped(panggung: Cast) -> None:
    with transaction.atomic():
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
        undisturbed = everything()
        transaction.set_rollback(True)
    with pytest.raises(Killed):
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi, maju=die)
    assert (Penetapan.objects.get().status, PenetapanKecamatan.objects.count(), Iuran.objects.count()) == (
        "berjalan", 1, 6)  # fmt: skip
    late_umk()
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert everything() == undisturbed


@pytest.mark.lambat
def test_who_moves_to_another_kecamatan_between_two_runs_owes_once(panggung: Cast) -> None:
    mover = newcomer(panggung.rantebulahan, 301, date(2024, 1, 1))
    with pytest.raises(Killed):
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi, maju=die)
    mover.masa_jabatan.update(berakhir=date(2026, 9, 30), alasan_berakhir="diberhentikan")
    take_post(mover, panggung.panetean, date(2026, 10, 1))
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert [row.desa for row in Iuran.objects.filter(peserta=mover)] == [panggung.rantebulahan]


def test_months_are_whole(panggung: Cast) -> None:
    on_first = newcomer(panggung.sutera, 302, date(2026, 10, 1))
    newcomer(panggung.sutera, 303, date(2026, 10, 2))
    leaves_on_first = newcomer(panggung.sutera, 304, date(2024, 1, 1), until=date(2026, 10, 1))
    newcomer(panggung.sutera, 305, date(2024, 1, 1), until=date(2026, 9, 30))
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    names = Iuran.objects.filter(nama__startswith="Pendatang").order_by("nama").values_list("nama", flat=True)
    assert list(names) == [on_first.nama, leaves_on_first.nama]


def test_two_posts_are_one_contribution(panggung: Cast) -> None:
    treasurer = panggung.peserta["61.11.01.2001"][2]
    take_post(treasurer, panggung.benawai, date(2026, 1, 1))
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    assert [row.desa for row in Iuran.objects.filter(peserta=treasurer)] == [panggung.sutera]


def test_civil_servants_and_people_with_other_cover_owe_nothing_in_kayong_utara(panggung: Cast) -> None:
    head, secretary, _ = panggung.peserta["61.11.01.2001"]
    head.pns, secretary.jaminan_lain = True, "PBI APBN"
    head.save()
    secretary.save()
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    assert (Iuran.objects.count(), Iuran.objects.filter(peserta__in=[head, secretary]).count()) == (7, 0)


def test_a_missing_wage_is_refused_whole_with_names(panggung: Cast) -> None:
    for serial in range(6):
        newcomer(panggung.panetean, 310 + serial, date(2025, 1, 1), wage=None)
    with pytest.raises(Kesalahan) as refusal:
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert "6 orang belum tercatat untuk Oktober 2026" in refusal.value.pesan
    assert "Pendatang 310 (760302******9310), Desa Panetean" in refusal.value.pesan
    assert refusal.value.pesan.endswith("dan 1 orang lagi.")
    assert (Penetapan.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_missing_law_value_is_refused(panggung: Cast) -> None:
    ParameterValue.objects.filter(kunci="ump", provinsi="76").delete()
    with pytest.raises(Kesalahan, match="Tidak ada nilai Upah Minimum Kabupaten"):
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert Penetapan.objects.count() == 0


@pytest.mark.parametrize(
    ("bulan", "why"),
    [
        (Bulan(2026, 12), "belum dapat ditetapkan: daftar perangkat pada tanggal 1 belum diketahui"),
        (Bulan(2021, 5), "Belum ada peraturan yang berlaku"),
    ],
)
def test_months_outside_what_is_known_are_refused(panggung: Cast, bulan: Bulan, why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        assess_iuran(kabupaten=panggung.mamasa, bulan=bulan, by=panggung.dewi)


def test_the_coming_month_may_be_assessed(panggung: Cast) -> None:
    assert assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 11), by=panggung.dewi).status == "selesai"


@pytest.mark.lambat
def test_a_closed_month_and_the_months_before_it_stay_as_they_are(panggung: Cast) -> None:
    with pytest.raises(Kesalahan, match="belum selesai ditetapkan"):
        close_month(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    for _ in range(2):
        assert close_month(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi).status == "ditutup"
    assert AuditEvent.objects.filter(aksi="penetapan.tutup").count() == 1
    with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    with pytest.raises(Kesalahan, match="sudah masuk Berita Acara Oktober 2026"):
        assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 9), by=panggung.dewi)


def test_the_national_rule_stands_beside_the_regencys(panggung: Cast) -> None:
    national = Peraturan.objects.get(kode="mamasa-10-2021").isi
    Peraturan.objects.create(
        kode="nasional",
        judul="Aturan nasional",
        ditetapkan=date(2020, 1, 1),
        berlaku_mulai=date(2020, 1, 1),
        isi=national,
    )
    penetapan = assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    row = Iuran.objects.filter(desa=panggung.sutera).first()
    assert row is not None
    assert (row.nasional_dasar, row.nasional_jumlah, row.nasional_sesuai) == (3_054_552, 122_182 + 30_546, False)
    found = compliance(penetapan)
    assert found is not None
    assert (found.orang, found.berbeda) == (9, 9)
    assert [(row.nama, row.nasional) for row in found.porsi] == [
        ("pemerintah kabupaten", 9 * 122_182),
        ("pemerintah desa", 0),
        ("kepala desa dan perangkat desa", 9 * 30_546),
    ]


@pytest.mark.parametrize("table", ["iuran_iuran", "iuran_porsiiuran", "iuran_penetapankecamatan"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_assessed(panggung: Cast, table: str, statement: str) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


@pytest.mark.lambat
def test_people_do_not_cost_queries(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=Bulan(2026, 9), by=panggung.dewi)
    with CaptureQueriesContext(connection) as few, transaction.atomic():
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
        transaction.set_rollback(True)
    for serial in range(40):
        newcomer(panggung.panetean, 400 + serial, date(2026, 9, 15))
    with CaptureQueriesContext(connection) as many, transaction.atomic():
        assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    assert Iuran.objects.count() == 9 + 49
    assert len(many) <= len(few)
