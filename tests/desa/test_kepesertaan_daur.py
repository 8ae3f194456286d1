"""A village's month from template to accepted report."""

from datetime import date

import pytest
from django.core.management import call_command

from desa.actions.kepesertaan import accept, hand_in_upload, receive_upload, return_to_village, state_no_change
from desa.models import AnggotaKeluarga, AuditEvent, MasaJabatan, PenghasilanTetap, Penyampaian, Peserta
from desa.queries.daftar import difference, rows_for_template
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast


def test_template_down_untouched_up_changes_nothing(cast: Cast) -> None:
    for desa in (cast.rantebulahan, cast.sutera):
        data = write_templat(desa.nama, *rows_for_template(desa))
        assert difference(desa, data, "daftar.xlsx").as_json() == {
            "tetap": 3, "baru": [], "berubah": [], "berakhir": [], "salah": [], "ragu": [], "catatan": [],
        }  # fmt: skip
