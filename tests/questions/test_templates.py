"""The kinds with several boxes, asked and reviewed."""

import re

import pytest
from flask import get_template_attribute

from tests.questions.samples import SAMPLES, a_question

KINDS = ["matching", "ordering", "cloze", "journal_entry"]
VARIANTS = {
    kind: a_question(kind, **SAMPLES[kind], explain="Begini caranya.").variant(5) for kind in KINDS
}
STORED = [
    None,
    "",
    [],
    ["?"],
    ["<script>"] * 40,
    "x" * 30_000,
    "<script>",
    [[1], None, {}],
    {"a": 1},
]
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def show(app):
    def shown(macro: str, *args, **values) -> str:
        return str(get_template_attribute("questions/question.html", macro)(*args, **values))

    return shown


def boxes(page):
    return re.findall(r'<(?:input|select) id="(answer[-0-9]*)" name="answer"[^>]*>', page)


def values(page):
    """Return what stands in each box."""
    found = []
    for field, options in re.findall(
        r'<input id="answer[^>]* value="([^"]*)"|<select id="answer[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found.append(chosen[1] if chosen else field)
    return found


@every_kind
def test_there_is_a_named_box_for_each_part(show, kind):
    variant = VARIANTS[kind]
    page = show("question_inputs", variant)

    ids = boxes(page)
    assert len(ids) == len(set(ids)) == variant.count
    named = re.findall(r'<label for="(answer[-0-9]*)"', page)
    assert sorted(named) == sorted(ids) or page.count("aria-label=") == variant.count


@every_kind
def test_a_question_asked_says_nothing_of_its_key(show, kind):
    variant = VARIANTS[kind]
    page = show("question_inputs", variant)

    assert "Begini caranya" not in page
    assert " selected" not in page
    assert variant.key_text not in page
    assert "style=" not in page
    assert "<script" not in page


@every_kind
def test_what_was_answered_comes_back(show, kind):
    variant = VARIANTS[kind]

    assert values(show("question_inputs", variant, variant.key_answer)) == variant.key_answer


@every_kind
def test_what_is_asked_stands_there_once(show, kind):
    page = show("question_inputs", VARIANTS[kind])
    assert page.count('id="prompt-q-1"') == 1


@every_kind
def test_a_review_shows_the_key_only_when_it_may_be_seen(show, kind):
    variant = VARIANTS[kind]
    wrong = variant.cells([])
    full = show("question_review", variant, wrong, variant.grade(wrong))
    kept_back = show("question_review", variant, wrong, show_key=False)

    right = {"cloze": "SUM", "journal_entry": "Simpanan Wajib", "matching": "kredit"}.get(
        kind, "<ol>"
    )
    assert right in full
    assert right not in kept_back
    assert "Begini caranya" in full
    assert "Begini caranya" not in kept_back


@every_kind
@pytest.mark.parametrize("stored", STORED, ids=lambda stored: str(stored)[:12])
def test_whatever_is_stored_is_shown_harmlessly(show, kind, stored):
    variant = VARIANTS[kind]

    assert "<script" not in show("question_inputs", variant, stored)
    assert "<script" not in show("question_review", variant, stored, variant.grade(stored))


@every_kind
def test_an_error_is_tied_to_the_boxes(show, kind):
    page = show("question_inputs", VARIANTS[kind], None, ["Silakan diperiksa."])

    assert page.count('aria-describedby="answer-error"') == VARIANTS[kind].count
    assert page.count(" autofocus") == 1


def test_an_entry_that_does_not_balance_is_noted_calmly(show):
    variant = VARIANTS["journal_entry"]

    def noted(answer):
        page = show("question_inputs", variant, answer)
        message = re.search(r'data-balance="([^"]*)"', page)[1]
        return f">{message}<" in page

    assert noted(["1101", "125000", ""])
    assert not noted(None)
    assert not noted(variant.key_answer)
