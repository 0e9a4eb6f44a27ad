"""What every type of question promises, whatever is sent to it."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from lms.questions import KINDS, InvalidAnswer, Verdict, parse_question
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import StoredDiagnostics
from lms.questions.parts import PartsVariant
from tests.questions.samples import SAMPLES, a_question, right_fields, source_of, with_accounts

QUESTIONS = {kind: a_question(kind, **SAMPLES[kind]) for kind in KINDS}
HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "<script>alert(1)</script>",
    "1e999999999",
    "nan",
    "9" * 99_999,
]
STORED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=6,
)
every_kind = pytest.mark.parametrize("kind", list(KINDS))


def test_every_kind_is_named_and_tested():
    assert {kind: question.kind for kind, question in KINDS.items()} == {k: k for k in KINDS}
    assert SAMPLES.keys() == KINDS.keys()
    assert {kind.template for kind in KINDS.values()} == {f"questions/{k}.html" for k in KINDS}


@every_kind
def test_a_stored_question_is_the_same_question(kind):
    source = source_of(kind, **SAMPLES[kind])
    question = parse_question(source)
    stored = json.loads(json.dumps(source.document))
    again = with_accounts(Source(stored, StoredDiagnostics()))

    assert parse_question(again) == question
    assert again.document == stored


@every_kind
@given(seed=st.integers(0, 2**63 - 1))
def test_the_same_seed_gives_the_same_variant(kind, seed):
    first, second = (QUESTIONS[kind].variant(seed) for _ in range(2))
    assert (first.numbers, first.prompt, first.options) == (
        second.numbers,
        second.prompt,
        second.options,
    )


@every_kind
@given(seed=st.integers(0, 2**63 - 1))
def test_the_right_answer_gets_full_credit(kind, seed):
    variant = QUESTIONS[kind].variant(seed)
    grade = variant.grade(variant.read(right_fields(variant)))
    assert grade.verdict is (Verdict.PENDING if QUESTIONS[kind].needs_trainer else Verdict.RIGHT)


@every_kind
@given(answer=STORED)
def test_a_damaged_stored_answer_is_graded_without_an_error(kind, answer):
    variant = QUESTIONS[kind].variant(1)
    grade = variant.grade(answer)
    assert grade.credit is None or 0 <= grade.credit <= 1
    assert isinstance(variant.answer_text(answer), Markup)


@every_kind
@pytest.mark.parametrize("sent", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_fields_are_refused_or_kept_harmless(kind, sent):
    variant = QUESTIONS[kind].variant(1)
    try:
        answer = variant.read({"answer": [sent]})
    except InvalidAnswer:
        return
    assert "<script" not in variant.answer_text(answer)
    json.dumps(answer).encode()


@every_kind
@pytest.mark.parametrize("fields", [{}, {"answer": []}, {"other": ["1"]}])
def test_no_answer_is_refused_with_a_sentence(kind, fields):
    with pytest.raises(InvalidAnswer) as refused:
        QUESTIONS[kind].variant(1).read(fields)
    assert refused.value.message.startswith("Please")


@every_kind
@given(fields=st.dictionaries(st.just("answer"), st.lists(st.text(), max_size=4)))
def test_reading_either_answers_or_refuses(kind, fields):
    variant = QUESTIONS[kind].variant(2)
    try:
        answer = variant.read(fields)
    except InvalidAnswer:
        return
    variant.grade(answer)
    "".join(answer).encode()


@every_kind
@given(fields=st.dictionaries(st.just("answer"), st.lists(st.text(), max_size=20)))
def test_what_was_typed_is_kept_as_it_is_or_refused(kind, fields):
    variant = QUESTIONS[kind].variant(2)
    try:
        answer = variant.as_typed(fields)
    except InvalidAnswer:
        return
    if answer is not None:
        sent = [answer] if isinstance(answer, str) else answer
        assert any(sent)
        assert variant.as_typed({"answer": sent}) == answer
        assert "<script" not in variant.answer_text(answer)
        variant.grade(answer)


@every_kind
@given(fields=st.dictionaries(st.just("answer"), st.lists(st.text(), max_size=20)))
def test_what_was_sent_comes_back_whatever_it_is(kind, fields):
    variant = QUESTIONS[kind].variant(2)
    sent = variant.as_sent(fields)
    texts = fields.get("answer", [])
    assert sent in (texts, "".join(texts[:1]))
    assert isinstance(variant.answer_text(sent), Markup)


@every_kind
@given(seed=st.integers(0, 999))
def test_an_answer_that_was_read_can_be_read_again(kind, seed):
    variant = QUESTIONS[kind].variant(seed)
    answer = variant.read(right_fields(variant))
    again = {"answer": [answer] if isinstance(answer, str) else answer}
    assert variant.read(again) == variant.as_typed(again) == answer


@every_kind
def test_more_boxes_than_there_are_cannot_be_sent(kind):
    variant = QUESTIONS[kind].variant(1)
    if isinstance(variant, PartsVariant):
        with pytest.raises(InvalidAnswer):
            variant.read({"answer": ["1"] * (variant.count + 1)})


@every_kind
def test_the_right_answer_is_shown_without_html_of_its_own(kind):
    variant = QUESTIONS[kind].variant(4)
    assert isinstance(variant.key_text, Markup)
    assert isinstance(variant.answer_text(variant.read(right_fields(variant))), Markup)


@every_kind
def test_nothing_in_the_options_tells_the_right_one(kind):
    for seed in range(20):
        for option in QUESTIONS[kind].variant(seed).options:
            assert kind == "true_false" or not any(word in option.key for word in ("right", "q-1"))
            assert "Tepat" not in option.text


def test_options_change_places():
    orders = {
        tuple(option.text[:3] for option in QUESTIONS["single_choice"].variant(seed).options)
        for seed in range(60)
    }
    assert len(orders) == 6


def test_credit_becomes_a_word():
    multiple = QUESTIONS["multiple_answer"].variant(3)
    one = right_fields(multiple)["answer"][:1]
    assert multiple.grade(one).verdict is Verdict.PARTLY
    assert multiple.grade([]).verdict is Verdict.WRONG
    assert multiple.grade(one).credit == Fraction(1, 2)


@every_kind
def test_the_key_is_shown_as_the_right_answer_is(kind):
    variant = QUESTIONS[kind].variant(1)
    shown = variant.answer_text(variant.read(right_fields(variant)))

    assert str(shown)
    if not variant.question.needs_trainer:
        assert variant.key_text.startswith(shown)  # a short answer has several


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not isinstance(QUESTIONS[kind].variant(1), PartsVariant)]
)
@pytest.mark.parametrize("nothing", [None, {}, 7])
def test_what_is_no_answer_is_shown_as_nothing(kind, nothing):
    assert QUESTIONS[kind].variant(1).answer_text(nothing) == ""


@pytest.mark.parametrize("kind", ["numeric", "short_answer", "essay"])
def test_what_was_typed_is_shown_escaped_if_it_is_no_answer(kind):
    shown = QUESTIONS[kind].variant(1).answer_text("tujuh <b>")

    assert "tujuh" in shown
    assert "<b>" not in shown


def test_the_words_of_an_essay_are_counted():
    essay = QUESTIONS["essay"].variant(1)

    assert essay.words("Kas  dihitung\nsetiap sore.") == 4
    assert essay.words(None) == 0


def test_files_are_told_one_after_the_other():
    files = [f"{'0a' * 16}.jpg", f"{'1b' * 16}.pdf"]

    assert QUESTIONS["file_upload"].variant(1).answer_text(files) == "0a0a0a.jpg, 1b1b1b.pdf"
