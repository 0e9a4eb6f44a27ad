"""Typing in what stands on paper, whatever kind of question it answers."""

import pytest

from lms.practice.booklet.answers import Way, as_typed_in, is_unreadable, read_answer, way_of
from lms.questions import KINDS, InvalidAnswer
from tests.questions.samples import SAMPLES, a_question, right_fields

PRACTISED = sorted(set(KINDS) - {"essay", "file_upload"})


def a_variant(kind, seed=7):
    return a_question(kind, **SAMPLES[kind]).variant(seed)


def on_paper(variant):
    """What the boxes say of a right answer."""
    return as_typed_in(variant, variant.read(right_fields(variant)))


def read(variant, *texts, unreadable=False):
    return read_answer(variant, texts, unreadable=unreadable)


@pytest.mark.parametrize("kind", PRACTISED)
def test_a_right_answer_is_kept_as_such_and_shown_as_typed(kind):
    variant = a_variant(kind)

    answer = read(variant, *on_paper(variant))

    assert variant.grade(answer).credit == 1
    assert as_typed_in(variant, answer) == on_paper(variant)
    assert not is_unreadable(variant, answer)


@pytest.mark.parametrize("kind", PRACTISED)
@pytest.mark.parametrize("texts", [(), ("",), (" ", "")])
def test_what_was_left_out_is_no_answer(kind, texts):
    assert read(a_variant(kind), *texts) is None


@pytest.mark.parametrize("kind", PRACTISED)
def test_what_is_wrong_whatever_it_says_gets_no_credit(kind):
    variant = a_variant(kind)
    boxes = way_of(variant) in (Way.WORDS, Way.LETTERS, Way.NUMBERS)
    if not boxes and way_of(variant) is not Way.TICK:
        pytest.skip("a letter is tapped: it is always readable")

    texts = on_paper(variant) if boxes else ["wrong"]
    answer = read(variant, *texts, unreadable=boxes)

    assert variant.grade(answer).credit == 0
    assert is_unreadable(variant, answer) is boxes


def test_a_written_number_is_kept_as_it_was_written():
    variant = a_variant("numeric")

    assert read(variant, "1,25 juta") == "1,25 juta"
    assert read(variant, "tidak tahu", unreadable=True) == "tidak tahu"
    with pytest.raises(InvalidAnswer):
        read(variant, "tidak tahu")


def test_letters_may_stand_apart_and_be_small():
    variant = a_variant("matching")
    [text] = on_paper(variant)

    assert read(variant, " ".join(text.lower())) == variant.key_answer
    assert "" in read(variant, f"-{text[1:]}")
    with pytest.raises(InvalidAnswer):
        read(variant, "XYZ")


def test_numbers_of_steps_may_stand_together():
    variant = a_variant("ordering")

    assert read(variant, "".join(variant.key_answer)) == variant.key_answer
    with pytest.raises(InvalidAnswer):
        read(variant, "1 1 2 3")
