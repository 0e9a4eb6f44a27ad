"""What goes out comes back as the same question."""

from fractions import Fraction
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.banks.course_files import bank_files
from lms.banks.found import Draft
from lms.banks.gift_writer import write_gift
from lms.banks.kinds import number_in, written
from lms.banks.markdown_text import line, paragraphs
from lms.banks.moodle_writer import write_moodle_xml
from lms.banks.reading import read_bank
from lms.content.markdown import render, render_inline
from lms.content.problems import AuthorDesk
from lms.content.yaml_files import parse_yaml
from lms.questions import KINDS
from lms.questions.short_answer import essence
from lms.questions.template import Template
from lms.questions.template import render as templated
from tests.banks.courses import a_course, meaning, question_of

WRITERS = {"moodle-xml": write_moodle_xml, "gift": write_gift}
TRICKY = "ab 1.2 é\"'*_[](){}<>&#~=:;\\|!?+-^%$@/`²→"
texts = st.text(TRICKY, min_size=1, max_size=24).filter(lambda text: text.strip())
words = texts.map(line)
titles = texts.map(lambda text: " ".join(text.split()))
asked = st.lists(
    st.one_of(
        texts.map(paragraphs),
        st.sampled_from(
            [
                "Sebuah **kata** tebal dan *miring*.",
                "-   satu\n-   dua `=SUM(A1)`",
                "| a | b |\n| --- | --- |\n| 1 | 2 |",
                "```\nx = {{1}} < 2\n```",
                "[contoh](https://example.org/a?b=c)",
            ]
        ),
    ),
    min_size=1,
    max_size=3,
).map("\n\n".join)
numbers = st.decimals(-10_000, 10_000, places=3).map(lambda value: written(Fraction(value)))
tolerances = st.decimals(0, 10, places=2).map(lambda value: written(Fraction(value)))
answers = st.lists(titles.filter(essence), min_size=1, max_size=3).map(
    lambda each: list(dict.fromkeys(each))
)


def shown(markdown):
    return render_inline(markdown)


def distinct(least):
    return st.lists(words, min_size=least, max_size=5, unique_by=shown)


@st.composite
def choices(draw, kind):
    options = [{"text": text} for text in draw(distinct(3))]
    right = draw(st.integers(1, 1 if kind == "single_choice" else len(options)))
    for option in options[:right]:
        option["right"] = "true"
    for option in options:
        if draw(st.booleans()):
            option["say"] = draw(words)
    return {"options": draw(st.permutations(options))}


@st.composite
def matches(draw):
    options, items = draw(distinct(3)), draw(distinct(2))
    pairs = [{"text": text, "match": draw(st.sampled_from(options))} for text in items]
    return {"options": options, "items": pairs}


blanks = st.one_of(
    st.fixed_dictionaries({"accepted": answers}),
    st.fixed_dictionaries({"answer": numbers, "tolerance": tolerances}),
    answers.filter(lambda each: len(each) > 1).map(
        lambda each: {"options": each, "right": each[0]}
    ),
)


@st.composite
def clozes(draw):
    filled = draw(st.lists(blanks, min_size=1, max_size=3))
    pieces = [f"{draw(words)} [[{n}]]" for n in range(1, len(filled) + 1)]
    return {"ask": " ".join(pieces), "blanks": filled}


OWN = {
    "single_choice": choices("single_choice"),
    "multiple_answer": choices("multiple_answer"),
    "true_false": st.fixed_dictionaries(
        {"answer": st.sampled_from(["true", "false"])},
        optional={"say": st.fixed_dictionaries({}, optional={"true": words, "false": words})},
    ),
    "numeric": st.fixed_dictionaries(
        {"answer": numbers, "tolerance": tolerances},
        optional={
            "mistakes": st.lists(st.fixed_dictionaries({"if": numbers, "say": words}), max_size=2)
        },
    ),
    "short_answer": st.fixed_dictionaries({"accepted": answers}),
    "matching": matches(),
    "ordering": st.fixed_dictionaries({"steps": distinct(3)}),
    "cloze": clozes(),
    "essay": st.fixed_dictionaries(
        {
            "rubric": st.lists(
                st.fixed_dictionaries(
                    {
                        "criterion": st.text("abc()<", min_size=1, max_size=9),
                        "points": st.integers(1, 100).map(str),
                    }
                ),
                min_size=1,
                max_size=3,
            )
        },
        optional={"words": st.integers(1, 300).map(str)},
    ),
    "file_upload": st.fixed_dictionaries(
        {
            "accept": st.sampled_from([["photo"], ["pdf"], ["photo", "pdf"]]),
            "files": st.integers(1, 3).map(str),
            "megabytes": st.integers(1, 10).map(str),
            "rubric": st.just([{"criterion": "Terang", "points": "40"}]),
        }
    ),
}
EXPRESSIBLE = {
    "moodle-xml": list(OWN),
    "gift": [kind for kind in OWN if kind not in ("ordering", "cloze", "essay", "file_upload")],
}


def came_back(form, question):
    exported = WRITERS[form](a_course(question))
    assert exported.left == []
    reading = read_bank(exported.text.encode(), form=form)
    assert [left.reason for left in reading.left] == []
    (draft,) = reading.taken
    return draft


def as_written(draft: Draft) -> dict:
    """Return the keys of a draft after they went through a file of a course."""
    ((name, text),) = bank_files("bank", "x", [draft]).items()
    desk = AuthorDesk()
    values, _readable = parse_yaml(desk, name, text)
    assert not desk.found, f"{desk.found}\n{text}"
    return {key: value for key, value in values[0].items() if key != "id"}


@pytest.mark.parametrize("kind", EXPRESSIBLE["moodle-xml"])
@settings(max_examples=30)
@given(data=st.data())
def test_through_moodle_xml_a_question_stays_the_same(kind, data):
    shared = {"title": data.draw(titles), "ask": data.draw(asked)}
    more = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "explain": asked,
                "hints": st.lists(asked, max_size=2),
                "points": st.sampled_from(["2", "0.5"]),
            },
        )
    )
    question = question_of({"kind": kind, **shared, **more, **data.draw(OWN[kind])})

    draft = came_back("moodle-xml", question)

    assert meaning(question_of(as_written(draft))) == meaning(question)


@pytest.mark.parametrize("kind", EXPRESSIBLE["gift"])
@settings(max_examples=30)
@given(data=st.data())
def test_through_gift_a_question_stays_the_same(kind, data):
    own = data.draw(OWN[kind])
    assume(not any("->" in text for text in own.get("accepted", [])))
    title = data.draw(titles)
    question = question_of({"kind": kind, "title": title, "ask": data.draw(asked), **own})

    draft = came_back("gift", question)

    assert meaning(question_of(as_written(draft))) == meaning(question)


@given(text=st.text(TRICKY + "\n", max_size=60))
def test_plain_text_is_shown_as_it_is(text):
    one = templated(line(text), render_inline)
    several = templated(paragraphs(text), render)

    assert unescape(Template(one).fill({})) == " ".join(text.split())
    assert " ".join(unescape(Template(several).fill({}).striptags()).split()) == (
        " ".join(text.split())
    )


@given(value=st.fractions(-(10**9), 10**9, max_denominator=1))
def test_a_number_comes_back(value):
    assert number_in(written(value / 1000)) == value / 1000


def test_what_a_format_cannot_say_is_told():
    journal = question_of(
        {"kind": "journal_entry", "debit": {"Kas": "5"}, "credit": {"Simpanan Pokok": "5"}}
    )
    steps = question_of({"kind": "ordering", "steps": ["a", "b", "c"]})

    xml, gift = write_moodle_xml(a_course(journal)), write_gift(a_course(steps))

    assert (xml.count, [id_ for id_, _why in xml.left]) == (0, ["q-1"])
    assert (gift.count, [id_ for id_, _why in gift.left]) == (0, ["q-1"])


def test_an_answer_that_gift_would_take_for_a_match_is_told():
    question = question_of({"kind": "short_answer", "accepted": ["a -> b"]})

    assert write_gift(a_course(question)).left == [
        ("q-1", "GIFT takes an answer with -> for a match; Moodle XML does not")
    ]


def test_every_kind_is_written_or_told_about():
    assert set(EXPRESSIBLE["moodle-xml"]) | {"journal_entry"} == set(KINDS)


def test_drawn_numbers_are_written_once_and_told_about():
    question = question_of({"kind": "numeric", "draw": {"a": "2..9"}, "answer": "a * 2"})

    exported = write_moodle_xml(a_course(question))

    assert exported.remarks == [("q-1", "Its numbers are drawn; one set of them was written")]
