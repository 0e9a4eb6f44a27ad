"""The course's own words on a page that speaks another language, marked for whoever hears them.

    {{ lesson.title | course_text }}            in a sentence, a heading, an argument of a macro
    <div class="prose"{{ course_lang() }}>      a whole block

Not within an attribute or a title, which take no marks. The language is that of the course of the
workshop at hand, in a program that of its newest workshop.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g
from flask_babel import gettext
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice

from lms.web.languages import spoken

_TEXT = Markup('<span lang="{}">{}</span>')
_ATTRIBUTE = Markup(' lang="{}"')


def init_course_text(app: Flask, at_hand: Callable[[], str]) -> None:
    """Give templates the filter and the attribute. `at_hand`: the course's language, if any."""
    app.extensions["course_language"] = at_hand
    app.add_template_filter(course_text)
    app.jinja_env.globals["course_lang"] = course_lang


def course_text(text: Any, language: str | None = None) -> Any:
    """The text, marked with the language of its course if the page speaks another one."""
    other = _other_language() if language is None else _other_than_spoken(language)
    return _TEXT.format(other, text) if other and text else text


def sentence_of(pattern: str, text: str, **variables: Any) -> Markup:
    """A sentence of the catalogues about a `title`, which is the course's."""
    return Markup(gettext(pattern)) % {"title": course_text(text), **variables}


def course_choice(value: Any, label: str, language: str | None = None) -> SelectChoice:
    """An option of a list whose words are the course's."""
    other = _other_language() if language is None else _other_than_spoken(language)
    return SelectChoice(value, label, {"lang": other} if other else {})


def course_lang() -> Markup:
    """The attribute that marks a block, if the page speaks another language."""
    other = _other_language()
    return _ATTRIBUTE.format(other) if other else Markup()


def _other_language() -> str:
    if "course_language" not in g:
        g.course_language = current_app.extensions["course_language"]()
    return _other_than_spoken(g.course_language)


def _other_than_spoken(language: str) -> str:
    return language if language != spoken() else ""
