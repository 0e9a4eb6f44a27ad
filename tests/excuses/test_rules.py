"""When one can ask to be excused, and what an accepted excuse may be written over."""

import pytest

from lms.attendance.rules import Presence
from lms.errors import Conflict
from lms.excuses.rules import ASK_UNTIL, MOVES, ExcuseState, may_ask, may_record, move
from lms.workshops.rules import Slot
from tests.constants import HOUR, NOW, SECOND

SLOT = Slot(1, 1, "morning", NOW, NOW + 3 * HOUR)
LAST_MOMENT = SLOT.ends_at + ASK_UNTIL


def test_one_can_ask_up_to_the_last_moment_and_not_a_second_longer():
    assert may_ask(SLOT, None, LAST_MOMENT)
    assert not may_ask(SLOT, None, LAST_MOMENT + SECOND)


@pytest.mark.parametrize("presence", Presence)
def test_of_what_is_recorded_only_an_absence_can_be_excused(presence):
    assert may_ask(SLOT, presence, NOW) is (presence is Presence.ABSENT)


def test_from_a_cancelled_meeting_nobody_needs_an_excuse():
    cancelled = Slot(1, 1, "morning", NOW, NOW + HOUR, cancelled=True)

    assert not may_ask(cancelled, None, NOW)


@pytest.mark.parametrize("presence", [None, *Presence])
def test_an_excuse_never_takes_a_presence_away(presence):
    assert may_record(presence) is (presence not in {Presence.PRESENT, Presence.LATE})


@pytest.mark.parametrize("state", ExcuseState)
@pytest.mark.parametrize("to", ExcuseState)
def test_a_request_goes_only_where_the_table_says(state, to):
    if to in MOVES[state]:
        assert move(state, to) is to
    else:
        with pytest.raises(Conflict):
            move(state, to)
