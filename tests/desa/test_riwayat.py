"""The roster of any past day: told in any order, and by later facts, it stays as it was (MM Pasal 5, 12 ayat (4))."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desa.actions.terapkan import apply_plan
from desa.enums import AlasanBerakhir, Hubungan, Jabatan, SifatJabatan
from desa.models import AnggotaKeluarga, MasaJabatan, Penyampaian, PerubahanDaftar, Peserta, StatusJaminan
from desa.parameters.peraturan import PengecualianAturan
from desa.queries.bagian import family_rule_in
from desa.queries.keluarga import standings_on
from desa.queries.kepesertaan import roster_on
from desa.queries.keterlambatan import register_of
from desa.rules.daftar import Rencana
from desa.rules.isian import Post
from desa.rules.masa_jabatan import same_seat
from desa.rules.riwayat import Fakta, days_late, values_on
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast

MONTHS = [date(2026, month, 1) for month in range(1, 11)]
RULES = (PengecualianAturan(alasan="pns", pasal="2"), PengecualianAturan(alasan="jaminan_lain", pasal="2"))
TODAY = date(2026, 10, 20)


# -- the rule alone ----------------------------------------------------------------------------------------------------

MARRIES = Fakta(1, 7, "sudah_menikah", date(2026, 9, 1), False, True)
STUDIES = Fakta(2, 7, "masih_sekolah", date(2026, 3, 1), True, False)
AGAIN = Fakta(3, 7, "masih_sekolah", date(2026, 3, 1), False, True)


def test_a_field_holds_from_its_month_and_before_it_what_was_there_at_first() -> None:
    assert values_on([MARRIES, STUDIES], date(2026, 8, 31)) == {7: {"sudah_menikah": False, "masih_sekolah": False}}
    assert values_on([STUDIES, MARRIES], date(2026, 9, 1)) == {7: {"sudah_menikah": True, "masih_sekolah": False}}
    assert values_on([MARRIES, STUDIES], date(2026, 1, 1)) == {7: {"sudah_menikah": False, "masih_sekolah": True}}


def test_of_two_values_for_one_month_the_one_told_later_counts() -> None:
    assert values_on([AGAIN, STUDIES], date(2026, 3, 1)) == {7: {"masih_sekolah": True}}


def test_days_late_begin_after_the_deadline() -> None:
    deadline = date(2026, 10, 8)
    assert [days_late(deadline, date(2026, 10, day)) for day in (1, 8, 9, 18)] == [0, 0, 1, 10]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("kepala_desa", "definitif"), ("kepala_desa", "definitif"), True),
        (("kepala_desa", "definitif"), ("kepala_desa", "pj"), True),
        (("kepala_desa", "definitif"), ("kepala_desa", "plt"), False),
        (("sekretaris_desa", "plt"), ("sekretaris_desa", "plt"), True),
        (("sekretaris_desa", "definitif"), ("kepala_desa", "definitif"), False),
        (("kepala_dusun", "definitif"), ("kepala_dusun", "definitif"), False),
    ],
)
def test_who_may_hold_a_post_beside_whom(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert same_seat(*one, *other) == same_seat(*other, *one) == same


# -- the database alone ------------------------------------------------------------------------------------------------


def refused(*rows: MasaJabatan) -> bool:
    """Whether the database refuses these spells together."""
    try:
        with transaction.atomic():
            MasaJabatan.objects.bulk_create(rows)
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def test_the_database_knows_one_holder_of_a_single_post_and_one_stand_in(cast: Cast) -> None:
    _, secretary, treasurer = cast.peserta[cast.panetean.kode]

    def spell(
        who: Peserta, sifat: SifatJabatan, start: date, end: date | None = None, post: str = "kepala_desa"
    ) -> Any:
        why = AlasanBerakhir.MASA_JABATAN if end else ""
        return MasaJabatan(
            peserta=who, desa=cast.panetean, jabatan=post, sifat=sifat, mulai=start, berakhir=end, alasan_berakhir=why
        )

    may, june = date(2026, 5, 1), date(2026, 6, 1)
    assert refused(spell(secretary, SifatJabatan.PJ, may)), "the head of the cast is in office"
    assert refused(spell(secretary, SifatJabatan.PJ, may, june))
    assert not refused(spell(secretary, SifatJabatan.PLT, may))
    assert refused(spell(secretary, SifatJabatan.PLT, may), spell(treasurer, SifatJabatan.PLT, june))
    assert not refused(spell(secretary, SifatJabatan.PLT, may, june), spell(treasurer, SifatJabatan.PLT, june))
    hamlet = [spell(secretary, SifatJabatan.DEFINITIF, day, post="kepala_dusun") for day in (may, june)]
    assert refused(*hamlet), "one person, one post, one village: no overlap"


def test_the_guards_stand_under_their_names_after_all_migrations(db: None) -> None:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'desa_masajabatan'",
        "postgresql": "SELECT conname FROM pg_constraint WHERE contype = 'x'",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        found = {name.removesuffix("_insert").removesuffix("_update") for (name,) in cursor.fetchall()}
    assert found >= {"masa_jabatan_tunggal_pemegang", "masa_jabatan_tunggal_plt", "masa_jabatan_tak_bertumpuk"}
    assert "masa_jabatan_tunggal_tak_bertumpuk" not in found


# -- reports in any order ----------------------------------------------------------------------------------------------

Fact = tuple[str, int, date, Any]  # what, which person or member, from which month, value
WAGES = st.integers(2_000_000, 9_000_000)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "gaji": WAGES,
    "pns": st.booleans(),
    "jaminan_lain": st.sampled_from(["", "KIS PBI-JK", "Askes"]),
    "sudah_menikah": st.booleans(),
    "berpenghasilan": st.booleans(),
    "masih_sekolah": st.booleans(),
    "tanggal_lahir": st.dates(date(2003, 1, 1), date(2012, 12, 31)),
    "hubungan": st.sampled_from([Hubungan.ANAK_KANDUNG, Hubungan.ANAK_TIRI, Hubungan.AYAH]),
    "dusun": st.just(None),
}
FACTS = st.lists(
    st.sampled_from(sorted(KINDS)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.integers(0, 1), st.sampled_from(MONTHS), KINDS[kind])
    ),
    unique_by=lambda fact: fact[:3] if fact[0] != "dusun" else fact[:2],
    min_size=1,
    max_size=10,
)


def plan_of(cast: Cast, fact: Fact) -> Rencana:
    kind, which, month, value = fact
    people = cast.peserta[cast.rantebulahan.kode]
    if kind == "gaji":
        return Rencana(gaji={people[which].nik: (month, value)})
    if kind in {"pns", "jaminan_lain"}:
        return Rencana(orang={people[which].nik: {kind: value}})
    if kind == "dusun":
        post = Post(Jabatan.KEPALA_DUSUN, f"Dusun {which}", SifatJabatan.DEFINITIF)
        return Rencana(masa_baru=[(people[which].nik, post, month, None, "")])
    children = AnggotaKeluarga.objects.filter(peserta=people[0], nama__startswith="Anak").order_by("pk")
    return Rencana(keluarga_ubah={children[which].pk: {kind: value}})


def tell(cast: Cast, facts: list[Fact]) -> None:
    for fact in facts:
        apply_plan(cast.rantebulahan, plan_of(cast, fact), mulai=fact[2], hari=TODAY)


def roster(cast: Cast, day: date) -> list[Any]:
    """Everything that decides money or cover in the village on a day."""
    people = roster_on(cast.rantebulahan, day, RULES)
    family = standings_on([one.peserta.pk for one in people], family_rule_in(cast.mamasa, Bulan.of(day)), day)
    officials: list[Any] = [
        (one.peserta.pk, one.masa.nama_jabatan, one.penghasilan, one.pengecualian) for one in people
    ]
    return officials + [(member.pk, seen, status) for member, seen, status in family]


def rosters(cast: Cast, facts: list[Fact]) -> list[list[Any]]:
    """The roster of each month after these facts were told; nothing of them stays."""
    with transaction.atomic():
        tell(cast, facts)
        found = [roster(cast, month) for month in MONTHS]
        transaction.set_rollback(True)
    return found


@pytest.mark.lambat
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS, order=st.randoms(use_true_random=False))
def test_the_order_of_telling_changes_no_day_and_later_facts_no_earlier_day(
    cast: Cast, facts: list[Fact], order: Any
) -> None:
    shuffled = order.sample(facts, len(facts))
    told = rosters(cast, shuffled)
    assert rosters(cast, sorted(facts, key=lambda fact: fact[2])) == told
    cut = order.choice(MONTHS)
    early = rosters(cast, [fact for fact in shuffled if fact[2] <= cut])
    assert early[: MONTHS.index(cut) + 1] == told[: MONTHS.index(cut) + 1]


def test_a_late_earlier_fact_leaves_what_was_told_for_later(cast: Cast) -> None:
    """Other cover from October was told first, civil servant from August after it; and the reverse for a child."""
    head, child = cast.peserta[cast.rantebulahan.kode][0], AnggotaKeluarga.objects.get(nama="Anak pertama Rantebulahan")
    tell(cast, [("jaminan_lain", 0, date(2026, 10, 1), "Askes"), ("pns", 0, date(2026, 8, 1), True)])
    rows = StatusJaminan.objects.filter(peserta=head).values_list("mulai", "pns", "jaminan_lain")
    assert list(rows) == [
        (date(2000, 1, 1), False, ""), (date(2026, 8, 1), True, ""), (date(2026, 10, 1), True, "Askes"),
    ]  # fmt: skip
    tell(cast, [("masih_sekolah", 0, date(2026, 9, 1), False), ("masih_sekolah", 0, date(2026, 5, 1), True)])
    child.refresh_from_db()
    head.refresh_from_db()
    assert (child.masih_sekolah, head.pns, head.jaminan_lain) == (False, True, "Askes")


# -- who said it, and how late -----------------------------------------------------------------------------------------


def report(cast: Cast, day: datetime) -> Penyampaian:
    row = Penyampaian.objects.create(
        desa=cast.rantebulahan, bulan=day.date().replace(day=1), versi=1, jenis="tidak_ada_perubahan",
        disampaikan_oleh=cast.sari,
    )  # fmt: skip
    Penyampaian.objects.filter(pk=row.pk).update(disampaikan_pada=day)
    row.refresh_from_db()
    return row


def test_each_change_is_kept_with_its_report_and_its_days_late(cast: Cast) -> None:
    """Told on 20 October 2026: an end of 12 October is one day late; a wage counts from the first of its month."""
    desa, told = cast.rantebulahan, report(cast, datetime(2026, 10, 20, 2, tzinfo=UTC))
    head, _, treasurer = cast.peserta[desa.kode]
    end = {"berakhir": date(2026, 10, 12), "alasan_berakhir": "meninggal"}
    plan = Rencana(masa_ubah={treasurer.masa_jabatan.get().pk: end}, gaji={head.nik: (date(2026, 10, 1), 2_500_000)})
    apply_plan(desa, plan, mulai=date(2026, 10, 1), hari=TODAY, laporan=told)
    rows = PerubahanDaftar.objects.values_list(
        "jenis", "peserta", "mulai", "tenggat", "terlambat", "penyampaian", "baru"
    )
    assert list(rows) == [
        ("akhir", treasurer.pk, date(2026, 10, 12), date(2026, 10, 19), 1, told.pk, "Meninggal dunia"),
        ("penghasilan", head.pk, date(2026, 10, 1), date(2026, 10, 8), 12, told.pk, 2_500_000),
    ]


def test_a_change_without_a_day_counts_from_the_first_of_the_month_it_is_said_for(cast: Cast) -> None:
    """MM Pasal 5 ayat (3) by file, told on 20 October; a told day counts itself, a mended name is no change at all."""
    desa, told = cast.rantebulahan, report(cast, datetime(2026, 10, 20, 2, tzinfo=UTC))
    head, secretary, _ = cast.peserta[desa.kode]
    wife, child, other = head.keluarga.order_by("pk")
    first, fields = date(2026, 10, 1), {"nama": "Bayi", "hubungan": "anak_kandung", "jenis_kelamin": "L"}
    baby = fields | {"nik": "7603010110269001", "tanggal_lahir": date(2026, 9, 30)}
    plan = Rencana(
        gaji={secretary.nik: (first, 2_400_000)}, gaji_sejak={secretary.nik: date(2026, 10, 12)},
        keluarga_baru=[(head.nik, baby)], keluarga_akhir=[other.pk],
        keluarga_ubah={wife.pk: {"nama": "Sitti Aminah"}, child.pk: {"sudah_menikah": True}},
    )  # fmt: skip
    apply_plan(desa, plan, mulai=first, hari=TODAY, laporan=told)
    rows = PerubahanDaftar.objects.values_list("jenis", "isian", "tanggal", "tenggat", "terlambat")
    late = (None, date(2026, 10, 8), 12)
    assert list(rows) == [
        ("penghasilan", "", date(2026, 10, 12), date(2026, 10, 19), 1), ("keluarga_data", "nama", None, None, 0),
        ("keluarga_data", "sudah_menikah", *late), ("keluarga_akhir", "", *late), ("keluarga_baru", "", *late),
    ]  # fmt: skip
    kabupaten = desa.kabupaten
    assert {one.hal for one in register_of(kabupaten, 2026, TODAY) if "hari tidak disebut" in one.hal} == {
        f"{kind} (hari tidak disebut, dihitung dari tanggal 1)"
        for kind in ("Data anggota keluarga", "Anggota keluarga berakhir", "Anggota keluarga baru")
    }


def test_the_next_post_of_the_same_person_is_one_change_with_one_clock(cast: Cast) -> None:
    desa, told = cast.rantebulahan, report(cast, datetime(2026, 10, 20, 2, tzinfo=UTC))
    treasurer = cast.peserta[desa.kode][2]
    end = {"berakhir": date(2026, 10, 1), "alasan_berakhir": "masa_jabatan"}
    post = Post(Jabatan.KEPALA_SEKSI, "Pelayanan", SifatJabatan.DEFINITIF)
    plan = Rencana(
        masa_ubah={treasurer.masa_jabatan.get().pk: end}, masa_baru=[(treasurer.nik, post, date(2026, 10, 1), None, "")]
    )
    apply_plan(desa, plan, mulai=date(2026, 10, 1), hari=TODAY, laporan=told)
    rows = PerubahanDaftar.objects.values_list("jenis", "tenggat", "terlambat")
    assert list(rows) == [("akhir", None, 0), ("mulai", date(2026, 10, 8), 12)]


def test_the_first_roster_of_a_village_is_no_late_change(cast: Cast) -> None:
    MasaJabatan.objects.filter(desa=cast.rantebulahan).delete()
    post = Post(Jabatan.KEPALA_DUSUN, "Satu", SifatJabatan.DEFINITIF)
    nik = cast.peserta[cast.rantebulahan.kode][0].nik
    apply_plan(
        cast.rantebulahan,
        Rencana(masa_baru=[(nik, post, date(2024, 1, 1), None, "")]),
        mulai=TODAY.replace(day=1),
        hari=TODAY,
    )
    assert [(row.jenis, row.tenggat) for row in PerubahanDaftar.objects.all()] == [("mulai", None)]


def test_a_plan_that_the_database_refuses_leaves_no_trace(cast: Cast) -> None:
    post = Post(Jabatan.KEPALA_DESA, "", SifatJabatan.PJ)
    nik = cast.peserta[cast.rantebulahan.kode][1].nik
    plan = Rencana(masa_baru=[(nik, post, date(2026, 5, 1), None, "")], gaji={nik: (date(2026, 5, 1), 1)})
    with pytest.raises(Kesalahan, match="bertentangan dengan catatan portal"):
        apply_plan(cast.rantebulahan, plan, mulai=date(2026, 5, 1), hari=TODAY)
    assert not PerubahanDaftar.objects.exists()
