"""The page that answers an official: am I covered, and why this amount?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desa.access import today_in, visible_desa
from desa.queries.orang import officials_of, terms_of
from desa.views.permintaan import month_of
from iuran.queries.penetapan import latest_month
from jaminan.bulan import Bulan
from rekonsiliasi.queries.perlindungan import month_of_person

NADA = {"ya": "positif", "tidak": "negatif", "menunggu": "peringatan", "belum_pasti": "peringatan"}


@require_safe
def peserta_perlindungan(request: HttpRequest, pk: int, bulan: str = "") -> HttpResponse:
    """A person's newest assessed month, or any other, to read and to print."""
    villages = visible_desa(request.user)
    person = get_object_or_404(officials_of(villages), pk=pk)
    kabupaten = terms_of(person, villages)[0].desa.kabupaten
    this_month = Bulan.of(today_in(kabupaten))
    month = month_of(bulan) if bulan else latest_month(kabupaten) or this_month
    found = month_of_person(person, villages, month)
    answer = found.perlindungan
    context = {
        "peserta": person,
        "desa": found.desa,
        "kabupaten": found.desa.kabupaten,
        "bulan": month,
        "sebelum": month.previous(),
        "sesudah": month.next() if month <= this_month else None,
        "orang": found,
        "warna": NADA.get(answer.terlindungi, "netral"),
        "rantai": [(link, NADA.get(link.keadaan, "netral"), link is answer.putus) for link in answer.rantai],
    }
    return render(request, "rekonsiliasi/perlindungan_lihat.html", context)
