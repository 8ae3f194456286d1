"""The page of one official: posts, wages, class of care, family with who is covered and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desa.access import today_in, visible_desa
from desa.queries.bagian import family_rule_in
from desa.queries.kedudukan import standing_of
from desa.queries.kelas import care_class, couple_of, higher_class_of
from desa.queries.orang import family_cover, officials_of, terms_of
from desa.views.keluarga import person_links
from jaminan.bulan import Bulan


@require_safe
def peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """One official, as far as the user's villages go."""
    villages = visible_desa(request.user)
    person = get_object_or_404(officials_of(villages), pk=pk)
    terms = list(terms_of(person, villages))
    desa = terms[0].desa
    kabupaten, bulan = desa.kabupaten, Bulan.of(today_in(desa.kabupaten))
    context = {
        "peserta": person,
        "desa": desa,
        "masa_jabatan": terms,
        "penghasilan": person.penghasilan.order_by("-mulai"),
        "keluarga": family_cover(person, kabupaten, bulan.first_day),
        "hari": bulan.first_day,
        "status_bpjs": standing_of(person, None, today_in(kabupaten)),
        "kelas": care_class(person, kabupaten, bulan),
        "naik_kelas": higher_class_of(person),
        "pasangan": couple_of(person, kabupaten, bulan),
        "pasal_pasangan": family_rule_in(kabupaten, bulan).pasangan_bekerja.pasal,
    }
    return render(request, "desa/peserta_lihat.html", context | person_links(request, desa))
