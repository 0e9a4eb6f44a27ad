"""Booklets on paper: twenty questions with room to write, the solutions at the back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms.practice.booklet.answers import LETTERS
from lms.practice.booklet.queries import PaperQuestion, paper_questions
from lms.practice.booklet.rules import code_of
from lms.practice.models import PracticeSitting
from lms.publishing.queries import course_of
from lms.questions import Variant
from lms.questions.cloze import Cloze
from lms.questions.journal_entry import JournalEntry
from lms.questions.matching import Matching
from lms.questions.numeric import Numeric
from lms.questions.ordering import Ordering
from lms.questions.parts import pairs_as_list
from lms.web.languages import LANGUAGES, full_date
from lms.web.pdf import rendered
from lms.web.typeset import nodes_of
from lms.workshops.models import Enrolment, Workshop


def booklets_pdf(
    workshop: Workshop, booklets: Sequence[tuple[Enrolment, PracticeSitting]], now: datetime
) -> bytes:
    """The PDF of these booklets, in the language of the course. Takes some 60 ms a booklet."""
    language = course_of(workshop.revision).language
    with force_locale(language if language in LANGUAGES else str(get_locale())):
        number = _("Workshop %(number)s", number=workshop.number)
        data = {
            "title": f"{_('Practice booklet')} · {workshop.program.title}, {number}",
            "words": _words(),
            "workshop": f"{workshop.program.title} · {number}",
            "booklets": [_booklet(workshop, *each) for each in booklets],
        }
        return rendered("booklet.typ", data, now)


def _words() -> dict[str, str]:
    return {
        "heading": _("Practice booklet"),
        "name": _("Name"),
        "cooperative": _("Cooperative"),
        "made": _("Made on"),
        "code": _("Booklet code"),
        "how": _("How to use this booklet"),
        "steps": "\n".join(
            [
                _("Do a few questions a day. Five minutes are enough."),
                _("Write your working and your answer here. Do not look at the back yet."),
                _("Then read the explanation at the back and correct yourself in another colour."),
                _("Hand the booklet to your trainer, so that your answers are typed in."),
            ]
        ),
        "questions": _("Questions"),
        "question": _("Question"),
        "working": _("Working"),
        "answer": _("Answer"),
        "tick_one": _("Tick one."),
        "tick_some": _("Tick every right answer. More than one may be right."),
        "letter": _("Write the letter that fits into each box. A letter may fit more than once."),
        "number": _("Write the order into the boxes: 1 comes first."),
        "choices": _("Choices"),
        "account": _("Account"),
        "debit": _("Debit"),
        "credit": _("Credit"),
        "accounts": _("Accounts to choose from"),
        "solutions": _("Answers and explanations"),
        "first": _("Answer first, then look here."),
        "right": _("Right answer"),
        "page": _("page"),
        "nobody": _("There is no booklet to print."),
    }


def _booklet(workshop: Workshop, enrolment: Enrolment, booklet: PracticeSitting) -> dict[str, Any]:
    person = enrolment.person
    return {
        "name": person.name,
        "cooperative": person.cooperative.name if person.cooperative else "",
        "made": full_date(booklet.begun_at, workshop.zone),
        "code": code_of(booklet.id),
        "questions": [_question(each) for each in paper_questions(booklet)],
    }


def _question(question: PaperQuestion) -> dict[str, Any]:
    variant = question.variant
    return {
        "number": question.place,
        "code": question.code,
        "prompt": nodes_of(variant.prompt),
        **_asked(variant),
        "key": nodes_of(_key(variant)),
        "solution": nodes_of(variant.solution),
    }


def _asked(variant: Variant[Any]) -> dict[str, Any]:
    """How a question is answered on paper."""
    if isinstance(variant, JournalEntry):
        accounts = [f"{each.code} {each.name}" for each in variant.accounts]
        return {"kind": "journal", "rows": variant.count // 3, "accounts": accounts}
    if isinstance(variant, Cloze):
        choices = [
            [f"[{place}]", " · ".join(text for _key, text in listed)]
            for place, listed in enumerate(variant.choices, start=1)
            if listed
        ]
        return {"kind": "cloze", "choices": choices}
    if isinstance(variant, Matching):
        return {
            "kind": "matching",
            "items": [nodes_of(each) for each in variant.items],
            "options": _lettered(variant),
        }
    if isinstance(variant, Ordering):
        return {"kind": "ordering", "items": [nodes_of(each) for each in variant.steps]}
    if variant.options:
        several = variant.kind == "multiple_answer"
        return {"kind": "choice", "several": several, "options": _lettered(variant)}
    if isinstance(variant, Numeric):
        return {"kind": "number", "before": "Rp" if variant.money else "", "after": variant.unit}
    return {"kind": "words"}


def _key(variant: Variant[Any]) -> Markup:
    """The right answer with the letters or numbers that belong into the boxes on paper."""
    if isinstance(variant, Matching):
        names = {key: f"{letter} {text}" for letter, key, text in _letters(variant)}
        return pairs_as_list(
            [
                (item, names[key])
                for item, key in zip(variant.items, variant.key_answer, strict=True)
            ]
        )
    if isinstance(variant, Ordering):
        return pairs_as_list(list(zip(variant.key_answer, variant.steps, strict=True)))
    right = [
        f"{letter} {text}"
        for letter, key, text in _letters(variant)
        if (variant.grade([key] if variant.kind == "multiple_answer" else key).credit or 0) > 0
    ]
    return escape("; ".join(right)) if right else variant.key_text


def _letters(variant: Variant[Any]) -> list[tuple[str, str, str]]:
    """Letter, key and plain text of each option."""
    return [
        (letter, option.key, option.text.striptags())
        for letter, option in zip(LETTERS, variant.options, strict=False)
    ]


def _lettered(variant: Variant[Any]) -> list[Any]:
    return [
        [letter, nodes_of(option.text)]
        for letter, option in zip(LETTERS, variant.options, strict=False)
    ]
