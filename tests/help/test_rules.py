"""Which guides are for whom, and what every guide keeps to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.help.manuals import MANUALS
from lms.help.rules import Guide, guides_for

STEPS = [(guide, step) for guide, manual in MANUALS.items() for step in manual.steps]


@given(st.booleans(), st.booleans(), st.booleans())
def test_everybody_finds_the_guides_for_what_she_is_and_no_other(learns, teaches, organises):
    guides = guides_for(learns=learns, teaches=teaches, organises=organises)

    mine = {Guide.PARTICIPANT} if learns or not (teaches or organises) else set()
    mine |= {Guide.TRAINER} if teaches else set()
    mine |= {Guide.ORGANISER} if organises else set()
    assert set(guides) == mine
    assert guides == tuple(sorted(guides, key=list(reversed(Guide)).index))


@pytest.mark.parametrize("guide", Guide)
def test_a_tour_takes_two_minutes(guide):
    steps = MANUALS[guide].steps
    words = sum(len(f"{step.title} {step.text}".split()) for step in steps)

    assert 4 <= len(steps) <= 6
    assert words <= 2 * 130  # words a minute, read slowly on a phone


@pytest.mark.parametrize(("guide", "step"), STEPS, ids=lambda one: getattr(one, "name", one))
def test_a_step_is_named_once_in_its_guide(guide, step):
    assert [each.name for each in MANUALS[guide].steps].count(step.name) == 1
