"""Law values by four eyes: two people, dates that do not overlap, closed months that stay (MM Pasal 8 ayat (2)-(4))."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from desa.enums import JenisUsul, Kepastian, Peran, StatusUsul
from desa.models import AuditEvent, Kabupaten, Membership, ParameterValue, User, UsulNilai
from desa.queries.peraturan import tempat_of, values_for
from iuran.actions.nilai import approve_nilai, propose_nilai, return_nilai, withdraw_nilai
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.queries.akibat_nilai import effects
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import SINCE, Cast

UMP_2027 = 350_000_000  # sen


@pytest.fixture
def dini(cast: Cast) -> User:
    """Mamasa's second person at DPM-Pemdes, who decides what Dewi proposes."""
    user = User.objects.create(username="dini", nama="Dini")
    Membership.objects.create(user=user, peran=Peran.DPM, kabupaten=cast.mamasa, mulai=SINCE)
    return user


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create(username="teknis", nama="Admin teknis", is_staff=True)


def propose(by: User, **changes: Any) -> UsulNilai:
    """Dewi's proposal of West Sulawesi's UMP of 2027, changed as told."""
    fields: dict[str, Any] = {
        "jenis": JenisUsul.TAMBAH, "kunci": "ump", "kabupaten": "", "provinsi": "76", "mulai": date(2027, 1, 1),
        "sampai": None, "sen": UMP_2027, "sumber": "Keputusan Gubernur Sulawesi Barat", "nomor_surat": "900/2026",
        "surat": None, "atas": None, "by": by,
    }  # fmt: skip
    return propose_nilai(**(fields | changes))


def ump(tahun: int = 2026) -> ParameterValue:
    return ParameterValue.objects.get(kunci="ump", provinsi="76", mulai=date(tahun, 1, 1))


def floor_of(kabupaten: Kabupaten, bulan: Bulan) -> int | None:
    found = values_for(kabupaten).find("ump", tempat_of(kabupaten), bulan)
    return found.rupiah if found else None


def test_a_value_counts_only_once_another_person_approved_it(cast: Cast, dini: User) -> None:
    usul = propose(cast.dewi)
    assert floor_of(cast.mamasa, Bulan(2027, 1)) is None
    with pytest.raises(Kesalahan, match="Anda sendiri yang mengusulkan"):
        approve_nilai(usul=usul, by=cast.dewi)
    found = approve_nilai(usul=usul, by=dini)
    assert [floor_of(cast.mamasa, month) for month in (Bulan(2026, 12), Bulan(2027, 1), Bulan(2027, 12))] == [
        3_315_934, 3_500_000, 3_500_000]  # fmt: skip
    assert (found.status, found.hasil == ump(2027)) == (StatusUsul.DISETUJUI, True)
    assert ump(2027).sumber == "Keputusan Gubernur Sulawesi Barat; surat 900/2026"
    acts = AuditEvent.objects.filter(aksi__startswith="nilai.").order_by("pk").values_list("aksi", "oleh__username")
    assert list(acts) == [("nilai.usul", "dewi"), ("nilai.tambah", "dini"), ("nilai.setujui", "dini")]


def test_the_database_itself_wants_two_people(cast: Cast, dini: User) -> None:
    usul = propose(cast.dewi)
    with pytest.raises(IntegrityError), transaction.atomic():
        UsulNilai.objects.filter(pk=usul.pk).update(status=StatusUsul.DISETUJUI, diputus_oleh=cast.dewi)
    approve_nilai(usul=usul, by=dini)
    with pytest.raises(IntegrityError), transaction.atomic():
        UsulNilai.objects.filter(pk=usul.pk).update(status=StatusUsul.MENUNGGU, diputus_oleh=None)


def test_a_proposal_goes_back_with_a_reason_or_is_withdrawn_by_its_author(cast: Cast, dini: User) -> None:
    first = propose(cast.dewi)
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        return_nilai(usul=first, alasan="  ", by=dini)
    with pytest.raises(Kesalahan, match="Hanya pengusulnya"):
        withdraw_nilai(usul=first, by=dini)
    assert return_nilai(usul=first, alasan="Angkanya terbalik", by=dini).status == StatusUsul.DIKEMBALIKAN
    second = propose(cast.dewi)
    assert withdraw_nilai(usul=second, by=cast.dewi).status == StatusUsul.DITARIK
    for act in (approve_nilai, withdraw_nilai):
        with pytest.raises(Kesalahan, match="sudah ditarik"):
            act(usul=second, by=dini)
    assert ParameterValue.objects.filter(mulai=date(2027, 1, 1)).count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mulai": date(2026, 6, 1)}, "bertumpuk dengan UMP yang mulai 1 Januari 2026"),
        ({"mulai": date(2025, 7, 1), "sampai": date(2026, 1, 1)}, "bertumpuk"),
        ({"sampai": date(2026, 12, 31)}, "lebih awal dari tanggal mulai"),
        ({"mulai": date(1999, 1, 1)}, "di luar tahun"),
        ({"sen": None}, "Jumlah rupiah kosong"),
        ({"sen": 10**15}, "terlalu besar"),
        ({"sumber": " "}, "Sumber atau nomor surat"),
        ({"nomor_surat": ""}, "Sumber atau nomor surat"),
        ({"kunci": "umk"}, "adalah nilai kabupaten"),
        ({"provinsi": "61"}, "bukan wewenang Anda"),
        ({"kunci": "batas_atas", "provinsi": ""}, "bukan wewenang Anda"),
        ({"kunci": "upah_khayal", "kabupaten": "76.03", "provinsi": ""}, "tidak dikenal"),
        ({"provinsi": "99"}, "tidak dikenal"),
        ({"surat": ("a.exe", b"MZ")}, "bukan PDF"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Kesalahan, match=words):
        propose(cast.dewi, **changes)
    assert UsulNilai.objects.count() == 0


def test_the_last_day_of_the_old_and_the_first_of_the_new_do_not_overlap(cast: Cast, dini: User) -> None:
    approve_nilai(usul=propose(cast.dewi, mulai=date(2025, 1, 1), sampai=date(2025, 12, 31)), by=dini)
    assert floor_of(cast.mamasa, Bulan(2025, 12)) == 3_500_000


def test_the_same_value_is_not_proposed_twice(cast: Cast, dini: User) -> None:
    propose(cast.dewi)
    with pytest.raises(Kesalahan, match="sudah menunggu, dari Dewi"):
        propose(dini)


@pytest.mark.lambat
def test_kayong_utara_may_add_what_only_the_national_rule_uses(cast: Cast, admin: User) -> None:
    assess_iuran(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)
    close_month(kabupaten=cast.kayong_utara, bulan=cast.bulan, by=cast.damar)
    usul = propose(cast.damar, kunci="umk", kabupaten="61.11", provinsi="", mulai=date(2026, 1, 1))
    assert effects(usul, [cast.kayong_utara])[0].bulan == []
    assert approve_nilai(usul=usul, by=admin).status == StatusUsul.DISETUJUI


def test_a_gap_is_filled_and_a_doubtful_value_confirmed(cast: Cast, dini: User) -> None:
    place = {"kunci": "umk", "kabupaten": "76.03"}
    gap = ParameterValue.objects.create(**place, mulai=date(2025, 1, 1), sumber="-", kepastian=Kepastian.CELAH)
    with pytest.raises(Kesalahan, match="belum berisi angka"):
        propose(cast.dewi, jenis=JenisUsul.AKHIRI, atas=gap, sen=None, sampai=date(2025, 6, 30))
    with pytest.raises(Kesalahan, match="sudah berisi angka"):
        propose(cast.dewi, jenis=JenisUsul.ISI, atas=ump())
    approve_nilai(usul=propose(cast.dewi, jenis=JenisUsul.ISI, atas=gap, sen=300_000_010), by=dini)
    gap.refresh_from_db()
    assert (str(gap.nilai), gap.kepastian) == ("3000000.10", Kepastian.TERKONFIRMASI)
    doubtful = ParameterValue.objects.create(
        **place, mulai=date(2024, 1, 1), sumber="ingatan", nilai=1, kepastian=Kepastian.BELUM_DIKONFIRMASI
    )
    approve_nilai(usul=propose(cast.dewi, jenis=JenisUsul.PASTIKAN, atas=doubtful, sen=None), by=dini)
    doubtful.refresh_from_db()
    assert (str(doubtful.nilai), doubtful.kepastian) == ("1.00", Kepastian.TERKONFIRMASI)
    assert "900/2026" in doubtful.sumber
    with pytest.raises(Kesalahan, match="sudah terkonfirmasi"):
        propose(cast.dewi, jenis=JenisUsul.PASTIKAN, atas=doubtful, sen=None)


def test_the_trail_keeps_what_the_value_said_before(cast: Cast, dini: User) -> None:
    told: dict[str, Any] = {"jenis": JenisUsul.GANTI, "atas": ump(), "mulai": date(2026, 11, 1)}
    approve_nilai(usul=propose(cast.dewi, **told), by=dini)
    ended = AuditEvent.objects.get(aksi="nilai.akhiri")
    assert (ended.rincian["sebelum"], ended.rincian["sampai"]) == ({"sampai": None}, "2026-10-31")
    approved = AuditEvent.objects.get(aksi="nilai.setujui")
    assert (approved.rincian["sebelum"]["nilai"], approved.kabupaten) == ("3315934.00", cast.mamasa)


def test_the_preview_says_who_is_lifted_and_what_it_costs(cast: Cast, dini: User) -> None:
    """Nine officials: 4 % and 1 % of 3.400.000 are 136.000 and 34.000, of 3.315.934 they are 132.637 and 33.159."""
    usul = propose(cast.dewi, jenis=JenisUsul.GANTI, atas=ump(), mulai=date(2026, 11, 1), sen=340_000_000)
    (akibat,) = effects(usul, [cast.mamasa])
    (november,) = akibat.bulan
    assert (november.bulan, november.orang, november.naik) == (Bulan(2026, 11), 9, 0)
    assert november.selisih == 9 * (136_000 - 132_637 + 34_000 - 33_159)
    assert november.porsi == [
        ("Pemerintah kabupaten", 9 * 132_637, 9 * 136_000),
        ("Kepala desa dan perangkat desa", 9 * 33_159, 9 * 34_000),
    ]


def test_the_preview_of_a_missing_floor_and_of_an_end(cast: Cast) -> None:
    (january,) = effects(propose(cast.dewi), [cast.mamasa])[0].bulan
    assert (january.lama, january.baru and january.baru.dinaikkan, january.selisih) == (None, 9, None)
    usul = propose(cast.dewi, jenis=JenisUsul.AKHIRI, atas=ump(), sen=None, sampai=date(2026, 10, 31))
    (november,) = effects(usul, [cast.mamasa])[0].bulan
    assert (november.baru, november.lama and november.lama.jumlah) == (None, 9 * 165_796)


def test_a_new_cap_is_the_administrators_and_concerns_every_regency(cast: Cast, admin: User, dini: User) -> None:
    cap = ParameterValue.objects.get(kunci="batas_atas")
    usul = propose(admin, jenis=JenisUsul.GANTI, atas=cap, mulai=date(2027, 1, 1), sen=1_500_000_000)
    with pytest.raises(Kesalahan, match="bukan wewenang"):
        approve_nilai(usul=usul, by=dini)
    second = User.objects.create(username="teknis2", is_staff=True)
    approve_nilai(usul=usul, by=second)
    for place in (cast.mamasa, cast.kayong_utara):
        found = values_for(place)
        assert [
            found.get("batas_atas", tempat_of(place), month).rupiah for month in (Bulan(2026, 12), Bulan(2027, 1))
        ] == [12_000_000, 15_000_000]
