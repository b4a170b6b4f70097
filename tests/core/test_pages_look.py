"""What every page shares: title and heading, the way to a hotline, languages, errors at their fields, calm refusals."""

import re
from datetime import date
from pathlib import Path

import html5lib
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import DateField, FileField, RadioField, StringField
from wtforms.validators import InputRequired, Optional

from curriculum_app import create_app
from curriculum_app.core import report_now
from curriculum_app.core.forms import Form, choices
from curriculum_app.core.navigation import PRODUCT_NAME
from curriculum_app.core.pages import Page, render_page
from tests.clients import Client
from tests.conftest import settings_for

TELLING = re.compile(r"traffick|exploit|abuse|victim|dmst|probation|court", re.IGNORECASE)


class SampleForm(Form):
    """Three fields that break differently."""

    name = StringField("Name", [InputRequired("Enter a name.")], description="What stands on the sheet.")
    language = RadioField(
        "Language", choices=choices([("en", "English"), ("es", "Spanish")]), validators=[InputRequired()]
    )
    first_on = DateField("First session", [Optional()])
    list_of_referrals = FileField("List", [Optional()])


def page_of(app: Flask, title: str, **page: tuple[tuple[str, str], ...]) -> str:
    """A page with nothing on it but what all pages have."""
    with app.test_request_context("/"):
        return render_page("base.html", Page(title=title, **page)).get_data(as_text=True)


def fields_of(app: Flask, form: Form) -> str:
    """The fields of `form` as pages print them."""
    source = "{% from 'components/forms.html' import field %}{% for each in form %}{{ field(each) }}{% endfor %}"
    with app.test_request_context("/"):
        return render_template_string(source, form=form)


def test_a_page_is_well_formed_and_its_tab_begins_with_its_heading(app: Flask) -> None:
    html = page_of(app, "Today")
    html5lib.HTMLParser(strict=True).parse(html)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["Today"]
    assert f"<title>Today – {PRODUCT_NAME}</title>" in html


def test_nothing_a_tab_or_a_header_says_tells_what_the_programme_is_about(app: Flask) -> None:
    title = re.search(r"<title>(.*?)</title>", page_of(app, "Today"))
    assert title is not None
    assert not TELLING.search(title.group())
    assert not TELLING.search(PRODUCT_NAME)


def test_a_page_with_errors_says_so_in_the_tab_and_leads_to_each_field(app: Flask) -> None:
    html = page_of(app, "New group", errors=(("name", "Enter a name."), ("", "This group is full.")))
    assert "<title>Error: New group" in html
    assert "There is a problem" in html
    assert '<a href="#name">Enter a name.</a>' in html
    assert "<li>This group is full.</li>" in html


def test_no_page_carries_anything_inline(app: Flask) -> None:
    html = page_of(app, "Today")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)


def test_a_refused_field_repeats_what_was_typed_and_names_its_error(app: Flask) -> None:
    with app.test_request_context("/"):
        form = SampleForm(MultiDict({"name": "", "language": "fr"}))
        assert not form.validate()
    html = fields_of(app, form)
    assert 'aria-describedby="name-hint name-error"' in html
    assert re.search(r'id="name-error".*Enter a name\.', html)
    assert 'id="language-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_fresh_form_shows_no_error_and_marks_what_is_optional(app: Flask) -> None:
    html = fields_of(app, SampleForm())
    assert "error" not in html
    assert "aria-invalid" not in html
    assert html.count("(optional)") == 2
    assert 'type="date"' in html
    assert 'type="file"' in html
    assert html.count('type="radio"') == 2


def test_a_confidential_field_is_kept_from_the_spelling_service(app: Flask) -> None:
    source = "{% from 'components/forms.html' import field %}{{ field(form.name, confidential=true) }}"
    with app.test_request_context("/"):
        assert 'spellcheck="false"' in render_template_string(source, form=SampleForm())


def test_the_hotline_page_needs_no_sign_in_and_begins_with_the_county(client: Client) -> None:
    html = client.get("/report-now").get_data(as_text=True)
    assert 'href="tel:+18005404000"' in html
    assert html.index("County Child Protection Hotline") < html.index("988 Suicide")
    assert "within 36 hours" in html
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    assert not TELLING.search(title.group())


def test_the_hotline_page_answers_without_a_database(tmp_path: Path) -> None:
    nowhere = tmp_path / "a folder, not a database"
    nowhere.mkdir()
    app = create_app(settings_for(f"sqlite:///{nowhere}", tmp_path))
    browser = app.test_client()
    browser.set_cookie(app.config["SIGN_IN_COOKIE"], "whatever")
    answer = browser.get("/report-now")
    assert answer.status_code == 200
    assert "1-800-540-4000" in answer.get_data(as_text=True)


def test_every_help_line_can_be_called_or_texted_and_has_been_checked() -> None:
    lines = report_now.help_lines()
    assert lines[0].dial == "+18005404000"
    for line in lines:
        assert line.phone or line.text_to
        assert set(line.purpose) == set(line.hours) == {"en", "es"}
        assert line.checked_on >= date(2026, 11, 24)
        digits = re.sub(r"\D", "", line.phone)
        assert line.dial in {digits, f"+{digits}"}


def test_the_hotline_is_in_the_same_place_on_a_page_that_does_not_exist(client: Client) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert 'class="report-now" href="/report-now"' in answer.get_data(as_text=True)


def test_the_language_changes_in_place_and_is_remembered(client: Client) -> None:
    english = client.get("/report-now").get_data(as_text=True)
    assert re.search(r'href="/report-now\?lang=es" lang="es" hreflang="es">Español', english)
    spanish = client.get("/report-now?lang=es").get_data(as_text=True)
    assert '<html lang="es">' in spanish
    assert '<html lang="es">' in client.get("/report-now").get_data(as_text=True)
