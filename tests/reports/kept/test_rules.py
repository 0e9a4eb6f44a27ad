"""What is kept of a workshop reads as what was written, and when it may be written."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.rules import Presence
from lms.reports.account.evidence import evidence_of
from lms.reports.account.mastery import BesideTests, PracticeSince
from lms.reports.account.reached import MeetingCount
from lms.reports.kept.rules import (
    KeptEvidence,
    KeptSeats,
    figures_text,
    is_settled,
    mastery_text,
    seats_in,
    seats_text,
)
from lms.results.outcomes import DoneItems, settled_outcome
from lms.results.passing import demands_of
from lms.results.periods import Practice
from lms.results.rules import QuizResult, QuizState
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate
from lms.workshops.rules import Schedule, Slot
from tests.constants import HOUR, NOW, SECOND
from tests.reports.account.samples import GOAL, answered, asked, tagged
from tests.results.samples import course, scored

DAY_FIVE = Slot(5, 5, "afternoon", NOW, NOW + HOUR)
END = NOW + HOUR
TO_THE_END = Schedule((DAY_FIVE,), NOW + 9 * HOUR)


def test_a_workshop_is_settled_from_the_end_of_its_last_meeting_on():
    assert is_settled(TO_THE_END, END, somebody_sits=False)
    assert not is_settled(TO_THE_END, END - SECOND, somebody_sits=False)


def test_what_somebody_still_sits_is_not_settled():
    assert not is_settled(TO_THE_END, END, somebody_sits=True)


def test_closing_early_settles_nothing_before_the_last_meeting_would_have_ended():
    early = replace(TO_THE_END, closed_at=NOW)

    assert not is_settled(early, END - SECOND, somebody_sits=False)


def test_a_workshop_without_meetings_is_never_settled():
    assert not is_settled(Schedule((), None), END, somebody_sits=False)


DEMANDS = demands_of(course())
counts = st.integers(0, 40)
scores = st.none() | st.fractions(0, 100, max_denominator=60)
results = st.builds(QuizResult, st.sampled_from(QuizState), scores, scores)
rates = st.builds(Rate, counts, counts)
outcomes = st.builds(
    settled_outcome,
    st.just(DEMANDS),
    rates,
    st.builds(DoneItems, counts, st.builds(Practice, counts, counts)),
    st.dictionaries(st.sampled_from(["tes-awal", "kuis-1", "kuis-2", "tes-akhir"]), results),
    is_paired=st.booleans(),
    is_late=st.booleans(),
)


@given(counts, st.dictionaries(st.integers(1, 99), outcomes, max_size=5))
def test_seats_are_read_as_they_were_written(held, by_enrolment):
    kept = seats_in(seats_text(held, by_enrolment))

    assert kept.held == held
    assert kept.enrolments == list(by_enrolment)
    assert kept.outcomes(DEMANDS) == by_enrolment


def test_a_seat_takes_a_short_line_that_tomorrows_release_can_read():
    reached = settled_outcome(
        DEMANDS,
        Rate(9, 10),
        DoneItems(31, Practice(4, 17)),
        {"tes-awal": scored(40), "tes-akhir": QuizResult(QuizState.WAITING, None, Fraction(75, 2))},
        is_paired=True,
        is_late=False,
    )

    assert seats_text(10, {7: reached}) == (
        '{"held":10,"quizzes":["tes-akhir","tes-awal"],'
        '"seats":[[7,9,10,31,4,17,1,0,"waiting - 75/2","scored 40 40"]]}'
    )


PERSONS = (31, 11, 21)
MEETINGS = (
    MeetingCount(1, 3, {Presence.PRESENT: 2, None: 1}, 180),
    MeetingCount(2, 3, {}, 135),
)


def evidence():
    """Two of three people answered, one of them in part; a trainer has yet to look at one."""
    return evidence_of(
        tagged(),
        [
            *answered(11, "tes-awal", 0, 1, form="A"),
            *answered(11, "kuis-1", 1, Fraction(1, 2)),
            *answered(11, "tes-akhir", 1, 1, form="A"),
            *answered(21, "kuis-1", None, 0),
        ],
    )


NOTHING_BESIDE = BesideTests({}, {}, frozenset())


def kept(beside=NOTHING_BESIDE):
    """The same evidence, written and read."""
    found = evidence()
    texts = figures_text(MEETINGS, found, PERSONS), mastery_text(found, beside, PERSONS)
    return KeptEvidence(found.asked, PERSONS, *texts)


def test_the_meetings_are_kept():
    assert kept().meetings() == MEETINGS


def test_marks_of_goals_are_kept_of_those_who_were_asked():
    marks = {id_: set(each) for id_, each in kept().goal_marks().items()}

    assert marks == {id_: set(each) for id_, each in evidence().goal_marks().items()}
    assert {person for person, _earned, _possible in marks[GOAL]} == {11, 21}


def plain(marks):
    return {
        id_: {person: tuple(each) for person, each in people.items()}
        for id_, people in marks.items()
    }


@pytest.mark.parametrize("topic", ["competency", "skill"])
def test_marks_of_competencies_and_skills_are_kept(topic):
    was, now = evidence().marks(topic), kept().marks(topic)

    assert plain(now.before) == plain(was.before)
    assert plain(now.after) == plain(was.after)
    assert plain(now.posttest) == plain(was.posttest)


def test_who_was_not_asked_has_no_marks_and_no_nought():
    assert {person for each in kept().marks("competency").after.values() for person in each} == {
        11,
        21,
    }


def test_answers_are_kept_to_the_fraction():
    first, second = asked("kuis-1")[:2]

    assert kept().answers() == evidence().answers()
    assert kept().answers()["kuis-1", first] == (1, 1)
    assert kept().answers()["kuis-1", second] == (2, Fraction(1, 2))


def test_practice_and_signoffs_are_kept():
    practice = PracticeSince(17, frozenset({11, 31}), Rate(1, 2))
    beside = BesideTests(
        {"competency": {"K1": practice}, "skill": {"tabel": PracticeSince()}},
        {"tabel": {SignoffVerdict.ABLE: 2, None: 1}},
        frozenset({11}),
    )

    assert kept(beside).beside(frozenset({11})) == beside


def test_people_and_verdicts_are_kept_by_their_place_and_nothing_is_said_twice():
    practice = PracticeSince(3, frozenset({21, 31}), Rate(1, 2))
    beside = BesideTests({"skill": {"tabel": practice}}, {"tabel": {None: 3}}, frozenset())

    text = mastery_text(evidence(), beside, PERSONS)

    assert '"practice":{"skill":{"tabel":[3,[0,2],1,2]}}' in text
    assert '"signoffs":{"tabel":[[null,3]]}' in text


def test_what_was_kept_of_other_seats_is_refused_and_not_cut_short():
    whole = kept()
    for persons in (PERSONS[:2], (*PERSONS, 41)):
        other = replace(whole, persons=persons)
        with pytest.raises(ValueError, match="zip"):
            list(other.goal_marks()[GOAL])
        with pytest.raises(ValueError, match="zip"):
            other.marks("competency")


def test_a_seat_with_a_result_too_few_is_refused():
    with pytest.raises(ValueError, match="zip"):
        KeptSeats(1, ("kuis-1",), ([7, 0, 1, 0, 0, 0, 0, 0],)).outcomes(DEMANDS)
