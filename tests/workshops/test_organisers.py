"""Several organisers run one program."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import Standing
from lms.workshops.models import ProgramOrganiser
from lms.workshops.organisers.models import ProgramInvitation
from tests.constants import NOW
from tests.factories import a_colleague, a_program, an_organiser


@pytest.fixture
def program(app, at):
    with app.app_context():
        yield a_program(slug="denpasar", title="Go Digital Denpasar")


@pytest.fixture
def first(app, program):
    """The browser of who organises it."""
    return app.test_client().sign_in(
        an_organiser(program, a_colleague(standing=Standing.ORGANISER))
    )


@pytest.fixture
def second(app):
    """A colleague who organises another program."""
    return a_colleague("Ni Putu Contoh", email="putu@example.org", standing=Standing.ORGANISER)


def ask(browser, email="putu@example.org"):
    return browser.post("/programs/denpasar/organisers", data={"email": email})


def answer(app, person, word):
    asked = db.session.scalars(select(ProgramInvitation)).one()
    return (
        app.test_client()
        .sign_in(person)
        .post(f"/program-invitations/{asked.id}", data={"answer": word})
    )


def actions():
    return [each.action for each in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_who_says_yes_organises_the_program_and_the_trail_tells_it(app, first, second):
    assert ask(first).status_code == 303
    theirs = app.test_client().sign_in(second)
    assert "Go Digital Denpasar" in theirs.get("/").text
    assert theirs.get("/programs/denpasar").status_code == 404

    assert answer(app, second, "yes").location == "/programs/denpasar"

    assert theirs.get("/programs/denpasar").status_code == 200
    assert actions() == ["organiser.invite", "organiser.add"]
    assert "Ni Putu Contoh" in first.get("/programs/denpasar/changes").text


def test_nobody_is_told_whether_an_email_is_known(first, second):
    known, unknown = ask(first), ask(first, "tidak-ada@example.org")

    assert known.status_code == unknown.status_code == 303
    page = first.get("/programs/denpasar/organisers").text
    assert "Ni Putu Contoh" not in page
    assert "tidak-ada@example.org" in page


def test_who_is_no_organiser_by_role_stays_asked(app, first):
    trainer = a_colleague(email="putu@example.org")
    ask(first)

    assert answer(app, trainer, "yes").status_code == 409
    assert db.session.scalars(select(ProgramInvitation)).one()


def test_who_says_no_is_asked_no_longer(app, first, second):
    ask(first)

    answer(app, second, "no")

    assert db.session.scalar(select(ProgramInvitation)) is None
    assert actions() == ["organiser.invite", "organiser.uninvite"]


def test_somebody_else_cannot_answer(app, first, second):
    ask(first)

    stranger = a_colleague(email="lain@example.org", standing=Standing.ORGANISER)
    assert answer(app, stranger, "yes").status_code == 404


def test_an_organiser_is_removed_again_but_never_the_last(app, program, first, second):
    an_organiser(program, second)
    rows = {each.person_id: each.id for each in db.session.scalars(select(ProgramOrganiser))}
    path = "/programs/denpasar/organisers/{}/remove"
    assert "Ni Putu Contoh" in first.get(path.format(rows[second.id])).text

    assert first.post(path.format(rows.pop(second.id))).status_code == 303
    assert app.test_client().sign_in(second).get("/programs/denpasar").status_code == 404
    [last] = rows.values()
    assert first.post(path.format(last)).status_code == 409
    assert actions() == ["organiser.remove"]


def test_of_organisers_removed_at_once_one_stays(app, program, first):
    for number in range(5):
        email = f"panitia-{number}@example.org"
        an_organiser(program, a_colleague(email=email, standing=Standing.ORGANISER))
    rows = db.session.scalars(select(ProgramOrganiser.id)).all()
    cookie = first.get_cookie("lms").value
    barrier = Barrier(len(rows))
    db.session.commit()

    def remove(row):
        browser = FlaskClient(app, app.response_class)
        browser.set_cookie("lms", cookie)
        barrier.wait(10)
        browser.post(f"/programs/denpasar/organisers/{row}/remove")

    with ThreadPoolExecutor(len(rows)) as pool:
        list(pool.map(remove, rows))

    db.session.rollback()
    assert db.session.scalars(select(ProgramOrganiser)).all()


def test_whoever_is_asked_twice_is_told_so(first, second):
    ask(first)

    response = ask(first, "PUTU@example.org")

    assert response.status_code == 422
    assert db.session.scalars(select(ProgramInvitation)).one().invited_at == NOW
