"""The frame of every page: forms, error pages, dates as people type them."""

from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.asserts import assertContains, assertHTMLEqual


class PelantikanForm(forms.Form):
    """Stands for every form of the portal."""

    tanggal = forms.DateField(label="Tanggal pelantikan", help_text="Contoh: 12/10/2026")
    alasan = forms.ChoiceField(label="Alasan", choices=[("a", "Meninggal")], widget=forms.RadioSelect, required=False)


def test_a_field_carries_its_hint_and_its_error_for_the_screen_reader() -> None:
    form = PelantikanForm({"tanggal": "kemarin"})
    form.fields["tanggal"].error_messages["invalid"] = "Tulis hari, bulan, tahun."
    assertHTMLEqual(
        form["tanggal"].as_field_group(),
        """
        <div class="govuk-form-group govuk-form-group--error">
          <label class="govuk-label govuk-label--s" for="id_tanggal">Tanggal pelantikan</label>
          <div class="govuk-hint" id="id_tanggal_helptext">Contoh: 12/10/2026</div>
          <p class="govuk-error-message" id="id_tanggal_error">
            <span class="govuk-visually-hidden">Kesalahan:</span> Tulis hari, bulan, tahun.</p>
          <input type="text" name="tanggal" value="kemarin" class="govuk-input govuk-input--width-10" required
                 id="id_tanggal" aria-invalid="true" aria-describedby="id_tanggal_helptext id_tanggal_error">
        </div>
        """,
    )


def test_choices_stand_in_a_fieldset_and_say_that_they_may_stay_open() -> None:
    assertHTMLEqual(
        PelantikanForm()["alasan"].as_field_group(),
        """
        <div class="govuk-form-group">
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Alasan (boleh dikosongkan)</legend>
            <div class="govuk-radios" data-module="govuk-radios">
              <div class="govuk-radios__item">
                <input type="radio" name="alasan" value="a" class="govuk-radios__input" id="id_alasan_0">
                <label class="govuk-label govuk-radios__label" for="id_alasan_0">Meninggal</label>
              </div>
            </div>
          </fieldset>
        </div>
        """,
    )


@pytest.mark.parametrize("typed", ["12/10/2026", "12-10-2026", "12.10.2026", "2026-10-12"])
def test_a_date_is_read_with_the_day_first(typed: str) -> None:
    form = PelantikanForm({"tanggal": typed})
    assert form.is_valid()
    assert form.cleaned_data["tanggal"] == date(2026, 10, 12)


@pytest.mark.parametrize("typed", ["10/25/2026", "10/25/26", "12/10/26", "12 Oct 2026"])
def test_a_date_that_could_mean_another_day_is_refused(typed: str) -> None:
    assert not PelantikanForm({"tanggal": typed}).is_valid()


def test_a_date_is_shown_in_a_field_as_it_is_typed() -> None:
    assert 'value="12/10/2026"' in str(PelantikanForm(initial={"tanggal": date(2026, 10, 12)})["tanggal"])


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_a_page_for_a_broken_request_needs_nothing_of_the_request(template: str) -> None:
    page = render_to_string(template)
    assert page.count("<h1") == 1
    assert page.count("</html>") == 1


def test_an_address_that_does_not_exist_is_answered_in_words(client: Client, db: None) -> None:
    assertContains(client.get("/tidak-ada/"), "Halaman tidak ditemukan", status_code=404)


def test_a_page_names_its_language_and_lets_the_keyboard_skip_to_its_content(client: Client, db: None) -> None:
    page = client.get("/akun/masuk/")
    assertContains(page, '<html lang="id"')
    assertContains(page, '<a href="#isi" class="govuk-skip-link" data-module="govuk-skip-link">Lewati ke isi</a>')
