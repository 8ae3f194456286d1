"""Holidays as rows: the nation's for the technical administrator, a regency's own for its DPM-Pemdes."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from desa.actions.kalender import add_hari_libur, change_hari_libur
from desa.enums import JenisHari
from desa.models import AuditEvent, HariLibur, Membership, ParameterValue, User
from desa.queries.jatuh_tempo import due_dates_in
from desa.queries.peraturan import holidays_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast

DAY = date(2030, 10, 10)  # a Thursday, in a year that no other story touches


def national(day: date = DAY, nama: str = "Hari Besar") -> HariLibur:
    return add_hari_libur(kabupaten=None, tanggal=day, jenis=JenisHari.LIBUR_NASIONAL, nama=nama, sumber="SKB", by=None)


def due(cast: Cast) -> date:
    tempo = dict(due_dates_in(cast.mamasa, 2030))[Bulan(2030, 10)]
    assert tempo is not None
    return tempo.tanggal


def form(**others: str) -> dict[str, str]:
    return {"tanggal": "10/10/2030", "jenis": "libur_daerah", "nama": "Hari Jadi", "sumber": "SK 1/2030"} | others


@pytest.mark.lambat
def test_a_local_day_off_moves_the_due_date_here_and_nowhere_else(cast: Cast, client: Client) -> None:
    client.force_login(cast.dewi)
    assert due(cast) == DAY
    answer = client.post("/kabupaten/76.03/hari-libur/tambah/", form(), follow=True)
    assert "Hari Jadi, 10 Oktober 2030, sudah ditambahkan." in answer.content.decode()
    assert due(cast) == date(2030, 10, 11)
    assert DAY not in holidays_of(cast.kayong_utara, DAY, DAY)
    event = AuditEvent.objects.latest("id")
    assert (event.aksi, event.oleh, event.kabupaten) == ("hari_libur.tambah", cast.dewi, cast.mamasa)


def test_a_national_day_withdrawn_for_one_regency(cast: Cast, client: Client) -> None:
    national()
    assert due(cast) == date(2030, 10, 11)
    client.force_login(cast.dewi)
    client.post("/kabupaten/76.03/hari-libur/tambah/", form(jenis="hari_kerja"))
    assert due(cast) == DAY
    assert DAY in holidays_of(cast.kayong_utara, DAY, DAY)


def test_a_row_is_changed_and_removed_and_the_trail_keeps_both(cast: Cast, client: Client) -> None:
    client.force_login(cast.dewi)
    client.post("/kabupaten/76.03/hari-libur/tambah/", form())
    row = HariLibur.objects.get(tanggal=DAY)
    assert "Hari Jadi" in client.get(f"/kabupaten/76.03/hari-libur/{row.pk}/ubah/").content.decode()
    client.post(f"/kabupaten/76.03/hari-libur/{row.pk}/ubah/", form(tanggal="11/10/2030"))
    row.refresh_from_db()
    assert row.tanggal == date(2030, 10, 11)
    assert "tidak lagi tercatat" in client.get(f"/kabupaten/76.03/hari-libur/{row.pk}/hapus/").content.decode()
    client.post(f"/kabupaten/76.03/hari-libur/{row.pk}/hapus/")
    assert not HariLibur.objects.filter(pk=row.pk).exists()
    acts = AuditEvent.objects.filter(objek="harilibur", objek_id=row.pk).order_by("id")
    assert list(acts.values_list("aksi", flat=True)) == ["hari_libur.tambah", "hari_libur.ubah", "hari_libur.hapus"]
    assert acts[1].rincian["sebelum"]["tanggal"] == "2030-10-10"


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"jenis": "hari_kerja", "tanggal": "09/10/2030"}, "tidak dapat dijadikan hari kerja"),
        ({}, "10 Oktober 2030 sudah libur untuk seluruh negara: Hari Besar."),
        ({"tanggal": "31/02/2030"}, "Tulis tanggal seperti 12/10/2026."),
        ({"jenis": "libur_nasional"}, "jenis"),
        ({"nama": ""}, "Isi nama hari"),
        ({"sumber": ""}, "Isi nomor surat"),
    ],
)
def test_what_is_refused_and_why(cast: Cast, client: Client, others: dict[str, str], sentence: str) -> None:
    national()
    client.force_login(cast.dewi)
    answer = client.post("/kabupaten/76.03/hari-libur/tambah/", form(**others))
    assert answer.status_code == 200
    assert "Kesalahan: Tambah hari libur" in answer.content.decode()
    assert sentence in answer.content.decode()
    assert HariLibur.objects.filter(kabupaten=cast.mamasa).count() == 0


def test_one_row_a_day_and_regency(cast: Cast) -> None:
    facts: dict[str, Any] = {"jenis": JenisHari.LIBUR_DAERAH, "nama": "Hari Jadi", "sumber": "SK", "by": None}
    first = add_hari_libur(kabupaten=cast.mamasa, tanggal=DAY, **facts)
    with pytest.raises(Kesalahan, match="sudah tercatat sebagai libur daerah: Hari Jadi"):
        add_hari_libur(kabupaten=cast.mamasa, tanggal=DAY, **facts)
    assert change_hari_libur(hari=first, tanggal=DAY, **facts) == first


@pytest.mark.lambat
def test_who_may(cast: Cast, client: Client) -> None:
    row = national()
    client.force_login(cast.ines)  # inspectorate: reads
    assert client.get("/kabupaten/76.03/hari-libur/?tahun=2030").status_code == 200
    assert client.get("/kabupaten/76.03/hari-libur/tambah/").status_code == 403
    client.force_login(cast.sari)  # a village's officer
    assert client.get("/kabupaten/76.03/hari-libur/").status_code == 404
    client.force_login(cast.damar)  # the other regency
    assert client.post("/kabupaten/76.03/hari-libur/tambah/", form()).status_code == 404
    client.force_login(cast.dewi)  # a national row is not hers
    assert client.post(f"/kabupaten/76.03/hari-libur/{row.pk}/hapus/").status_code == 404
    assert HariLibur.objects.filter(pk=row.pk).exists()


# -- back office -----------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    user = User.objects.create_superuser("teknis", password="sandi-yang-panjang-sekali")
    client.force_login(user)
    return client


def test_the_back_office_is_for_the_technical_administrator_only(cast: Cast, client: Client) -> None:
    assert client.get("/admin/").headers["Location"] == "/akun/masuk/?next=/admin/"
    client.force_login(cast.dewi)
    assert client.get("/admin/", follow=True).status_code == 403


def test_national_days_are_edited_there_with_their_trail(admin: Client) -> None:
    facts = {"tanggal": "10/10/2030", "jenis": "libur_nasional", "nama": "Hari Besar", "sumber": "SKB"}
    admin.post("/admin/desa/harilibur/add/", facts)
    row = HariLibur.objects.get(tanggal=DAY)
    admin.post(f"/admin/desa/harilibur/{row.pk}/change/", facts | {"nama": "Hari Besar Baru"})
    admin.post(f"/admin/desa/harilibur/{row.pk}/delete/", {"post": "yes"})
    acts = AuditEvent.objects.filter(objek="harilibur").order_by("id").values_list("aksi", flat=True)
    assert list(acts) == ["hari_libur.tambah", "hari_libur.ubah", "hari_libur.hapus"]
    assert AuditEvent.objects.filter(oleh__username="teknis").count() == 3


@pytest.mark.lambat
def test_law_values_are_only_read_there(admin: Client) -> None:
    value = ParameterValue.objects.earliest("pk")
    assert admin.get("/admin/desa/parametervalue/").status_code == 200
    assert admin.get(f"/admin/desa/parametervalue/{value.pk}/change/").status_code == 200
    for deed in ("add", f"{value.pk}/change", f"{value.pk}/delete"):
        assert admin.post(f"/admin/desa/parametervalue/{deed}/", {"nilai": "1", "post": "yes"}).status_code == 403


def test_a_role_is_given_with_its_trail(admin: Client, cast: Cast) -> None:
    user = User.objects.create(username="baru")
    admin.post(
        "/admin/desa/membership/add/",
        {"user": user.pk, "peran": "bpjs", "kabupaten": cast.mamasa.pk, "mulai": "01/10/2026"},
    )
    given = Membership.objects.get(user=user)
    event = AuditEvent.objects.latest("id")
    assert (event.aksi, event.objek_id, event.kabupaten) == ("admin.tambah", given.pk, cast.mamasa)
    assert admin.post(f"/admin/desa/membership/{given.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", ["user", "membership", "kabupaten", "desa", "harilibur", "parametervalue"])
def test_every_list_opens(admin: Client, model: str) -> None:
    assert admin.get(f"/admin/desa/{model}/").status_code == 200


@pytest.mark.lambat
def test_the_forms_open(admin: Client, cast: Cast) -> None:
    for path in (f"user/{cast.dewi.pk}/change", "user/add", "membership/add", f"kabupaten/{cast.mamasa.pk}/change"):
        assert admin.get(f"/admin/desa/{path}/").status_code == 200
    assert admin.get("/admin/desa/kabupaten/add/").status_code == 403
    assert admin.get("/admin/password_change/").headers["Location"] == "/akun/ganti-sandi/"
