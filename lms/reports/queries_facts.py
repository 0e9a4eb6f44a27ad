"""Reading what reports are made of: kept where that holds, else from the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.publishing.queries import course_of
from lms.reports.kept.queries import KeptWorkshop, SeatPlace, kept_in, places_in
from lms.results.attempts import AttemptRow
from lms.results.outcomes import SeatOutcome
from lms.results.passing import demands_of
from lms.results.queries import attempts_in, meetings_held, outcomes_in
from lms.workshops.models import Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Facts:
    """What is known of some workshops before names come to it.

    `held`: how many meetings, by workshop id. `outcomes` of everybody who has or had a place, by
    enrolment id. `kept`: those workshops whose account is kept, by id; `live` are all
    others, and `attempts` are theirs.
    """

    workshops: Sequence[Workshop]
    schedules: Mapping[int, Schedule]
    places: Sequence[SeatPlace]
    held: Mapping[int, int]
    outcomes: Mapping[int, SeatOutcome]
    kept: Mapping[int, KeptWorkshop]
    live: Sequence[Workshop]
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
    attempts = attempts_in(live, now, with_marks=with_marks)
    held = meetings_held(live, now)
    live_schedules = {each.id: schedules[each.id] for each in live}
    outcomes = outcomes_in(live, now, live_schedules, attempts, held=held)
    # Many workshops follow one revision.
    revisions = {each.revision_id: each.revision for each in workshops if each.id in kept}
    demands = {key: demands_of(course_of(revision)) for key, revision in revisions.items()}
    for each in workshops:
        if each.id in kept:
            outcomes |= kept[each.id].seats.outcomes(demands[each.revision_id])
    held |= {key: each.seats.held for key, each in kept.items()}
    return Facts(workshops, schedules, places, held, outcomes, kept, live, attempts)
