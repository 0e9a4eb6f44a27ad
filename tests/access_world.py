"""People of every role in one workshop, and a second one where they are strangers."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from lms.access import Role
from lms.attendance.models import SheetPhoto
from lms.database import db
from lms.discussion.models import Reply, Topic
from lms.discussion.rules import TopicKind
from lms.enrolment.importing.drafts import save_draft
from lms.enrolment.importing.lists import Listed
from lms.excuses.models import Excuse
from lms.excuses.rules import ExcuseKind
from lms.extensions.models import ExtensionRequest
from lms.messages.stopping import stop_token
from lms.people.models import ActivationCard, Person
from lms.practice.booklet.rules import code_of
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.privacy.models import ErasureRequest
from lms.publishing.models import CourseAttachment
from lms.quizzes.attempts.models import Answer, Attempt, Delivery
from lms.uploads.models import Upload
from lms.uploads.rules import FileKind, Purpose
from lms.workshops.models import (
    Meeting,
    ProgramOrganiser,
    Staff,
    StaffInvitation,
    StaffRole,
    Workshop,
)
from lms.workshops.organisers.models import ProgramInvitation
from lms.workshops.seating.models import Waiting
from tests.certificates.samples import a_certificate
from tests.constants import NOW
from tests.factories import (
    a_colleague,
    a_cooperative,
    a_person,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)
from tests.freezing.samples import a_frozen_report


@dataclass(frozen=True)
class World:
    """Who there is, and values for every argument of a route, of the own and of the other side."""

    people: dict[Role, Person | None]
    neighbour: Person
    own: dict[str, Any]
    other: dict[str, Any]


def a_world() -> World:
    """Two workshops in two programs, with everything in them that an address can name."""
    own, other = a_workshop(), a_workshop()
    participant = a_person(cooperative=a_cooperative())
    people: dict[Role, Person | None] = {
        Role.ANONYMOUS: None,
        Role.MEMBER: a_person(),
        Role.PARTICIPANT: participant,
        Role.ASSISTANT: a_staff_member(own, StaffRole.ASSISTANT),
        Role.TRAINER: a_staff_member(own),
        Role.ORGANISER: an_organiser(own.program),
        Role.ADMINISTRATOR: an_administrator(),
    }
    neighbour = a_person()
    an_enrolment(own, neighbour)
    return World(
        people,
        neighbour,
        _values(own, participant),
        _values(other, a_person(cooperative=a_cooperative())),
    )


def _values(workshop: Workshop, participant: Person) -> dict[str, Any]:
    enrolment = an_enrolment(workshop, participant)
    open_attempt = Attempt(
        enrolment=enrolment,
        quiz_id="kuis-1",
        number=1,
        revision_id=workshop.revision_id,
        seed=1,
        question_ids=["h1-p1", "k1-2", "k1-3", "k1-4"],
        started_at=NOW,
    )
    handed_in = Attempt(
        enrolment=enrolment,
        quiz_id="kuis-2",
        number=1,
        revision_id=workshop.revision_id,
        seed=1,
        question_ids=["k2-1", "k2-2"],
        started_at=NOW,
        handed_in_at=NOW,
    )
    essay = Answer(
        attempt=handed_in, position=2, question_id="k2-2", answer="Dihitung.", points=Fraction(1)
    )
    practised = ExerciseTry(
        enrolment_id=enrolment.id,
        exercise_id="h1-p1",
        number=1,
        revision_id=workshop.revision_id,
        seed=1,
        answer="1",
        credit=Fraction(0),
        answered_at=NOW,
    )
    trainer = a_staff_member(workshop)
    staff = db.session.scalars(select(Staff).filter_by(person_id=trainer.id)).one()
    meeting = db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)).first()
    assert meeting is not None
    waits = Waiting(workshop_id=workshop.id, person=a_person(), place=1, since=NOW)
    db.session.add(waits)
    listed = Listed([["nama"], ["Peserta Baru"]])
    draft = save_draft(workshop, listed, "daftar.csv", NOW, trainer.id)
    upload = Upload(
        token=f"{workshop.id:032x}",
        workshop=workshop,
        owner=participant,
        purpose=Purpose.ANSWER,
        kind=FileKind.PHOTO,
        size=1,
        sha256="",
        kept_at=NOW,
    )
    excuse = Excuse(
        meeting=meeting,
        enrolment=enrolment,
        kind=ExcuseKind.SICK,
        reason="Demam",
        asked_at=NOW,
    )
    sheet = Upload(
        token=f"{workshop.id + 1000:032x}",
        workshop=workshop,
        owner=trainer,
        purpose=Purpose.SHEET,
        kind=FileKind.PHOTO,
        size=1,
        sha256="",
        kept_at=NOW,
    )
    photo = SheetPhoto(meeting_id=meeting.id, upload=sheet, added_at=NOW)
    before = a_workshop(program=workshop.program, number=0)
    asked, earlier = (
        Topic(
            workshop_id=each.id,
            kind=TopicKind.QUESTION,
            author_id=participant.id,
            text="Apa itu QRIS?",
            html="<p>Apa itu QRIS?</p>",
            at=NOW,
            pinned_at=NOW,
            answered_at=None if each is workshop else NOW,
        )
        for each in (workshop, before)
    )
    db.session.add_all([open_attempt, essay, practised, upload, excuse, photo, asked, earlier])
    db.session.flush()
    late = Delivery(
        attempt_id=open_attempt.id,
        receipt="KODE-1234",
        delivered_at=NOW,
        taken=1,
        left_out=0,
        late=True,
    )
    db.session.add(late)
    db.session.flush()
    reply = Reply(
        topic_id=asked.id,
        author_id=participant.id,
        by_staff=False,
        text="Kode.",
        html="<p>Kode.</p>",
        at=NOW,
    )
    card = ActivationCard(
        person_id=participant.id,
        secret_hash="",
        issued_at=NOW,
        issued_by_id=trainer.id,
        expires_at=NOW + timedelta(days=30),
    )
    invitation = StaffInvitation(
        workshop_id=workshop.id,
        person=a_colleague(),
        role=StaffRole.TRAINER,
        name="Yang Diminta",
        email="diminta@example.org",
        invited_by_id=trainer.id,
        invited_at=NOW,
    )
    asked_to_organise = ProgramInvitation(
        program_id=workshop.program_id, email="penyelenggara-lain@example.org", invited_at=NOW
    )
    erasure = ErasureRequest(person=participant, asked_at=NOW)
    organises = ProgramOrganiser(program_id=workshop.program_id, person=a_colleague())
    more_time = ExtensionRequest(enrolment=enrolment, asked_at=NOW)
    booklet = PracticeSitting(
        enrolment_id=enrolment.id,
        number=1,
        day=NOW.date(),
        revision_id=workshop.revision_id,
        choices=[],
        begun_at=NOW,
        on_paper=True,
    )
    certificate = a_certificate(enrolment)
    db.session.add_all(
        [reply, card, invitation, asked_to_organise, organises, erasure, more_time, booklet]
    )
    frozen = a_frozen_report(workshop)
    a_frozen_report(workshop.program)
    attached = CourseAttachment(
        fingerprint=f"{workshop.id:064x}",
        name="tabel.csv",
        media_type="text/csv",
        content=b"1;2",
        kept_at=NOW,
    )
    db.session.add(attached)
    db.session.commit()
    return {
        "workshop_slug": workshop.slug,
        "program_slug": workshop.program.slug,
        "revision_id": workshop.revision_id,
        "enrolment_id": enrolment.id,
        "meeting_id": meeting.id,
        "skill_id": "tabel-anggota",
        "waiting_id": waits.id,
        "staff_id": staff.id,
        "card_id": card.id,
        "code": code_of(booklet.id),
        "version": frozen.version,
        "certificate_id": certificate.id,
        "verification": certificate.code,
        "invitation_id": invitation.id,
        "erasure_id": erasure.id,
        "asked_id": asked_to_organise.id,
        "organiser_id": organises.id,
        "request_id": more_time.id,
        "topic_id": asked.id,
        "reply_id": reply.id,
        "earlier_id": earlier.id,
        "excuse_id": excuse.id,
        "stop_token": stop_token(participant),
        "attempt_id": open_attempt.id,
        "delivery_id": late.id,
        "answer_id": essay.id,
        "token": draft.token,
        "upload_token": upload.token,
        "photo_id": photo.id,
        "fingerprint": attached.fingerprint,
        "file_name": attached.name,
        "session_id": 0,
        "link": "1.1.forged",
        "claim": "1.1.forged",
        "person_id": participant.id,
        "address": "none.css",
        "lesson_id": "h1-l1",
        "exercise_id": "h1-p1",
        "quiz_id": "kuis-1",
        "question_id": "k1-4",
        "snippet_id": 0,
        "cooperative_id": participant.cooperative_id,
        "figure_key": "came",
        "guide": "trainer",
        "language": "id",
        "day": 1,
        "asked_day": 30,
        "position": 1,
        "number": 1,
        "place": 1,
        "practised_id": "h1-p1",
    }


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Return every route with its method."""
    return [(rule, (rule.methods - {"HEAD", "OPTIONS"}).pop()) for rule in app.url_map.iter_rules()]
