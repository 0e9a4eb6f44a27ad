"""A quiz below its pass mark never looks done; where no score is known it is handed in, no tick."""

import re

import pytest

from tests.factories import an_enrolment
from tests.results.factories import an_attempt


@pytest.fixture
def chip_on(browser, workshop):
    """The kind of chip beside a quiz of four answers, by the page and what was earned."""

    def read(path, *earned):
        enrolment = an_enrolment(workshop)
        an_attempt(enrolment, "kuis-1", *earned)
        page = browser.sign_in(enrolment.person).get(f"/w/{workshop.slug}/{path}").text
        row = page[page.index("/attempts/" if "quizzes" in path else "quizzes/kuis-1") :]
        kind, word = re.search(r'class="chip (\w+)">.*?</svg>([^<]*)', row, re.S).groups()
        return kind, word.strip()

    return read


@pytest.mark.parametrize("path", ["quizzes/kuis-1", "my-scores"])
def test_below_the_mark_there_is_no_tick(chip_on, path):
    assert chip_on(path, 1, 1, 0, 0) == ("open", "Nilai 50, perlu 70")
    assert chip_on(path, 1, 1, 1, 0) == ("done", "Nilai 75")


def test_a_day_knows_no_score_and_says_that_it_was_handed_in(chip_on):
    assert chip_on("days/1", 1, 1, 0, 0) == ("info", "Dikumpulkan")
