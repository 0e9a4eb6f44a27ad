"""The fragment cache of templates."""

from pathlib import Path

import pytest
from flask_babel import force_locale
from jinja2 import Environment, nodes
from markupsafe import Markup

from lms.web import fragments
from lms.web.fragments import FragmentCache

TEMPLATES = Path(__file__).parents[2] / "templates"
PART = "{% cache key %}{{ shown }} {{ _('Sign out') }}{% endcache %}"


@pytest.fixture
def draw(app):
    part = app.jinja_env.from_string(PART)

    def draw(key: str, shown: str, language: str = "id") -> str:
        with app.test_request_context(), force_locale(language):
            return part.render(key=key, shown=shown)

    return draw


def test_a_part_is_drawn_once_for_the_same_values(draw):
    assert draw("one", "first") == draw("one", "second") == "first Keluar"


def test_other_values_have_a_part_of_their_own(draw):
    draw("two", "first")

    assert draw("three", "second") == "second Keluar"


def test_each_language_has_a_part_of_its_own(draw):
    draw("four", "first")

    assert draw("four", "second", language="en") == "second Sign out"


def test_what_is_kept_stays_escaped_once(draw):
    assert draw("five", "<b>") == draw("five", "<b>") == "&lt;b&gt; Keluar"


def test_no_more_than_so_many_are_kept(draw, monkeypatch):
    monkeypatch.setattr(fragments, "MAX_FRAGMENTS", 2)
    for number in range(4):
        draw(f"six {number}", "first")

    assert draw("six 0", "again") == "again Keluar"


def test_a_part_may_stand_in_a_macro_and_a_loop(app):
    page = app.jinja_env.from_string(
        "{% macro row(number) %}{% cache number %}<{{ number }}>{% endcache %}{% endmacro %}"
        "{% for number in numbers %}{{ row(number) }}{% endfor %}"
    )
    with app.test_request_context():
        assert page.render(numbers=[1, 2, 1]) == "<1><2><1>"


@pytest.mark.parametrize(
    ("template", "drawn"),
    [
        ("{{ _('Sign out') }}", "Keluar"),
        ("{{ _(sentence) }}", "Keluar"),
        ("{{ _('Saved %(time)s', time=shown) }}", "Tersimpan &lt;b&gt;"),
        ("{{ _('Saved %(time)s', **{'time': shown}) }}", "Tersimpan &lt;b&gt;"),
        ("{{ shown }}{{ marked }}{{ 7 }}{{ none }}", "&lt;b&gt;<i>7None"),
        ("{% macro twice(text) %}{{ text }}{{ text }}{% endmacro %}{{ twice(marked) }}", "<i><i>"),
        ("{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}x{% endcall %}", "[x]"),
    ],
)
def test_templates_mean_what_they_mean_in_jinja(app, template, drawn):
    page = app.jinja_env.from_string(template)
    with app.test_request_context(), force_locale("id"):
        assert page.render(sentence="Sign out", shown="<b>", marked=Markup("<i>")) == drawn


def test_a_page_leaves_its_language_to_nobody(app):
    sentence = app.jinja_env.from_string("{{ _('Sign out') }}")
    with app.test_request_context(), force_locale("en"):
        app.update_template_context({})  # as a page begins
        assert sentence.render() == "Sign out"

    with app.test_request_context(), force_locale("id"):
        assert sentence.render() == "Keluar"


SECRETS = {"csrf", "client", "session", "current_user", "answer", "g"}


def secrets_cached_in(source: str) -> set[str]:
    """Return which names that belong to one person stand in parts that are cached for all."""
    environment = Environment(extensions=["jinja2.ext.i18n", FragmentCache])
    cached = [
        block.body
        for block in environment.parse(source).find_all(nodes.CallBlock)
        if isinstance(block.call.node, nodes.ExtensionAttribute)
    ]
    names = {name.name for body in cached for part in body for name in part.find_all(nodes.Name)}
    return names & SECRETS


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*.html")) if "{% cache" in path.read_text()],
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_no_part_that_is_cached_holds_a_secret(path):
    assert secrets_cached_in(path.read_text()) == set()


def test_a_form_token_in_a_part_that_is_cached_is_found():
    assert secrets_cached_in("{% cache key %}<form>{{ csrf() }}</form>{% endcache %}") == {"csrf"}
