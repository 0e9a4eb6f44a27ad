"""Lists that wait for the organiser: kept, understood, decided about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from lms.database import db
from lms.enrolment.importing.columns import Header, header_of
from lms.enrolment.importing.lists import Listed
from lms.enrolment.importing.models import ImportDraft
from lms.enrolment.importing.plan import ImportPlan
from lms.enrolment.importing.queries import (
    free_seats_of,
    places_seen,
    whole_program,
    workshops_beside,
)
from lms.enrolment.importing.reading import ParticipantList, read_participants
from lms.enrolment.importing.service import CHANGED, Enrolled, carry_out, plan_for
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.people.secrets import draw_token
from lms.people.service import all_agree_to_messages
from lms.workshops.models import Handout, Workshop
from lms.workshops.seating.service import lock_seats

DRAFTS_KEPT = timedelta(days=1)
MAX_CHOICE_LENGTH = 40
PEOPLE_IN_A_TURN = 100
"""So many are enrolled before others write; it takes some 20 ms."""
MAX_WAITING = 5
"""So many waiting lists are shown."""
_DOUBTS = ("row-", "person-", "cooperative-", "district-", "workshop-")


@dataclass(frozen=True)
class Choices:
    """What the organiser says about a list.

    `columns` what they hold by index as text, None while she has not said; `whole_program` whether
    all workshops of the program are meant; `decisions` the choice by doubt.
    """

    columns: Mapping[str, str] | None
    whole_program: bool
    decisions: Mapping[str, str]


@dataclass
class PlannedImport:
    """An import that was planned while others write, and is done in turns between their writes.

    `seen` is what the places of the program looked like, when it was planned or after a turn.
    """

    turns: list[ImportPlan]
    seen: tuple[int, ...]
    source: str


def save_draft(
    workshop: Workshop, listed: Listed, file_name: str, now: datetime, actor_id: int
) -> ImportDraft:
    """Keep a list until the organiser decides. Raises Invalid if it holds no participants.

    If its columns are not understood she is asked what they hold.
    """
    if header_of(listed.rows).has_names:
        read_participants(listed)
    db.session.execute(delete(ImportDraft).where(ImportDraft.uploaded_at < now - DRAFTS_KEPT))
    draft = ImportDraft(
        token=draw_token(),
        workshop_id=workshop.id,
        uploaded_by_id=actor_id,
        uploaded_at=now,
        file_name=file_name[:200],
        rows=listed.to_json(),
        choices={},
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def draft_in(workshop: Workshop, token: str) -> ImportDraft:
    """A list that waits in this workshop. Raises NotFound."""
    draft: ImportDraft | None = db.session.scalar(
        select(ImportDraft).where(
            ImportDraft.token == token, ImportDraft.workshop_id == workshop.id
        )
    )
    if draft is None:
        raise NotFound(_("This list is not waiting any more. Look at the participants."))
    return draft


def drafts_in(workshop: Workshop) -> Sequence[ImportDraft]:
    """The lists that wait in this workshop, the newest first."""
    return db.session.scalars(
        select(ImportDraft)
        .where(ImportDraft.workshop_id == workshop.id)
        .order_by(ImportDraft.uploaded_at.desc(), ImportDraft.id.desc())
        .limit(MAX_WAITING)
    ).all()


def choices_of(draft: ImportDraft) -> Choices:
    """What was said about a list so far."""
    to_json = draft.choices
    return Choices(
        to_json.get("columns"), bool(to_json.get("whole_program")), to_json.get("decisions") or {}
    )


def choose_columns(draft: ImportDraft, columns: Mapping[str, str]) -> None:
    """Say what the columns hold; what was decided about rows is asked again if that changes.

    Raises Invalid if the list cannot be read so; nothing is changed then.
    """
    read_participants(list_of(draft), columns)
    if columns != draft.choices.get("columns"):
        _keep(draft, columns=dict(columns))


def choose_scope(draft: ImportDraft, *, whole_program: bool) -> None:
    """Say whether the list is for all workshops of the program."""
    _keep(draft, whole_program=whole_program)


def decide(draft: ImportDraft, decisions: Mapping[str, str]) -> None:
    """Keep decisions about rows, by doubt; anything else in `decisions` is passed over."""
    to_json = {**(draft.choices.get("decisions") or {}), **only_decisions(decisions)}
    if to_json:
        _keep(draft, decisions=to_json)


def only_decisions(form: Mapping[str, str]) -> dict[str, str]:
    """Those fields of a form that decide doubts."""
    return {
        name: value
        for name, value in form.items()
        if name.startswith(_DOUBTS) and len(name) + len(value) <= MAX_CHOICE_LENGTH
    }


def _keep(draft: ImportDraft, **said: Any) -> None:
    draft.choices = {**draft.choices, **said}
    db.session.flush()


def list_of(draft: ImportDraft) -> Listed:
    """The list of a draft, as it was read."""
    return Listed.from_json(draft.rows)


def header_in(draft: ImportDraft) -> Header:
    """The column names of a draft, as understood so far."""
    return header_of(list_of(draft).rows, draft.choices.get("columns"))


def participants_of(draft: ImportDraft) -> ParticipantList:
    """The rows of a draft, as understood."""
    return read_participants(list_of(draft), draft.choices.get("columns"))


def plan_of(
    draft: ImportDraft,
    workshop: Workshop,
    people: ParticipantList,
    more: Mapping[str, str] | None = None,
) -> ImportPlan:
    """What importing a draft would do now, with `more` decisions than it keeps."""
    choices = choices_of(draft)
    free_seats = whole_program(workshop) if choices.whole_program else free_seats_of(workshop)
    decisions = {**choices.decisions, **only_decisions(more or {})}
    return plan_for(workshop, people.rows, free_seats=free_seats, decisions=decisions)


def planned_import(
    draft: ImportDraft, workshop: Workshop, more: Mapping[str, str]
) -> PlannedImport:
    """Plan the import of a draft with `more` decisions than it keeps. Call it while `reading`."""
    seen = places_seen(workshop.program_id)  # first: what changes while it is planned is noticed
    plan = plan_of(draft, workshop, participants_of(draft), more)
    return PlannedImport(plan.turns(PEOPLE_IN_A_TURN), seen, draft.file_name)


def import_turn(
    planned: PlannedImport,
    turn: ImportPlan,
    workshop: Workshop,
    *,
    now: datetime,
    actor_id: int,
    agreed: bool = False,
) -> Enrolled:
    """Enrol the people of one turn.

    `agreed`: the organiser says that everybody in the list has agreed to be written to. It is noted
    for the new people; whoever was known before has had her own say.

    Raises Conflict as `enrol_rows`, and if places of the program have changed since it was planned.
    """
    workshops = workshops_beside(workshop) if turn.free_seats.are_all else [workshop]
    lock_seats(workshops)
    if places_seen(workshop.program_id) != planned.seen:
        raise Conflict(CHANGED)
    enrolled = carry_out(turn, workshops, now=now, actor_id=actor_id, source=planned.source)
    if agreed:
        all_agree_to_messages([person.id for person in enrolled.created], now, actor_id)
    planned.seen = places_seen(workshop.program_id)
    return enrolled


def finish_draft(handout: Handout, draft: ImportDraft, enrolled: Enrolled) -> None:
    """Let a draft go after its import; new people with a seat, who need a card, are handed out.

    It goes on waiting, under another token, for rows that are not decided.
    """
    handout.person_ids = [person.id for person in enrolled.new_with_seat]
    if enrolled.held:
        draft.token = draw_token()  # this one is the handout's now
    else:
        db.session.delete(draft)
