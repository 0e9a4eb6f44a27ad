from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.plans.rules import (
    PlanDraft,
    StepDraft,
    StepState,
    asked_day,
    closed_up,
    day_to_answer,
    days_asked,
    tally_steps,
)
from lms.workshops.rules import Schedule, Slot
from tests.constants import NOW, WITA

TODAY = date(2026, 12, 10)
DONE = datetime(2026, 12, 1, tzinfo=UTC)
texts = st.sampled_from(["", "Menutup kas"])
steps = st.builds(StepDraft, texts, texts, st.sampled_from([None, TODAY]), texts)
states = st.builds(
    StepState,
    st.sampled_from([None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]),
    st.sampled_from([None, DONE]),
)


def test_a_step_is_late_the_day_after_its_day_unless_it_is_done():
    yesterday = TODAY - timedelta(days=1)

    assert StepState(yesterday, None).is_late(TODAY)
    assert not StepState(TODAY, None).is_late(TODAY)
    assert not StepState(yesterday, DONE).is_late(TODAY)
    assert not StepState(None, None).is_late(TODAY)


@given(st.lists(states, max_size=5))
def test_no_step_is_both_done_and_late(listed):
    found = tally_steps(listed, TODAY)

    assert found.steps == len(listed)
    assert found.done + found.late <= found.steps


@given(st.lists(steps, max_size=5))
def test_empty_steps_fall_off_the_end_and_nowhere_else(listed):
    kept = closed_up(listed)

    assert tuple(listed[: len(kept)]) == kept
    assert all(step.is_empty for step in listed[len(kept) :])
    assert not kept or not kept[-1].is_empty


def test_a_plan_with_one_word_is_not_empty():
    assert PlanDraft().is_empty
    assert not PlanDraft(value_before="9").is_empty
    assert not PlanDraft(steps=(StepDraft(due_on=TODAY),)).is_empty


def test_plans_begin_with_the_last_day():
    def schedule(*days):
        begin = [NOW + timedelta(days=day) for day in days]
        slots = [
            Slot(n, n, "morning", at, at + timedelta(hours=4))
            for n, at in enumerate(begin, start=1)
        ]
        return Schedule(tuple(slots), None)

    assert schedule(-4, -3, -2, -1, 0).has_last_day_begun(NOW)
    assert not schedule(-3, -2, -1, 0, 1).has_last_day_begun(NOW)
    assert not schedule().has_last_day_begun(NOW)


def test_the_follow_up_is_that_of_the_last_day_that_has_come():
    end = NOW + timedelta(hours=4)
    schedule = Schedule((Slot(1, 1, "morning", NOW, end),), None)
    found = {
        days: asked_day(schedule, WITA, end + timedelta(days=days)) for days in (0, 29, 30, 89, 90)
    }

    assert found == {0: None, 29: None, 30: 30, 89: 30, 90: 90}
    assert asked_day(Schedule((), None), WITA, NOW) is None


def test_what_was_answered_does_not_wait():
    assert day_to_answer(30, set()) == 30
    assert day_to_answer(30, {30}) is None
    assert day_to_answer(90, {30}) == 90
    assert day_to_answer(None, set()) is None


def test_a_follow_up_is_asked_from_its_day_on():
    assert [days_asked(last) for last in (None, 29, 30, 89, 90)] == [
        *((), (), (30,), (30,), (30, 90)),
    ]
