"""Reading what somebody has to do now, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.cards.queries_news import News, WaitingCard, news_for, waiting_in
from lms.database import db
from lms.people.models import Person, Standing
from lms.people.secrets import fingerprint
from lms.people.throttling import guessed_at
from lms.today.learning import Learning, learning
from lms.today.organising import NextTask, Organising, next_task, organising, programs_of
from lms.today.places import places_of, reach_in
from lms.today.rules import in_order
from lms.today.teaching import TeachingPart, chosen, teaching
from lms.workshops.models import Enrolment, Program, StaffInvitation, Workshop
from lms.workshops.organisers.models import ProgramInvitation
from lms.workshops.organisers.queries import programs_that_ask
from lms.workshops.queries import schedules_of, spans_of
from lms.workshops.reach import Reach
from lms.workshops.staff.queries import invitations_of

MAX_READ_WHOLE = 10
"""So many workshops are read with all their meetings; of more those alone that are shown."""


@dataclass(frozen=True)
class HomePage:
    """All that a person does: any part may be empty. `task` is for who only organises.

    `guessed_at`: the names of participants whose PIN somebody tries to guess, for their staff.
    """

    learning: Learning | None
    other_places: tuple[Workshop, ...]
    teaching: TeachingPart | None
    organising: tuple[Organising, ...]
    task: NextTask | None
    cards: tuple[News, ...] = ()
    cards_elsewhere: tuple[WaitingCard, ...] = ()
    invitations: tuple[StaffInvitation, ...] = ()
    asked_to_organise: tuple[ProgramInvitation, ...] = ()
    guessed_at: tuple[str, ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether there is something to be told before everything else."""
        told = (self.cards, self.cards_elsewhere, self.invitations, self.asked_to_organise)
        return any(told) or bool(self.guessed_at)


def home_of(
    person: Person, now: datetime, web_session_id: int | None = None, asked_page: int = 1
) -> HomePage:
    """A person's home, in a constant number of statements; `asked_page` of workshops she runs."""
    places = places_of(person)
    learns = {p.workshop.id: p for p in places if p.enrolment is not None}
    teaches = {p.workshop.id: p for p in places if p.role is not None}
    programs, workshops = programs_of(person)
    newest = max((p.enrolment for p in learns.values() if p.enrolment), key=_age, default=None)
    everything = {each.id: each for each in [*(p.workshop for p in places), *workshops]}
    read_whole = len(everything) <= MAX_READ_WHOLE
    schedules = schedules_of(everything.values(), newest) if read_whole else {}
    spans = {key: schedule.span for key, schedule in schedules.items()}
    if not read_whole:
        spans = spans_of(everything.values(), newest)
    mine = in_order({key: spans[key] for key in learns}, now)
    staffed = in_order({key: spans[key] for key in teaches}, now)
    choice = chosen([teaches[key] for key in staffed], spans, now, asked_page)
    if not read_whole:
        needed = [*mine[:1], *(p.workshop.id for p in (choice.needed if choice else ()))]
        schedules = schedules_of([everything[key] for key in dict.fromkeys(needed)], newest)
    organised = organising(programs, workshops, spans, now)
    return HomePage(
        learning=learning(learns[mine[0]], schedules, newest, now) if mine else None,
        other_places=tuple(learns[key].workshop for key in mine[1:]),
        teaching=teaching(choice, schedules, now) if choice else None,
        organising=organised,
        task=None if mine or staffed else next_task(organised),
        cards=tuple(news_for(person, web_session_id, now)),
        cards_elsewhere=tuple(_cards_elsewhere(person, programs, now)),
        invitations=tuple(invitations_of(person)) if person.password_hash else (),
        asked_to_organise=tuple(programs_that_ask(person)),
        guessed_at=_guessed_at([*teaches, *(each.id for each in workshops)], now),
    )


def _guessed_at(workshop_ids: Sequence[int], now: datetime) -> tuple[str, ...]:
    """Who of these workshops had many wrong tries over the last day, by name."""
    hashes = guessed_at(now) if workshop_ids else set()
    if not hashes:
        return ()
    rows = db.session.execute(
        select(Person.name, Person.participant_code)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.workshop_id.in_(workshop_ids), Person.participant_code.is_not(None))
        .order_by(Person.name)
        .distinct()
    )
    return tuple(name for name, code in rows if fingerprint(code or "") in hashes)


def _cards_elsewhere(
    person: Person, programs: Sequence[Program], now: datetime
) -> list[WaitingCard]:
    """Cards that wait of people in the programs she organises; an administrator has all."""
    if not programs or person.standing is Standing.ADMINISTRATOR:
        return []
    return waiting_in([program.id for program in programs], person.id, now)


def reach_at_hand(person: Person, now: datetime) -> Reach | None:
    """Her workshop that matters now, for pages that belong to none."""
    places = places_of(person)
    shown = {p.workshop.id: p for p in places if p.role is not None}
    shown = shown or {p.workshop.id: p for p in places}
    order = list(shown)
    if len(order) > 1:
        order = in_order(spans_of(place.workshop for place in shown.values()), now)
    for first in order[:1]:
        return reach_in(shown[first].workshop, shown[first].enrolment, shown[first].role)
    return None


def _age(enrolment: Enrolment) -> tuple[datetime, int]:
    return enrolment.enrolled_at, enrolment.id
