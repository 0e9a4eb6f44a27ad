"""The page that shows every component, and what its markup must never hold."""

import re

import pytest

from lms import create_app


@pytest.fixture
def page(browser):
    response = browser.get("/gallery")
    assert response.status_code == 200
    return response.text


def test_no_style_or_script_stands_in_the_page(page):
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)


def test_every_identifier_stands_once(page):
    identifiers = re.findall(r'\sid="([^"]+)"', page)

    assert len(identifiers) == len(set(identifiers))


def test_every_error_and_hint_is_tied_to_its_field(page):
    described = re.findall(r'aria-describedby="([^"]+)"', page)

    assert described
    for identifier in " ".join(described).split():
        assert f'id="{identifier}"' in page


def test_time_above_an_hour_is_written_as_hours(page):
    assert "1 jam 16 menit lagi" in page
    assert "13 menit lagi" in page


def test_what_was_typed_comes_back(page):
    assert 'value="Ni Luh Contoh"' in page


def test_people_never_meet_the_gallery(tmp_path):
    app = create_app(str(tmp_path), SECRET_KEY="test")

    assert "gallery" not in app.blueprints
