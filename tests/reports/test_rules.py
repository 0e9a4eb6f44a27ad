"""What the lines of a report come to."""

from fractions import Fraction

from lms.reports.rules import Average, ReportLine, WorkshopReport, total_practice
from lms.results.holders import Seat
from lms.results.outcomes import DoneItems, outcome
from lms.results.periods import Practice
from lms.results.rules import NOT_BEGUN
from lms.statistics.rates import Rate
from tests.constants import NOW, WITA
from tests.results.samples import course, scored

QUIZ_1, QUIZ_2 = course().quiz("kuis-1"), course().quiz("kuis-2")


def a_line(quizzes):
    seat = Seat(1, 1, 1, "Ni Luh Contoh", "Manajer", "KSP Contoh")
    return ReportLine(seat, outcome(course(), Rate(1, 1), DoneItems(), quizzes))


def a_report(*lines):
    return WorkshopReport(
        program_title="Program",
        slug="dkgd-1",
        number=1,
        place="Sanur",
        zone=WITA,
        starts_at=None,
        ends_at=None,
        generated_at=NOW,
        passing=course().passing,
        quizzes=(QUIZ_1, QUIZ_2),
        meetings_held=1,
        meetings=1,
        withdrawn=0,
        lines=lines,
        coverage=None,
    )


def test_a_line_has_a_result_of_every_quiz():
    line = a_line({"kuis-1": scored(80)})

    assert line.result("kuis-1") == scored(80)
    assert line.result("kuis-2") == NOT_BEGUN


def test_an_average_is_of_those_who_have_a_score_and_says_of_how_many():
    lines = [a_line({"kuis-1": scored(score)}) for score in (0, 75)]

    assert a_report(*lines, a_line({})).averages == (
        Average(Fraction(75, 2), 2),
        Average(None, 0),
    )


def test_practice_adds_up_items_and_tries_apart():
    assert total_practice([Practice(1, 20), Practice(3, 0)]) == Practice(4, 20)
    assert total_practice([]) == Practice(0, 0)
