"""Behind practice and sign-offs in the table of mastery stand people, too."""

import re
from datetime import timedelta

import pytest

from lms.database import db
from lms.practice.models import ExerciseTry
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.account.queries_signed import signed_off
from lms.signoffs.models import SkillSignoff
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate
from tests.constants import NOW
from tests.factories import a_person, a_workshop, an_enrolment, an_organiser
from tests.page_text import text_of

AFTER = NOW + timedelta(days=4)  # day 5 is over


@pytest.fixture
def workshop(app, at, browser):
    """Two people: one was seen able at one of both skills of K1, and has practised since."""
    at(AFTER)
    with app.app_context():
        workshop = a_workshop()
        seen = an_enrolment(workshop, a_person("Ni Luh Terlihat"))
        an_enrolment(workshop, a_person("I Made Belum"))
        db.session.add(
            SkillSignoff(
                enrolment_id=seen.id,
                skill_id="tabel-anggota",
                verdict=SignoffVerdict.ABLE,
                given_at=NOW,
                received_at=NOW,
            )
        )
        db.session.add(
            ExerciseTry(
                enrolment_id=seen.id,
                exercise_id="h1-p1",
                number=1,
                revision_id=workshop.revision_id,
                seed=1,
                answer="1",
                credit=0,
                answered_at=AFTER - timedelta(hours=1),
            )
        )
        db.session.commit()
        browser.sign_in(an_organiser(workshop.program))
        yield workshop


def test_each_count_opens_those_it_counts_and_those_it_does_not(workshop, browser):
    for report in (f"/w/{workshop.slug}/report", f"/programs/{workshop.program.slug}/report"):
        shown = browser.get(f"{report}?part=mastery").text
        for key in ("signed-able-skill-tabel-anggota", "practice-competency-K1"):
            assert f'href="{report}/people/{key}"' in shown
            page = text_of(browser.get(f"{report}/people/{key}"))
            assert page.index("Ni Luh Terlihat") < page.index("I Made Belum")
        for address in re.findall(rf'href="({report}/people/[^"]+)"', shown):
            assert browser.get(address).status_code == 200
        for key in ("signed-able-skill-nothing", "signed-x-skill-tabel-anggota", "signed-able"):
            assert browser.get(f"{report}/people/{key}").status_code == 404


def test_who_is_listed_is_who_is_counted(workshop):
    for account in (workshop_account(workshop, AFTER), program_account(workshop.program, AFTER)):
        for topic in (*account.mastery.competencies, *account.mastery.skills):
            for verdict, count in topic.signoffs.items():
                key = f"signed-{verdict or 'none'}-{topic.figure.key}"
                assert signed_off(account, [workshop.id], key).rate.part == count
        # K1 has two practical skills: one verdict of two persons times two.
        assert signed_off(account, [workshop.id], "signed-able-competency-K1").rate == Rate(1, 4)
