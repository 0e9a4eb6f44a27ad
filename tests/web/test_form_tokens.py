"""The field that proves where a form comes from."""

import re

from flask import g, session
from flask_wtf.csrf import generate_csrf, validate_csrf


def _token(app) -> str:
    field = app.jinja_env.from_string("{{ csrf() }}").render()
    return re.fullmatch(r'<input type="hidden" name="csrf_token" value="([^"]+)">', field)[1]


def test_the_first_form_of_a_browser_gets_a_token_that_holds(app):
    with app.test_request_context():
        validate_csrf(_token(app))
        assert session["csrf_token"]


def test_a_later_form_gets_a_token_that_holds(app):
    with app.test_request_context():
        session["csrf_token"] = "0123456789abcdef" * 2
        validate_csrf(_token(app))


def test_all_forms_of_a_page_have_one_token(app):
    with app.test_request_context():
        session["csrf_token"] = "0123456789abcdef" * 2
        assert _token(app) == _token(app) == generate_csrf() == g.csrf_token


def test_a_form_gets_the_token_that_another_part_of_the_page_has_drawn(app):
    with app.test_request_context():
        drawn = generate_csrf()
        assert _token(app) == drawn
