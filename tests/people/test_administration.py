"""The administrator's people: find, add, change roles, give new passwords."""

import re

import pytest
from sqlalchemy import select

from lms.database import db
from lms.people.models import Person, Standing
from tests.factories import a_colleague, a_person, an_administrator

TOKEN = "t" * 32


@pytest.fixture
def admin(browser):
    administrator = an_administrator(name="Administrator Contoh")
    browser.sign_in(administrator)
    return administrator


def add(browser, **changed):
    data = {"name": "Rekan Baru", "email": "rekan@example.org", "standing": "organiser"}
    return browser.post("/people/new", data={**data, "token": TOKEN, **changed})


def shown_password(response):
    return re.search(r"<code>([^<]+)</code>", response.text)[1]


def test_a_new_colleague_signs_in_with_the_password_shown(app, browser, admin):
    response = add(browser)

    assert response.status_code == 200
    sent = {"identity": "rekan@example.org", "secret": shown_password(response)}
    assert app.test_client().post("/sign-in", data=sent).status_code == 303
    assert db.session.scalars(select(Person).filter_by(email="rekan@example.org")).one().standing


def test_the_same_form_sent_twice_adds_one_and_shows_the_same_password(browser, admin):
    first, second = add(browser), add(browser)

    assert second.status_code == 200
    assert shown_password(first) == shown_password(second)


def test_a_taken_email_is_told_at_its_field(browser, admin):
    a_colleague(email="rekan@example.org")

    response = add(browser)

    assert response.status_code == 422
    assert "sudah dipakai" in response.text
    assert 'value="Rekan Baru"' in response.text


@pytest.mark.parametrize(
    "changed", [{"name": ""}, {"email": "tanpa-at"}, {"standing": "raja"}, {"name": "x" * 121}]
)
def test_what_cannot_be_used_is_told_and_kept(browser, admin, changed):
    response = add(browser, **changed)

    assert response.status_code == 422
    assert db.session.scalar(select(Person.id).filter_by(name="Rekan Baru")) is None


def test_people_stand_by_role_and_then_by_name(browser, admin):
    a_person("Ni Made Aaa")
    a_person("I Wayan Zzz", standing=Standing.ORGANISER)

    page = browser.get("/people/").text

    assert page.index(admin.name) < page.index("I Wayan Zzz") < page.index("Ni Made Aaa")


def test_people_are_found_by_a_part_of_the_name(browser, admin):
    a_person("Ni Made Kunang Lestari")
    a_person("Sukerti")

    page = browser.get("/people/?q=kunang").text

    assert "Ni Made Kunang Lestari" in page
    assert "Sukerti" not in page


def test_the_list_costs_the_same_for_two_as_for_thirty(browser, admin, statements):
    def cost():
        with statements() as seen:
            assert browser.get("/people/").status_code == 200
        return len(seen)

    few = cost()
    for _ in range(30):
        a_person()
    assert cost() == few


def test_a_colleague_becomes_an_organiser(browser, admin):
    colleague = a_colleague()

    browser.post(f"/people/{colleague.id}/standing", data={"standing": "organiser"})

    assert colleague.standing is Standing.ORGANISER


def test_six_digits_alone_make_no_administrator(browser, admin):
    participant = a_person("Sukerti")

    response = browser.post(
        f"/people/{participant.id}/standing", data={"standing": "administrator"}
    )

    assert response.status_code == 422
    assert "hanya memiliki PIN" in response.text
    db.session.refresh(participant)
    assert participant.standing is Standing.MEMBER


def test_nobody_changes_her_own_role(browser, admin):
    response = browser.post(f"/people/{admin.id}/standing", data={"standing": "member"})

    assert response.status_code == 403
    assert admin.standing is Standing.ADMINISTRATOR


def test_a_new_password_ends_the_old_one_everywhere(app, browser, admin):
    colleague = a_colleague()
    elsewhere = app.test_client().sign_in(colleague)

    response = browser.post(f"/people/{colleague.id}/password", data={"token": TOKEN})

    assert elsewhere.get("/devices").status_code == 303
    sent = {"identity": colleague.email, "secret": shown_password(response)}
    assert app.test_client().post("/sign-in", data=sent).status_code == 303


def test_the_command_makes_the_first_administrator(app):
    run = app.test_cli_runner().invoke
    words = ["person", "create", "--name", "A", "--email", "a@example.org"]

    first = run(args=[*words, "--standing", "administrator"])
    second = run(args=words)

    assert "a@example.org may sign in with: " in first.output
    assert second.exit_code == 1
    assert "Choose another" in second.output
