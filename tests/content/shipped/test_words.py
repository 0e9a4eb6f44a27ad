"""Words of Koperasi Go Digital: right in substance is right, and what may change has a name."""

from pathlib import Path

import pytest
import yaml

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.questions.short_answer import accepts, is_near
from tests.shipped import SHIPPED, read_once, shipped_course

COURSE = Path(__file__).parents[3] / "courses" / "koperasi-go-digital"

SAID = yaml.safe_load((Path(__file__).parent / "said_otherwise.yaml").read_text("utf-8"))
"""What people might type for a word: right in substance, and wrong."""


@pytest.fixture(scope="module")
def questions():
    course = course_from(canonical(read_folder(COURSE).document))
    written = [each.question for each in course.exercises]
    for quiz in course.quizzes:
        for form in quiz.forms.values():
            written += form
    return {question.id: question for question in written}


def texts(said, key):
    return [text.strip() for text in said[key].split(" | ")]


@pytest.mark.parametrize("said", SAID, ids=lambda each: f"{each['question']}-{each.get('blank')}")
def test_what_is_right_in_substance_is_accepted(questions, said):
    question, blank = questions[said["question"]], said.get("blank")
    words = question if blank is None else question.blanks[blank]

    def counts(text):
        near = words.near_misses and is_near(words.accepted, text)
        return accepts(words.accepted, text) or near

    assert [text for text in texts(said, "right") if not counts(text)] == []
    assert [text for text in texts(said, "wrong") if counts(text)] == []


def test_many_ways_to_say_it_were_tried():
    assert sum(len(texts(said, "right")) for said in SAID) >= 200
    assert sum(len(texts(said, "wrong")) for said in SAID) >= 150


def test_there_is_nothing_to_advise_about_the_course():
    assert read_once(SHIPPED).advice == ()


@pytest.mark.parametrize("name", ["mdr_mikro", "batas_bocor", "uu_koperasi", "uu_pdp"])
def test_questions_tell_what_may_change_by_its_name(name):
    [fact] = [each for each in shipped_course().facts if each.name == name]
    files = [*SHIPPED.glob("day-*/*.yaml"), *SHIPPED.glob("banks/*"), *SHIPPED.glob("tests/*")]
    texts = {file.name: file.read_text("utf-8") for file in files}

    assert [file for file, text in texts.items() if fact.text in text] == []
    assert [file for file, text in texts.items() if f"fact.{name}" in text]
