"""Reading what reports are made of: kept where that holds, else from the rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.reports.kept.queries import KeptWorkshop, kept_in
from lms.results.attempts import AttemptRow, attempts_in
from lms.results.holders import SeatPlace
from lms.results.outcomes import SeatOutcome
from lms.results.queries import demands_in, outcomes_of, places_in
from lms.results.queries_attendance import held_meetings
from lms.workshops.models import Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Facts:
    """What is known of some workshops before names come to it.

    `places`: who has or had one, by name. `held`: how many meetings, by workshop id. `outcomes` by
    enrolment id. `kept`: those workshops whose account is kept, by id; `live` are all others, and
    `meetings` held (their workshops by their ids) and `attempts` are theirs.
    """

    workshops: Sequence[Workshop]
    schedules: Mapping[int, Schedule]
    places: Sequence[SeatPlace]
    held: Mapping[int, int]
    outcomes: Mapping[int, SeatOutcome]
    kept: Mapping[int, KeptWorkshop]
    live: Sequence[Workshop]
    meetings: Mapping[int, int]
    attempts: Sequence[AttemptRow]

    @cached_property
    def live_schedules(self) -> Mapping[int, Schedule]:
        """The schedules of `live`."""
        return {each.id: self.schedules[each.id] for each in self.live}


def facts_of(
    workshops: Sequence[Workshop],
    now: datetime,
    *,
    with_figures: bool = False,
    with_mastery: bool = False,
) -> Facts:
    """The facts of these workshops, in the same number of statements as of one.

    `with_figures`: for an account, not for the seats alone; `with_mastery`: for its aspect 4, too.
    """
    places = places_in(workshops)
    kept = kept_in(workshops, places, now, with_figures=with_figures, with_mastery=with_mastery)
    return _facts(workshops, now, places, kept, with_marks=with_figures)


def facts_from_rows(workshops: Sequence[Workshop], now: datetime) -> Facts:
    """The same for a whole account, whatever is kept."""
    return _facts(workshops, now, places_in(workshops), {}, with_marks=True)


def _facts(
    workshops: Sequence[Workshop],
    now: datetime,
    places: Sequence[SeatPlace],
    kept: Mapping[int, KeptWorkshop],
    *,
    with_marks: bool,
) -> Facts:
    schedules = schedules_of(workshops)
    live = [each for each in workshops if each.id not in kept]
    live_schedules = {each.id: schedules[each.id] for each in live}
    attempts = attempts_in(live, now, with_marks=with_marks) if live else []
    meetings = held_meetings(live, now) if live else {}
    hers = [each for each in places if each.workshop_id in live_schedules]
    outcomes = outcomes_of(hers, live, live_schedules, meetings, attempts) if live else {}
    for each in workshops:
        if each.id in kept:
            outcomes |= kept[each.id].seats.outcomes(demands_in(each.revision))
    held = Counter(meetings.values())
    held |= {key: each.seats.held for key, each in kept.items()}
    return Facts(workshops, schedules, places, held, outcomes, kept, live, meetings, attempts)
