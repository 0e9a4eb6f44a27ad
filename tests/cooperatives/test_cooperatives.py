"""What a program did for one cooperative, and who can help whom."""

from dataclasses import replace
from types import SimpleNamespace

from lms.attendance.rules import Presence
from lms.cooperatives.rules import cooperative_account
from lms.database import db
from lms.plans.models import ActionPlan, PlanStep
from lms.reports.account.queries import workshop_account
from tests.constants import NOW
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.page_text import text_of
from tests.results.factories import presences


def colleagues(program, cooperative):
    """Two of one cooperative in two workshops, and a stranger."""
    workshops = [a_workshop(program=program, number=number) for number in (1, 2)]
    names = ("Ni Luh Contoh", "I Made Contoh")
    seats = [
        an_enrolment(workshop, a_person(name, cooperative=cooperative))
        for workshop, name in zip(workshops, names, strict=True)
    ]
    an_enrolment(workshops[0], a_person("Orang Lain", cooperative=a_cooperative()))
    presences(seats[0], Presence.PRESENT)
    return seats


def test_the_page_shows_its_people_over_all_workshops_and_their_plans(app, at, browser):
    with app.app_context():
        program, cooperative = a_program(), a_cooperative("KSP Contoh Bersama")
        first, _second = colleagues(program, cooperative)
        plan = ActionPlan(enrolment=first, aim="Buku kas digital", begun_at=NOW, changed_at=NOW)
        plan.steps = [PlanStep(place=1, what="Mulai", done_at=NOW), PlanStep(place=2, what="Terus")]
        db.session.add(plan)
        db.session.commit()
        browser.sign_in(an_organiser(program))

        listed = text_of(browser.get(f"/programs/{program.slug}/cooperatives"))
        page = text_of(browser.get(f"/programs/{program.slug}/cooperatives/{cooperative.id}"))

    assert "KSP Contoh Bersama" in listed
    assert "Ni Luh Contoh" in page
    assert "I Made Contoh" in page
    assert "Orang Lain" not in page
    assert "Buku kas digital" in page
    assert "1 dari 2 langkah" in page


def test_a_cooperative_without_people_in_the_program_is_not_found(app, at, browser):
    with app.app_context():
        program, elsewhere = a_program(), a_cooperative()
        colleagues(a_program(), elsewhere)
        browser.sign_in(an_organiser(program))

        address = f"/programs/{program.slug}/cooperatives/{elsewhere.id}"
        assert browser.get(address).status_code == 404


def test_who_is_at_the_threshold_can_help_who_is_below(app, at):
    with app.app_context():
        program = a_program()
        cooperative = a_cooperative()
        first, second = colleagues(program, cooperative)
        account = workshop_account(first.workshop, NOW)
        other = workshop_account(second.workshop, NOW)
        able, asks = first.person_id, second.person_id

    def with_percents(whose, percents):
        topic = replace(whose.mastery.competencies[0], percents=percents)
        return SimpleNamespace(
            report=whose.report,
            goals=whose.goals,
            mastery=SimpleNamespace(competencies=(topic,)),
        )

    found = cooperative_account(
        [with_percents(account, {able: 90}), with_percents(other, {asks: 40})], [able, asks]
    )

    (help_,) = found.help
    assert (help_.able, help_.others) == (("Ni Luh Contoh",), ("I Made Contoh",))
