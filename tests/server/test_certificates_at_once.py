"""Several organisers who issue at the same instant: no number is left out or given twice."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from http.client import HTTPException
from threading import Barrier

import pytest
from sqlalchemy import select

from lms.attendance.rules import Presence
from lms.certificates.models import Certificate
from lms.database import db
from lms.workshops.models import Enrolment
from tests.certificates.samples import a_setup
from tests.factories import PASSWORD, a_person, a_workshop, an_enrolment, an_organiser
from tests.results.factories import an_attempt, presences
from tests.server.visitor import Visitor

pytestmark = pytest.mark.server

PEOPLE, ORGANISERS = 12, 4


@pytest.fixture
def over():
    """A workshop of years ago in which everybody has passed."""
    workshop = a_workshop(first_day=date(2020, 1, 6))
    a_setup(workshop.program)
    for n in range(PEOPLE):
        enrolment = an_enrolment(workshop, a_person(f"Peserta {n:02}"))
        presences(enrolment, *[Presence.PRESENT] * 10)
        an_attempt(enrolment, "tes-akhir", *[1] * 8, *[0] * 2)
    return workshop


@pytest.fixture
def organisers(server, over):
    emails = [an_organiser(over.program).email for _each in range(ORGANISERS)]
    db.session.rollback()
    opened = [Visitor(server.port) for _each in emails]
    for visitor, email in zip(opened, emails, strict=True):
        visitor.sign_in(email, PASSWORD).get("/profile")
    yield opened
    for each in opened:
        each.close()


def all_at_once(visitors, forms):
    """Send each visitor's form at the same instant."""
    together = Barrier(len(visitors))

    def send(visitor, form):
        together.wait(10)
        path, fields = form
        return visitor.post(path, **fields).status

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(send, visitors, forms))


def kept():
    """The certificates in the order of their numbers."""
    db.session.rollback()
    return db.session.scalars(select(Certificate).order_by(Certificate.sequence)).all()


def test_numbers_have_no_gaps_and_nobody_gets_two(over, organisers):
    address = f"/w/{over.slug}/certificates"
    people = db.session.scalars(select(Enrolment.id).order_by(Enrolment.id)).all()
    db.session.rollback()
    halves = [people[:8], people[4:], people[::2], people]

    issued = all_at_once(
        organisers, [(address, {"kind": "certificate", "enrolment": half}) for half in halves]
    )

    assert issued == [303] * ORGANISERS
    assert [each.sequence for each in kept()] == list(range(1, PEOPLE + 1))
    assert sorted(each.enrolment_id for each in kept()) == people

    ids = [each.id for each in kept()]
    db.session.rollback()
    ways = ("reissue", "reissue", "revoke", "reissue")
    targets = (ids[0], ids[1], ids[2], ids[0])
    answers = all_at_once(
        organisers,
        [
            (f"{address}/{target}/{way}", {"reason": "Nama salah"})
            for target, way in zip(targets, ways, strict=True)
        ],
    )

    assert sorted(answers) == [303, 303, 303, 409]  # one of two that replace the same comes late
    assert [each.sequence for each in kept()] == list(range(1, PEOPLE + 3))
    valid = [each.enrolment_id for each in kept() if each.is_valid]
    assert len(valid) == len(set(valid)) == PEOPLE - 1


def test_a_server_killed_in_between_leaves_no_gap(server, over, organisers):
    address = f"/w/{over.slug}/certificates"
    people = db.session.scalars(select(Enrolment.id).order_by(Enrolment.id)).all()
    db.session.rollback()
    organisers[0].post(address, kind="certificate", enrolment=people)
    for _each in range(4):
        valid = [each.id for each in kept() if each.is_valid]
        db.session.rollback()
        together = Barrier(ORGANISERS + 1)
        with ThreadPoolExecutor(ORGANISERS) as pool:
            for visitor, target in zip(organisers, valid, strict=False):
                pool.submit(_reissue, visitor, f"{address}/{target}/reissue", together)
            together.wait(10)
            server.kill_workers()

    assert [each.sequence for each in kept()] == list(range(1, len(kept()) + 1))
    assert sorted(each.enrolment_id for each in kept() if each.is_valid) == people


def _reissue(visitor, path, together):
    together.wait(10)
    with suppress(OSError, HTTPException):  # killed before it could answer
        visitor.post(path, reason="Nama salah")
