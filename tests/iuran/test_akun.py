"""Virtual accounts: one number a payer a day, ended and never rewritten; an unusual one is only warned of."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from desa.models import AuditEvent
from iuran.actions.akun import add_virtual_account, end_virtual_account
from iuran.models import VirtualAccount
from iuran.queries.akun import LAST_USED, account_list, accounts_for
from iuran.rules import account_warning
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import deposit

NOMOR = "8888000000000001"


def add(cast: Cast, **changes: Any) -> VirtualAccount:
    fields = {"kabupaten": cast.mamasa, "desa": None, "penanggung": "pemda", "nomor": NOMOR, "by": cast.dewi,
              "mulai": date(2026, 9, 1), "sumber": "Surat BPJS 7/2026"}  # fmt: skip
    return add_virtual_account(**(fields | changes))


def test_a_new_number_ends_the_one_before(cast: Cast) -> None:
    old = add(cast, nomor="8888 0000 0000 0001")
    new = add(cast, nomor="8888000000000002", mulai=date(2026, 10, 1))
    old.refresh_from_db()
    assert (old.nomor, old.berakhir, new.berakhir) == (NOMOR, date(2026, 10, 1), None)
    assert accounts_for(cast.mamasa)["pemda"].nomor == "8888000000000002"
    acts = AuditEvent.objects.order_by("pk").values_list("aksi", "oleh__username")
    assert list(acts) == [("virtual_account.tambah", "dewi"), ("virtual_account.akhiri", "dewi"),
                          ("virtual_account.tambah", "dewi")]  # fmt: skip


def test_an_unusual_number_is_kept_with_a_warning(cast: Cast) -> None:
    row = add(cast, nomor="123")
    assert account_warning(row.nomor).startswith("Nomor ini 3 angka.")
    assert account_warning(NOMOR) == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"nomor": "88A8"}, "hanya boleh berisi angka"), ({"sumber": "  "}, "Surat yang menyebut nomor ini"),
     ({"penanggung": "desa"}, "tidak disetor oleh Kabupaten Mamasa"), ({"penanggung": "x"}, "Porsi x tidak disetor"),
     ({"mulai": date(2026, 9, 1)}, "sudah tercatat mulai 1 September 2026")],
)  # fmt: skip
def test_what_is_wrong_is_refused_whole(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    add(cast)
    with pytest.raises(Kesalahan, match=sentence):
        add(cast, **({"mulai": date(2026, 10, 1)} | changes))
    assert VirtualAccount.objects.count() == 1


def test_a_village_has_its_own_numbers(cast: Cast) -> None:
    add(cast, kabupaten=cast.kayong_utara, desa=cast.sutera, penanggung="desa", by=cast.damar)
    with pytest.raises(Kesalahan, match="tidak disetor oleh Kabupaten Kayong Utara"):
        add(cast, kabupaten=cast.kayong_utara, penanggung="desa")
    rows = account_list(cast.kayong_utara)
    assert (len(rows), sum(row.akun is None for row in rows)) == (6, 5)
    assert accounts_for(cast.kayong_utara, cast.benawai) == {}


def test_a_number_ends_once_and_not_before_it_begins(cast: Cast) -> None:
    row = add(cast)
    with pytest.raises(Kesalahan, match="baru berlaku mulai 1 September 2026"):
        end_virtual_account(akun=row, berakhir=date(2026, 8, 1), by=cast.dewi)
    end_virtual_account(akun=row, berakhir=date(2026, 10, 1), by=cast.dewi)
    with pytest.raises(Kesalahan, match="sudah berakhir pada 1 Oktober 2026"):
        end_virtual_account(akun=row, berakhir=date(2026, 11, 1), by=cast.dewi)
    assert accounts_for(cast.mamasa) == {}


def test_the_database_itself_allows_one_number_a_day(cast: Cast) -> None:
    row = add(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        VirtualAccount.objects.create(kabupaten=cast.mamasa, penanggung="pemda", nomor="1", mulai=date(2026, 9, 5),
                                      sumber="x")  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        VirtualAccount.objects.filter(pk=row.pk).update(nomor="2")


@pytest.mark.lambat
def test_without_a_kept_number_the_last_used_one_is_offered(cast: Cast) -> None:
    from iuran.actions.penetapan import assess_iuran

    assess_iuran(kabupaten=cast.mamasa, bulan=cast.bulan, by=cast.dewi)
    deposit(cast, virtual_account="8888000000000009")
    assert (accounts_for(cast.mamasa)["pemda"].nomor, accounts_for(cast.mamasa)["pemda"].asal) == (
        "8888000000000009", LAST_USED,
    )  # fmt: skip


@pytest.mark.lambat
def test_dpm_keeps_and_ends_a_number_on_the_screen(cast: Cast) -> None:
    client = cast.client("dewi")
    assert "2 nomor belum tercatat" in client.get("/kabupaten/76.03/virtual-account/").content.decode()
    sent = {"penanggung": "pemda", "nomor": "1234", "mulai": "1/10/2026", "sumber": "Surat 1"}
    page = client.post("/kabupaten/76.03/virtual-account/tambah/", sent, follow=True).content.decode()
    assert ("tercatat." in page, "Bukan 16 angka" in page, "Nomor ini 4 angka" in page) == (True, True, True)
    row = VirtualAccount.objects.get()
    ended = client.post(f"/kabupaten/76.03/virtual-account/{row.pk}/akhiri/", {"berakhir": "5/10/2026"}, follow=True)
    assert "Virtual account 1234 diakhiri." in ended.content.decode()
    wrong = client.post("/kabupaten/76.03/virtual-account/tambah/", {"nomor": "12a", "mulai": "x"}).content.decode()
    assert ("Pilih porsi." in wrong, "Tulis tanggal seperti" in wrong) == (True, True)


def test_dpm_of_kayong_utara_names_the_village(cast: Cast) -> None:
    sent = {"penanggung": "peserta", "desa": cast.sutera.kode, "nomor": NOMOR, "mulai": "1/10/2026", "sumber": "S"}
    cast.client("damar").post("/kabupaten/61.11/virtual-account/tambah/", sent)
    assert VirtualAccount.objects.get().desa == cast.sutera
    api = cast.client("rina").get("/api/v1/virtual-account/").json()
    assert [row["nomor"] for row in api["results"]] == [NOMOR]
