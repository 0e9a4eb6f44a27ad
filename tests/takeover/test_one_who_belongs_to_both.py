"""Of a person of two programs, the staff of one change neither name nor contacts nor PIN."""

import pytest
from sqlalchemy import select

from lms.database import db
from lms.workshops.models import Enrolment, Meeting
from tests.factories import an_administrator, an_organiser
from tests.takeover.conftest import kept_of

OTHER = {"name": "Orang Lain", "phone": "0811 1111 111", "email": "lain@example.org"}


@pytest.mark.parametrize("slug", ["theirs", "hers"])
def test_neither_office_corrects_her_data(app, organiser, made, both, hers, slug):
    desk = organiser if slug == "theirs" else app.test_client().sign_in(an_organiser(hers.program))
    enrolment = db.session.scalars(
        select(Enrolment).join(Enrolment.workshop).where(Enrolment.workshop.has(slug=slug))
    ).one()
    before = kept_of(made)

    shown = desk.get(f"/w/{slug}/people/{enrolment.id}")
    refused = desk.post(f"/w/{slug}/people/{enrolment.id}", data=OTHER)

    assert refused.status_code == 403
    assert kept_of(made) == before
    assert 'name="email"' not in shown.text


def test_an_administrator_may(app, made, both):
    admin = app.test_client().sign_in(an_administrator())

    assert admin.post(f"/w/theirs/people/{both.id}", data=OTHER).status_code == 303
    assert kept_of(made)["name"] == "Orang Lain"


def test_matching_a_walk_in_with_her_brings_neither_a_phone_nor_a_sign_in(
    app, assistant, organiser, theirs, both, made
):
    made.phone = ""
    db.session.commit()
    meeting = db.session.scalars(select(Meeting).filter_by(workshop_id=theirs.id)).first()
    data = {"name": "Made S", "cooperative": "", "phone": "0811 1111 111"}
    assistant.post(f"/w/theirs/attendance/{meeting.id}/door", data=data)
    walked_in = db.session.scalars(
        select(Enrolment).where(Enrolment.walked_in_at.is_not(None))
    ).one()
    intruder = app.test_client().sign_in(walked_in.person)

    answer = organiser.post(
        f"/w/theirs/people/{walked_in.id}/match?q=Made", data={"person": made.id}
    )

    assert answer.status_code == 303
    assert kept_of(made)["phone"] == ""
    assert intruder.get("/devices").status_code == 303


def test_nobody_notes_for_her_that_she_may_be_written_to(assistant, made, both):
    answer = assistant.post(f"/w/theirs/messages/agree/{both.id}")

    db.session.expire_all()
    assert answer.status_code == 403
    assert not made.may_be_written_to
