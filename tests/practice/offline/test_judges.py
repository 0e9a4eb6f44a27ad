"""The judge of the phone says what the server says, of every kind, whatever is typed."""

import random
from pathlib import Path

import pytest

from lms.content.revision import canonical, course_from
from lms.practice.offline.judging import JUDGED, sentences
from lms.practice.rules import seed_of
from lms.questions import KINDS
from lms.questions.short_answer import normalised
from lms.web.assets import read_assets
from tests.practice.offline.vectors import vector_of
from tests.questions.samples import DRAWN, SAMPLES, a_question
from tests.shipped import SHIPPED, read_once

ROOT = Path(__file__).parent.parent.parent.parent
BATCH = 200
CHEROKEE = {*range(0x13A0, 0x1400), *range(0xAB70, 0xABC0)}  # folds to capitals

COMPARE = """([vectors, sentences]) => vectors.flatMap(({ item, tried }) => {
  const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  return tried.flatMap(({ fields, said }) => {
    const here = judging.judge(item, fields, sentences);
    const same = Object.keys({ ...said, ...here }).every((key) => alike(said[key], here[key]));
    return same ? [] : [{ item, fields, said, here }];
  });
})"""
NORMALISE = "(codes) => codes.map((code) => words.normalised(String.fromCodePoint(code)))"


@pytest.fixture
def judge(page):
    """A page with the judge of the phone; gives what it says otherwise than the server."""
    page.add_script_tag(content=read_assets(ROOT / "static")["js/judge.js"].body.decode())

    def differences(vectors):
        return page.evaluate(COMPARE, [vectors, sentences(str)])

    return differences


def vectors_of(questions, count, seed):
    """Vectors of `count` variants of the questions in turn, a batch at a time."""
    chance = random.Random(seed)
    for start in range(0, count, BATCH):
        yield [
            vector_of(
                questions[n % len(questions)].variant(seed_of(seed, "practice", n + 1)), chance
            )
            for n in range(start, min(count, start + BATCH))
        ]


def practised(path=SHIPPED):
    """Every exercise of a course that is practised offline."""
    course = course_from(canonical(read_once(path).document))
    questions = [exercise.question for module in course.modules for exercise in module.exercises]
    return [question for question in questions if question.kind in JUDGED]


def samples():
    """Questions of every kind, with what the usual ones have not."""
    return [
        *(a_question(kind, **SAMPLES[kind]) for kind in sorted(JUDGED)),
        a_question(
            "short_answer", accepted=["merchant discount rate", "MDR 12 persen"], near_misses="true"
        ),
        a_question("short_answer", accepted=["Straße \ufb01n", "kas"], near_misses="true"),
        a_question("numeric", answer="a / 3", tolerance="0.01", unit="%", draw={"a": "-9..9"}),
        a_question(
            "numeric",
            answer="-a",
            unit="orang",
            draw={"a": "1..9000 step 1.5"},
            mistakes=[{"if": "a", "say": "Tanda <terbalik>."}],
        ),
        *(a_question(kind, **keys) for kind, keys in DRAWN.items()),
        a_question(
            "matching",
            options=["a & b", "c"],
            items=[{"text": "1", "match": "c"}, {"text": "2", "match": "a & b"}],
        ),
    ]


def test_every_kind_but_files_is_judged():
    assert frozenset(KINDS) - {"file_upload"} == JUDGED


def test_the_phone_says_what_the_server_says(judge):
    for vectors in vectors_of(samples(), 300, seed=1):
        assert judge(vectors)[:1] == []


def test_and_of_the_shipped_course(judge):
    for vectors in vectors_of(practised(), 200, seed=2):
        assert judge(vectors)[:1] == []


@pytest.mark.long
def test_and_of_ten_thousand_variants_of_the_shipped_course(judge):
    for vectors in vectors_of(practised(), 10_000, seed=random.randrange(10**6)):
        assert judge(vectors)[:1] == []


def test_every_letter_is_compared_alike(judge, page):
    codes = [
        code for code in range(0x20, 0x2FA20) if chr(code).isprintable() and code not in CHEROKEE
    ]
    here = [normalised(chr(code)) for code in codes]
    there = page.evaluate(NORMALISE, codes)

    assert [
        hex(code) for code, one, other in zip(codes, here, there, strict=True) if one != other
    ] == []
