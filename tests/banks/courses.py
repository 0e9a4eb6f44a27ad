"""A course in memory with the questions that a test is about."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lms.content.values import Bank, Course, Passing
from lms.questions import Question
from tests.questions.samples import a_question


def a_course(*questions: Question) -> Course:
    """Return a course whose only bank holds these questions."""
    return Course(
        slug="contoh",
        title="Kursus contoh",
        language="id",
        summary="",
        competencies=(),
        passing=Passing(Fraction(80), Fraction(70)),
        practice_days=30,
        modules=(),
        tests=(),
        banks=(Bank("bank", questions),),
    )


def question_of(values: Mapping[str, Any]) -> Question:
    """Return the question that an author's keys stand for."""
    return a_question(**values)


def meaning(question: Any) -> dict[str, Any]:
    """Return everything about a question that matters, as it is shown and judged."""
    variant = question.variant(0)
    said = {
        "kind": question.kind,
        "title": question.title,
        "points": question.points,
        "competency": question.competency,
        "prompt": spaced(variant.prompt),
        "explain": spaced(variant.solution),
        "hints": [spaced(hint) for hint in variant.hints],
    }
    return said | _own(question, variant)


def _own(question: Any, variant: Any) -> dict[str, Any]:
    if question.kind in ("single_choice", "multiple_answer"):
        options = [
            (spaced(each.text.html), each.right, spaced(each.say.html)) for each in question.written
        ]
        return {"options": options, "shuffle": question.shuffle_options}
    if question.kind == "true_false":
        say = (question.say_true.html, question.say_false.html)
        return {"truth": variant.statement_is_true, "say": say}
    if question.kind == "numeric":
        tolerance = question.tolerance.value(variant.names)
        mistakes = [(m.result.value({}), spaced(m.say.html)) for m in question.mistakes]
        return {"key": (variant.key, tolerance), "unit": question.unit, "mistakes": mistakes}
    if question.kind == "short_answer":
        return {"accepted": variant.accepted}
    if question.kind == "matching":
        options = [each.html for each in question.written]
        pairs = zip(question.items, variant.matches, strict=True)
        items = [(each.text.html, options[match]) for each, match in pairs]
        return {"options": set(options), "items": items}
    if question.kind == "ordering":
        return {"steps": [each.html for each in question.written]}
    if question.kind == "essay":
        return {"rubric": question.rubric, "words": question.most_words}
    if question.kind == "file_upload":
        asked = (question.accept, question.files, question.megabytes)
        return {"rubric": question.rubric, "files": asked}
    return {"blanks": [_blank(each) for each in variant.blanks]}


def _blank(blank: Any) -> Any:
    if blank.choices:
        return set(blank.choices), blank.right
    if blank.is_number:
        return blank.answer.value({}), blank.tolerance.value({})
    return blank.accepted


def spaced(html: str) -> str:
    """Return HTML with single spaces; whether items of a list are paragraphs says nothing."""
    text = " ".join(str(html).split())
    return text.replace("<li> <p>", "<li>").replace("</p> </li>", "</li>")
