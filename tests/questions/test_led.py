"""A led text: one question in parts, each shown when the one before it was answered."""

import pytest

from lms.practice.rules import is_amiss, parts_shown
from lms.questions import InvalidAnswer
from lms.questions.base import PartAnswered
from lms.questions.cloze import stages
from tests.questions.samples import a_question

LED = {
    "id": "h1-p9",
    "led": "ya",
    "draw": {"pokok": "100000..900000 step 100000"},
    "ask": "Pinjaman {pokok * 10:rp}, 10 bulan.\n\nPokok sebulan: [[1]]\n\n"
    "Jasa 1%: [[2]]\n\nAkun yang dikredit: [[3]]\n\nSelesai.",
    "blanks": [
        {"answer": "pokok", "mistakes": [{"if": "pokok * 10", "say": "Bagi dengan 10."}]},
        {"answer": "pokok / 10"},
        {"options": ["Kas", "Piutang"], "right": "Piutang"},
    ],
}


@pytest.fixture
def variant():
    return a_question("cloze", **LED).variant(1)


def sent(*texts):
    return {"answer": list(texts)}


def test_each_part_ends_with_the_paragraph_of_its_blank(variant):
    texts = [str(part.before + "_" + part.after) for part in variant.led_parts(None)]

    assert [text.count("<p>") for text in texts] == [2, 1, 2]
    assert "Pokok sebulan: _</p>" in texts[0]
    assert texts[2].endswith("Selesai.</p>")


def test_a_part_that_was_answered_leads_to_the_next(variant):
    for given in (["500000"], ["500000", "1"]):
        with pytest.raises(PartAnswered) as led:
            variant.read(sent(*given))
        assert led.value.shown == len(given) + 1
        assert not is_amiss(led.value)
        assert parts_shown(sent(*given), led.value) == len(given) + 1


@pytest.mark.parametrize("given", [[""], ["500000", ""], ["lima"]])
def test_a_part_that_cannot_be_read_is_asked_again(variant, given):
    with pytest.raises(InvalidAnswer) as problem:
        variant.read(sent(*given))

    assert is_amiss(problem.value)
    assert parts_shown(sent(*given), problem.value) == len(given)


def test_an_answered_part_says_what_was_wrong_with_it(variant):
    pokok = variant.numbers["pokok"]
    first, second, third = variant.led_parts([str(pokok * 10), str(pokok / 10)])

    assert (first.answered.is_right, str(first.said)) == (False, "Bagi dengan 10.")
    assert (second.answered.is_right, second.said) == (True, "")
    assert third.said == ""


def test_the_whole_is_read_and_judged_like_any_cloze(variant):
    answer = variant.read(sent("1", "2", "Piutang"))

    assert variant.grade(answer).credit.denominator == 3
    assert variant.grade(variant.key_answer).credit == 1


@pytest.mark.parametrize(
    "html",
    ["<p>⟦1⟧ dan ⟦2⟧</p>", "<ul><li><p>⟦1⟧</p></li></ul><p>⟦2⟧</p>", "<p>⟦1⟧</p>", "⟦1⟧ ⟦2⟧"],
)
def test_blanks_that_share_a_paragraph_cannot_be_led(html):
    assert stages(html) is None


def test_paragraphs_between_two_blanks_belong_to_the_second():
    first, second = stages("<p>a ⟦1⟧</p><p>b</p><p>c ⟦2⟧</p><p>d</p>")

    assert first == ("<p>a ", "</p>")
    assert second == ("<p>b</p><p>c ", "</p><p>d</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>a ⟦1⟧</p>",
        "<p>a ⟦1⟧ b ⟦2⟧</p>",
        "<ul><li><p>⟦1⟧</p></li><li><p>⟦2⟧</p></li></ul>",
        "<p>a</p>⟦1⟧<p>⟦2⟧",
    ],
)
def test_what_cannot_be_cut_between_paragraphs_is_not_led(html):
    assert stages(html) is None
