"""Every route that takes a person × the staff of a program × people of two programs.

A new route that takes a person fails until it stands in the table: what the staff of one program
get there of somebody who belongs to another program as well. Of somebody who belongs to the other
one alone nothing is found (for ids in addresses: tests/house/test_access.py; here for forms).
"""

import pytest
from sqlalchemy import select

from lms.access import Role
from lms.cards.queries import judged
from lms.cards.rules import CardFitness
from lms.database import db
from lms.people.models import ActivationCard, Person
from lms.workshops.models import Enrolment
from lms.workshops.seating.models import Waiting
from tests.access_table import MAY_ENTER
from tests.access_world import a_world, routes
from tests.constants import NOW
from tests.factories import an_enrolment
from tests.takeover.conftest import TOKEN, kept_of

TAKES_A_PERSON = {
    *("enrolment_id", "waiting_id", "person_id", "staff_id", "attempt_id", "answer_id"),
    "certificate_id",
}
BY_FORM = {
    "cards.make",
    "certificates.issue",
    "messages.send",
    "seats.record_guest",
    "seats.walk_in",
    "workshops.add_staff",
    "enrolment.enrol_person",
    "enrolment.import_confirm",
    "enrolment.upload_list",
}
"""They take a person by what is typed or ticked."""
AS_OF_ANYBODY = {
    "booklet.make_one",
    "booklet.print_one",
    "messages.written",
    "overview.reminded",
    "plans.asked",
    "plans.of_person",
    "signoffs.person",
    "signoffs.record_person",
    "certificates.one",
    "certificates.print_one",
    "certificates.reissue",
    "certificates.revoke",
    "cards.ask",
    "cards.make_one",
    "cards.refuse",
    "grading.answer",
    "grading.answers",
    "grading.grade",
    "quizzes.attempt",
    "quizzes.give_time_to",
    "quizzes.judge",
    "seats.ask_delete",
    "seats.ask_match",
    "seats.ask_substitute",
    "seats.ask_transfer",
    "seats.ask_undo_substitute",
    "seats.change_waiting",
    "seats.delete",
    "seats.history",
    "seats.keep",
    "seats.match",
    "seats.substitute",
    "seats.transfer",
    "seats.undo_substitute",
    "seats.waiting",
    "workshops.ask_remove",
    "enrolment.ask_withdraw",
    "enrolment.enrol_again",
    "enrolment.person",
    "workshops.remove_staff",
    "enrolment.withdraw",
    *BY_FORM,
}
"""What is done here concerns her place in this program: her name, contacts and PIN stay."""
REFUSED = {"messages.note_consent", "enrolment.save_person"}
"""Here they would change what is hers in all programs."""
FOR_OTHERS = {
    "administration.change_standing",
    "administration.close",
    "administration.end_second_step",
    "seats.ask_merge",
    "seats.merge",
    "administration.give_password",
    "administration.person",
    "certificates.own_badge",
    "certificates.own_file",
    "quizzes.check",
    "quizzes.deliver",
    "quizzes.hand_in",
    "quizzes.question",
    "quizzes.result",
    "quizzes.save",
    "quizzes.sheet",
    "quizzes.see_marks",
}
"""Of administrators, and of participants themselves."""
STAFF = (Role.ASSISTANT, Role.TRAINER, Role.ORGANISER)


def concerned(app):
    """Return the routes that take a person, in their order."""
    return [
        (rule, method)
        for rule, method in routes(app)
        if rule.arguments & TAKES_A_PERSON or rule.endpoint in BY_FORM
    ]


def everything_typed(person, enrolment):
    """Return a form that says of her whatever a route may ask for."""
    return {
        "token": TOKEN,
        "name": "Orang Lain",
        "phone": "0811 1111 111",
        "email": "lain@example.org",
        "position": "Lain",
        "cooperative": "Koperasi Lain",
        "reason": "Sebab",
        "person": person.id,
        "from_day": "3",
        "do": "remove",
        "present": enrolment.id,
        "enrolment": enrolment.id,
        "replace": "yes",
        "presence": "present",
        "role": "trainer",
        "pin": "846207",
        "again": "846207",
    }


def good_cards(person):
    cards = db.session.scalars(select(ActivationCard).filter_by(person_id=person.id))
    return [card for card in cards if judged(card, NOW).fitness is CardFitness.GOOD]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def of_both(world):
    """The participant of the other program, as one who takes part here as well."""
    her = db.session.get_one(Person, world.other["person_id"])
    own = db.session.get_one(Enrolment, world.own["enrolment_id"])
    card = db.session.get_one(ActivationCard, world.own["card_id"])
    waits = db.session.get_one(Waiting, world.own["waiting_id"])
    here = an_enrolment(own.workshop, her)
    card.person_id, waits.person_id = her.id, her.id
    db.session.commit()
    return here


def test_the_table_names_every_route_that_takes_a_person(app):
    named = {rule.endpoint for rule, _method in concerned(app)}

    assert named == AS_OF_ANYBODY | REFUSED | FOR_OTHERS


def test_nobody_changes_what_is_hers_in_both(app, world, of_both):
    her = of_both.person
    before = kept_of(her)
    values = {**world.own, "enrolment_id": of_both.id, "person_id": her.id}
    adapter = app.url_map.bind("localhost")
    for rule, method in concerned(app):
        if rule.endpoint == "seats.delete":  # the next route would find nobody: below
            continue
        address = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for role in STAFF:
            browser = app.test_client().sign_in(world.people[role])
            sent = everything_typed(her, of_both) if method == "POST" else None
            answer = browser.open(address, method=method, data=sent)
            what = f"{method} {rule.endpoint} as {role}"
            if rule.endpoint in REFUSED or role not in MAY_ENTER[rule.endpoint]:
                assert answer.status_code in {403, 404}, f"{what}: {answer.status_code}"
            assert kept_of(her) == before, what
            assert good_cards(her) == [], what


def test_deleting_her_place_here_leaves_no_card_that_opens_her_account(app, world, of_both):
    her, before = of_both.person, kept_of(of_both.person)
    browser = app.test_client().sign_in(world.people["organiser"])

    db.session.delete(db.session.get_one(Waiting, world.own["waiting_id"]))
    db.session.commit()
    place = f"/w/{of_both.workshop.slug}/people/{of_both.id}"
    browser.post(f"{place}/card", data=everything_typed(her, of_both))
    answer = browser.post(f"{place}/delete", data={"reason": "Salah daftar."})

    assert answer.status_code == 303
    assert kept_of(her) == before
    assert good_cards(her) == []


def test_nobody_reaches_who_belongs_to_the_other_alone(app, world):
    her = db.session.get_one(Person, world.other["person_id"])
    place = db.session.get_one(Enrolment, world.other["enrolment_id"])
    before, places = kept_of(her), [place.id]
    adapter = app.url_map.bind("localhost")
    for rule, method in concerned(app):
        address = adapter.build(rule.endpoint, {n: world.own[n] for n in rule.arguments})
        for role in STAFF:
            browser = app.test_client().sign_in(world.people[role])
            sent = everything_typed(her, place) if method == "POST" else None
            answer = browser.open(address, method=method, data=sent)
            what = f"{method} {rule.endpoint} as {role}"
            page = answer.get_data().decode(errors="replace")  # some are PDFs
            assert before["participant_code"] not in page, what
            assert f"{before['name']}<" not in page, what
            assert kept_of(her) == before, what
            hers = db.session.scalars(select(Enrolment.id).filter_by(person_id=her.id)).all()
            assert hers == places, what
