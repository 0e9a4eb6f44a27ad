import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.coverage.models import CoveredLesson
from lms.database import db
from lms.workshops.models import StaffRole
from tests.constants import FIRST_DAY, NOW
from tests.coverage.factories import covered, meeting_of
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.page_text import text_of
from tests.results.factories import lessons_done, tries


def address(workshop, **which):
    return f"/w/{workshop.slug}/coverage/{meeting_of(workshop, **which).id}"


def shown_in(page):
    """The hidden fields of the form: what each lesson showed."""
    return dict(re.findall(r'name="(was-[^"]+)" value="([^"]*)"', page))


def send(browser, where, **fields):
    """Fill in the form as it is shown and send it."""
    names = {key.replace("__", "-"): value for key, value in fields.items()}
    shown = shown_in(browser.get(where).text)
    return browser.post(where, data={**shown, **names})


def stored():
    rows = db.session.scalars(select(CoveredLesson).order_by(CoveredLesson.id))
    return {row.lesson_id: (row.covered.value, row.minutes, row.reason) for row in rows}


def test_one_press_records_a_whole_half_day_as_planned(browser, workshop, trainer):
    answer = send(browser, address(workshop), rest="fully")

    assert answer.status_code == 303
    assert stored() == {"h1-l1": ("fully", 90, "")}


def test_exceptions_have_minutes_and_a_reason(browser, workshop, trainer):
    send(
        browser,
        address(workshop),
        **{"covered-h1-l1": "partly", "minutes-h1-l1": "50", "reason-h1-l1": " Listrik  padam "},
    )

    assert stored() == {"h1-l1": ("partly", 50, "Listrik padam")}


def test_what_is_left_empty_stays_unrecorded(browser, workshop, trainer):
    send(browser, address(workshop))

    assert stored() == {}
    assert "waiting" in browser.get(f"/w/{workshop.slug}/coverage").text


@pytest.mark.parametrize("minutes", ["satu", "-5", "9999", "4.5", "１２"])
def test_minutes_that_are_no_number_come_back_with_a_message(browser, workshop, trainer, minutes):
    answer = send(
        browser, address(workshop), **{"covered-h1-l1": "fully", "minutes-h1-l1": minutes}
    )

    assert answer.status_code == 422
    assert f'value="{minutes}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert stored() == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"covered-h1-l1": "not", "minutes-h1-l1": "30"},
        {"covered-h1-l1": "fully", "minutes-h1-l1": "0"},
        {"covered-h1-l1": "", "reason-h1-l1": "Listrik padam"},
        {"covered-h1-l1": "partly", "reason-h1-l1": "a" * 301},
    ],
)
def test_a_contradiction_is_asked_about(browser, workshop, trainer, fields):
    assert send(browser, address(workshop), **fields).status_code == 422
    assert stored() == {}


def test_a_lesson_of_no_form_is_refused(browser, workshop, trainer):
    answer = browser.post(address(workshop), data={"was-h9-l9": "", "covered-h9-l9": "fully"})

    assert answer.status_code == 422


def test_who_taught_need_not_be_who_records_it(browser, workshop, trainer):
    an_enrolment(workshop)
    guest = {"covered-h1-l1": "fully", "taught_by-h1-l1": "Pak  Tamu Narasumber"}
    send(browser, address(workshop), **guest, **{"covered-h1-l2": "not"})

    rows = db.session.scalars(select(CoveredLesson).order_by(CoveredLesson.lesson_id)).all()
    assert [row.taught_by for row in rows] == ["Pak Tamu Narasumber", ""]
    page = browser.get(address(workshop)).text
    assert 'value="Pak Tamu Narasumber"' in page
    assert "diajar oleh Pak Tamu Narasumber" in page
    report = text_of(browser.get(f"/w/{workshop.slug}/report?part=material"))
    assert "Pak Tamu Narasumber" in report


def test_a_name_that_is_too_long_comes_back_at_its_lesson(browser, workshop, trainer):
    fields = {"covered-h1-l1": "fully", "taught_by-h1-l1": "a" * 121}

    answer = send(browser, address(workshop), **fields)

    assert answer.status_code == 422
    assert "a" * 121 in answer.text


def test_every_change_is_kept_with_before_and_after(browser, workshop, trainer):
    send(browser, address(workshop), rest="fully")
    send(browser, address(workshop), **{"covered-h1-l1": "partly", "minutes-h1-l1": "40"})

    first, second = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert first.before is None
    told = {"reason": "", "taught_by": trainer.name}
    assert second.before == {"covered": "fully", "minutes": 90, **told}
    assert second.after == {"covered": "partly", "minutes": 40, **told}
    assert (second.actor_id, second.workshop_id) == (trainer.id, workshop.id)
    assert trainer.name in text_of(browser.get(address(workshop)))


def test_sent_twice_is_saved_once(browser, workshop, trainer):
    fields = {**shown_in(browser.get(address(workshop)).text), "rest": "fully"}
    for _ in range(2):
        assert browser.post(address(workshop), data=fields).status_code == 303

    assert db.session.query(AuditEntry).count() == 1


def test_a_record_can_be_taken_back(browser, workshop, trainer):
    send(browser, address(workshop), rest="fully")
    send(browser, address(workshop), **{"covered-h1-l1": "none"})

    assert stored() == {}


def test_two_trainers_at_once_do_not_overwrite_each_other(browser, workshop, trainer):
    where = address(workshop)
    as_loaded = shown_in(browser.get(where).text)
    send(browser, where, **{"covered-h1-l1": "partly", "minutes-h1-l1": "40"})

    late = {**as_loaded, "covered-h1-l1": "not", "reason-h1-l1": "Waktu habis"}
    answer = browser.post(where, data=late)

    assert answer.status_code == 409
    assert stored()["h1-l1"] == ("partly", 40, "")
    assert 'value="Waktu habis"' in answer.text
    assert trainer.name in text_of(answer)

    browser.post(where, data={**late, **shown_in(answer.text)})
    assert stored()["h1-l1"] == ("not", 0, "Waktu habis")


def test_what_is_left_can_be_covered_at_a_later_meeting(browser, workshop, trainer):
    covered(workshop, "h1-l1", "partly", 60)

    send(browser, address(workshop, part="afternoon"), **{"covered-h1-l1": "fully"})

    page = text_of(browser.get(f"/w/{workshop.slug}/coverage"))
    assert stored()["h1-l1"] == ("fully", 30, "")
    assert re.search(r"Tuntas 90 90", page)


@pytest.mark.parametrize("when", ["to come", "cancelled"])
def test_nothing_is_recorded_of_a_meeting_that_was_not_held(browser, workshop, trainer, when):
    meeting = meeting_of(workshop, day=4 if when == "to come" else 1)
    if when == "cancelled":
        meeting.cancelled_at = NOW
        db.session.commit()

    answer = browser.post(f"/w/{workshop.slug}/coverage/{meeting.id}", data={})

    assert answer.status_code == 409


def test_an_assistant_sees_it_and_cannot_record(browser, workshop):
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    covered(workshop, "h1-l1", "partly", 60)

    page = browser.get(address(workshop))

    assert page.status_code == 200
    assert "Sebagian" in page.text
    assert 'type="submit" name="rest"' not in page.text
    assert 'type="radio"' not in page.text
    assert "<input" not in page.text.split("<main")[1].split("</main")[0]
    assert browser.post(address(workshop), data={}).status_code == 403


def test_more_minutes_than_the_meeting_has_are_saved_and_asked_about(browser, workshop, trainer):
    send(browser, address(workshop), **{"covered-h1-l1": "fully", "minutes-h1-l1": "300"})

    assert stored()["h1-l1"][1] == 300
    assert "notice warning" in browser.get(f"/w/{workshop.slug}/coverage").text


def test_the_next_workshop_of_the_program_is_advised(browser, workshop, trainer):
    covered(workshop, "h1-l1", "partly", 60)
    following = a_workshop(
        program=workshop.program, number=workshop.number + 1, first_day=FIRST_DAY
    )
    stranger = a_workshop(number=workshop.number + 2)
    for each in (following, stranger):
        a_staff_member(each, person=trainer)

    told = text_of(browser.get(f"/w/{following.slug}/coverage"))
    assert f"Di Angkatan {workshop.number} bagian ini tidak selesai: rencanakan 30 menit" in told
    assert "tidak selesai" in text_of(browser.get(address(following)))
    assert "tidak selesai" not in text_of(browser.get(f"/w/{stranger.slug}/coverage"))


def test_what_was_not_covered_is_her_home_practice_ticked_off_by_what_she_does(browser, workshop):
    covered(workshop, "h1-l1", "partly", 60)
    wayan = an_enrolment(workshop)
    lessons_done(wayan, "h1-l1")
    browser.sign_in(wayan.person)

    page = browser.get(f"/w/{workshop.slug}/home-practice").text
    home = browser.get("/").text

    assert f'href="/w/{workshop.slug}/home-practice"' in home
    assert f'href="/w/{workshop.slug}/lessons/h1-l1"' in page
    assert '<progress value="1" max="' in page
    assert "/lessons/h1-l2" not in page


def test_nothing_left_is_said_kindly(browser, workshop):
    covered(workshop, "h1-l1", "fully", 90)
    browser.sign_in(an_enrolment(workshop).person)

    assert 'class="empty"' in browser.get(f"/w/{workshop.slug}/home-practice").text
    assert "/home-practice" not in browser.get("/").text


def test_an_exercise_done_counts_on_the_list(browser, workshop):
    covered(workshop, "h1-l1", "not", 0)
    wayan = an_enrolment(workshop)
    tries(wayan, "h1-p1", 1)
    browser.sign_in(wayan.person)

    assert '<progress value="1"' in browser.get(f"/w/{workshop.slug}/home-practice").text


def test_the_trainers_home_reminds_until_it_is_recorded(browser, workshop, trainer, at):
    at(NOW + timedelta(hours=3))
    hero = r'class="next-step".*?<a class="button primary" href="([^"]+)"'

    def next_step():
        return re.search(hero, browser.sign_in(trainer).get("/").text, re.S)[1]

    assert "/coverage/" in next_step()
    for day, part in ((1, "morning"), (1, "afternoon"), (2, "morning")):
        send(browser, address(workshop, day=day, part=part), rest="fully")
    assert "/coverage/" not in next_step()


def test_a_participants_list_takes_few_statements(browser, workshop, statements):
    covered(workshop, "h1-l1", "partly", 60)
    browser.sign_in(an_enrolment(workshop).person)
    where = f"/w/{workshop.slug}/home-practice"
    browser.get(where)

    with statements() as seen:
        browser.get(where)

    assert len(seen) <= 8


def test_the_pages_cost_the_same_for_one_record_as_for_many(browser, workshop, trainer, statements):
    def cost():
        found = []
        for where in (f"/w/{workshop.slug}/coverage", address(workshop)):
            with statements() as seen:
                browser.get(where)
            found.append(len(seen))
        return found

    covered(workshop, "h1-l1", "partly", 60)
    cost()
    few = cost()
    for day in (1, 2):
        covered(workshop, "h1-l2", "fully", 60, day=day, part="afternoon")

    assert cost() == few
