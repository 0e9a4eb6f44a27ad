"""What goes out comes back as the same question."""

import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.banks.course_files import bank_files
from lms.banks.drafts import Draft
from lms.banks.gift_writer import write_gift
from lms.banks.kinds import number_in, written
from lms.banks.markdown_text import line, paragraphs
from lms.banks.moodle_writer import write_moodle_xml
from lms.banks.reading import read_bank
from lms.content.markdown import render, render_inline
from lms.content.problems import AuthorDiagnostics
from lms.content.yaml_files import parse_yaml
from lms.questions import KINDS
from lms.questions.template import Template
from lms.questions.template import render as templated
from tests.banks.courses import a_course, meaning, question_of
from tests.banks.strategies import OWN, TRICKY, asked, everything, titles
from tests.content.folders import CourseFolder

WRITERS = {"moodle-xml": write_moodle_xml, "gift": write_gift}
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
    diagnostics = AuthorDiagnostics()
    values, _readable = parse_yaml(diagnostics, name, text)
    assert not diagnostics.found, f"{diagnostics.found}\n{text}"
    return {key: value for key, value in values[0].items() if key != "id"}


@pytest.mark.parametrize("kind", EXPRESSIBLE["moodle-xml"])
@settings(max_examples=30, deadline=None)
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
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_through_gift_a_question_stays_the_same(kind, data):
    own = data.draw(OWN[kind])
    assume(not any("->" in text for text in own.get("accepted", [])))
    title = data.draw(titles)
    question = question_of({"kind": kind, "title": title, "ask": data.draw(asked), **own})

    draft = came_back("gift", question)

    assert meaning(question_of(as_written(draft))) == meaning(question)


@settings(max_examples=10, deadline=None)
@given(written=everything)
def test_a_course_goes_out_and_comes_into_another_one_sound_and_whole(written):
    questions = [question_of({**each, "id": f"q-{n}"}) for n, each in enumerate(written)]

    exported = write_moodle_xml(a_course(*questions))
    reading = read_bank(exported.text.encode())

    assert (exported.count, reading.total) == (len(questions), len(questions))
    with TemporaryDirectory() as folder:
        course = CourseFolder(Path(folder))
        for name, text in bank_files("baru", "x", reading.taken).items():
            course.write(f"banks/{name}", text)
        assert course.problems() == []
    assert [meaning(question_of(as_written(draft))) for draft in reading.taken] == [
        meaning(question) for question in questions
    ]


@given(text=st.text(TRICKY + "\n", max_size=60))
def test_plain_text_is_shown_as_it_is(text):
    one = templated(line(text), render_inline)
    several = templated(paragraphs(text), render)

    assert unescape(Template(one).fill({})) == " ".join(text.split())
    assert " ".join(Template(several).fill({}).striptags().split()) == " ".join(text.split())


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


def test_text_that_looks_like_signs_of_a_format_is_kept():
    option = question_of(
        {
            "kind": "single_choice",
            "title": "Tanda",
            "options": [
                {"text": r"\[html\] atau teks", "right": "true"},
                {"text": "%50% dari modal"},
                {"text": "lain", "say": r"\[plain\] adalah format"},
            ],
        }
    )
    typed = question_of({"kind": "short_answer", "title": "a", "accepted": ["%50%", "[html]"]})
    blank = question_of(
        {
            "kind": "cloze",
            "title": "a",
            "ask": "Tulis {{1:SA:=x}} di [[1]]",
            "blanks": [{"accepted": ["a"]}],
        }
    )

    for form, question in [("gift", option), ("gift", typed), ("moodle-xml", blank)]:
        assert meaning(question_of(as_written(came_back(form, question)))) == meaning(question)


def test_every_kind_is_written_or_told_about():
    assert set(EXPRESSIBLE["moodle-xml"]) | {"journal_entry"} == set(KINDS)


def test_drawn_numbers_are_written_once_and_told_about():
    question = question_of({"kind": "numeric", "draw": {"a": "2..9"}, "answer": "a * 2"})

    exported = write_moodle_xml(a_course(question))

    assert exported.remarks == [("q-1", "Its numbers are drawn; one set of them was written")]


@pytest.mark.parametrize("form", ["moodle-xml", "gift"])
@pytest.mark.parametrize("rights", [10, 11, 12])
def test_many_right_options_have_grades_that_moodle_knows(form, rights):
    options = [{"text": f"Benar {n}", "right": "true"} for n in range(rights)]
    wrong = [{"text": "Salah"}] * (rights < 12)  # more than 12 options there are not
    question = question_of(
        {"kind": "multiple_answer", "ask": "Pilih", "options": [*options, *wrong]}
    )

    exported = WRITERS[form](a_course(question))

    pattern = r'fraction="(-?[0-9.]+)"' if form == "moodle-xml" else r"~%(-?[0-9.]+)%"
    shares = [float(share) for share in re.findall(pattern, exported.text)]
    assert {abs(share) for share in shares} <= {10, 5}
    assert sum(share for share in shares if share > 0) == 100
    assert len(exported.remarks) == (rights > 10)
    [draft] = read_bank(exported.text.encode(), form=form).taken
    assert sum("right" in option for option in draft.values["options"]) == rights


@pytest.mark.parametrize("form", ["moodle-xml", "gift"])
def test_emoji_that_are_joined_come_back_joined(form):
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    question = question_of(
        {
            "kind": "single_choice",
            "ask": f"Keluarga {family}",
            "options": [{"text": family, "right": "true"}, {"text": "b"}],
        }
    )

    draft = came_back(form, question)

    assert draft.values["ask"] == f"Keluarga {family}"
    assert draft.values["options"][0]["text"] == family
