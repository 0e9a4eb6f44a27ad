"""The kinds with several boxes, asked and reviewed."""

import re

import pytest
from flask import get_template_attribute

from lms.questions import InvalidAnswer
from lms.questions.base import TooManyWords
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


def test_a_field_for_less_than_nothing_has_a_keyboard_and_a_button_with_a_minus(show):
    signed = a_question("numeric", answer="a - 5", draw={"a": "2..9"}).variant(1)
    page = show("question_inputs", signed)

    assert 'inputmode="text"' in page
    assert page.count("data-sign ") == 1
    assert "data-sign " not in show("question_inputs", VARIANTS["journal_entry"])


PAIR = a_question(
    "matching",
    options=["debit", "kredit"],
    items=[{"text": "Kas", "match": "debit"}, {"text": "Simpanan Pokok", "match": "kredit"}],
).variant(1)


def by_buttons(*chosen):
    """What a form with pairs of buttons sends."""
    return {f"answer-{place}": [key] for place, key in enumerate(chosen) if key}


def test_two_options_are_two_buttons_at_each_item(show):
    page = show("question_inputs", PAIR)

    assert "<select" not in page
    assert page.count('type="radio"') == 4
    assert set(re.findall(r'name="(answer[-0-9]*)"', page)) == {"answer-0", "answer-1"}
    assert " checked" not in page


def test_what_two_buttons_send_is_read_kept_and_shown_again(show):
    fields = by_buttons(*PAIR.key_answer)

    assert PAIR.read(fields) == PAIR.as_typed(fields) == PAIR.as_sent(fields) == PAIR.key_answer
    assert PAIR.grade(PAIR.read(fields)).credit == 1
    assert show("question_inputs", PAIR, PAIR.key_answer).count(" checked") == 2


def test_an_item_without_a_button_pressed_keeps_its_place():
    assert PAIR.read(by_buttons("", PAIR.key_answer[1])) == ["", PAIR.key_answer[1]]


def test_a_button_that_is_not_offered_is_refused():
    with pytest.raises(InvalidAnswer):
        PAIR.read(by_buttons("elsewhere", PAIR.key_answer[1]))


def test_an_order_tells_which_steps_stand_right(show):
    variant = VARIANTS["ordering"]
    places = {"1": "1", "2": "3", "3": "2", "4": "4"}
    answer = [places[number] for number in variant.key_answer]
    page = show("question_review", variant, answer, variant.grade(answer))
    kept_back = show("question_review", variant, answer, show_key=False)

    stands = [(part.own, part.is_right) for part in variant.parts(answer)]
    assert stands == [("1", True), ("2", False), ("3", False), ("4", True)]
    assert (page.count("Sudah tepat"), page.count("Seharusnya nomor")) == (2, 2)
    assert "Sudah tepat" not in kept_back


def test_steps_are_numbered_in_one_way(show):
    page = show("question_inputs", VARIANTS["ordering"])

    assert page.count("<select") == VARIANTS["ordering"].count
    assert "<button" not in page


ESSAY = a_question("essay", rubric=[{"criterion": "Jelas", "points": "6"}], words="3").variant(1)


def test_the_words_of_a_text_are_counted_beside_those_asked_for(show):
    assert "2 dari 3 kata" in show("question_inputs", ESSAY, "dua kata")
    assert 'data-most-words="3"' in show("question_inputs", ESSAY)


@pytest.mark.parametrize("text", ["satu dua tiga", " satu\n\ndua  tiga "])
def test_as_many_words_as_are_asked_for_are_taken(text):
    assert ESSAY.read({"answer": [text]}) == text.strip()


def test_a_word_too_many_is_told_with_both_numbers():
    with pytest.raises(TooManyWords) as told:
        ESSAY.read({"answer": ["satu dua tiga empat"]})

    assert told.value.params == {"words": 4, "most": 3}
    assert ESSAY.grade("satu dua tiga empat").credit is None
