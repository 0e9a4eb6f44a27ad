"""Nothing of the key is shown before it may be seen."""

import re
import shutil
from itertools import count

import pytest

from tests.factories import COURSE, a_revision, a_workshop, an_enrolment
from tests.quizzes.factories import a_sitting, address_of
from tests.quizzes.test_saving import SCRIPT

QUESTIONS = """\
- id: q-1
  kind: numeric
  ask: Berapa?
  answer: "7319"
  tolerance: "0.731"
  mistakes: [{if: "1", say: CANARY}]
  explain: CANARY
  hints: [CANARY]
- id: q-2
  kind: single_choice
  ask: Mana?
  options: [{text: ini, right: true, say: CANARY}, {text: itu, say: CANARY}]
  explain: CANARY
- id: q-3
  kind: multiple_answer
  ask: Mana saja?
  options: [{text: ini, right: true, say: CANARY}, {text: itu, say: CANARY}]
  explain: CANARY
- id: q-4
  kind: true_false
  ask: Benarkah?
  answer: true
  say: {true: CANARY, false: CANARY}
  explain: CANARY
- id: q-5
  kind: short_answer
  ask: Apa?
  accepted: [CANARY]
  explain: CANARY
- id: q-6
  kind: essay
  ask: Ceritakan.
  rubric: [{criterion: CANARY, points: 10}]
  explain: CANARY
"""
ANSWERS = {1: "1", 2: "", 3: "", 4: "true", 5: "salah", 6: "esai"}


@pytest.fixture
def sitting_reviewed_by(tmp_path, browser):
    """Begin an attempt at a quiz full of canaries, reviewed as said."""

    def begin(review):
        folder = tmp_path / review
        shutil.copytree(COURSE, folder)
        numbers = count(1)
        questions = re.sub("CANARY", lambda _: f"canary{next(numbers):03}", QUESTIONS)
        head = f"id: kuis-1\nkind: quiz\ntitle: Kuis\nminutes: 20\nreview: {review}\nquestions:\n"
        indented = "".join(f"  {line}\n" for line in questions.splitlines())
        (folder / "day-1/quiz.yaml").write_text(head + indented)
        sitting = a_sitting(an_enrolment(a_workshop(revision=a_revision(folder))))
        browser.sign_in(sitting.attempt.enrolment.person)
        return sitting

    return begin


def assert_nothing_leaks(response):
    text = response.text + str(response.headers)
    assert not re.search(r"canary|(?<![\w-])(7\.?319|0[.,]731)\b", text), response.request.path


def visit(browser, sitting):
    """Yield what a participant can see of an attempt that is going on."""
    cover = f"/w/{sitting.attempt.enrolment.workshop.slug}/quizzes/kuis-1"
    yield browser.get(cover)
    for position, answer in ANSWERS.items():
        options = sitting.variant(position).options
        typed = answer or options[0].key
        address = address_of(sitting, position)
        yield browser.get(address)
        yield browser.post(address, data={"answer": typed}, headers=SCRIPT)
        yield browser.post(address, data={"answer": "x" * 30_000})
        yield browser.post(address, data={"answer": "x" * 30_000}, headers=SCRIPT)
        yield browser.get(address)
    yield browser.get(address_of(sitting, "check"))
    yield browser.get(address_of(sitting, "result"))
    yield browser.get(address_of(sitting, 99))


def test_while_an_attempt_is_going_on_nothing_leaks(sitting_reviewed_by, browser):
    for response in visit(browser, sitting_reviewed_by("full")):
        assert_nothing_leaks(response)


@pytest.mark.parametrize("review", ["score", "none"])
def test_after_handing_in_only_what_the_review_allows_is_shown(
    sitting_reviewed_by, browser, review
):
    sitting = sitting_reviewed_by(review)
    browser.post(address_of(sitting, "check"))

    result = browser.get(address_of(sitting, "result"))

    assert result.status_code == 200
    assert ("dari 100" in result.text) == (review == "score")
    for response in (result, *visit(browser, sitting)):
        assert_nothing_leaks(response)


def test_a_full_review_shows_the_explanations(sitting_reviewed_by, browser):
    sitting = sitting_reviewed_by("full")
    browser.post(address_of(sitting, "check"))

    assert "canary" in browser.get(address_of(sitting, "result")).text
