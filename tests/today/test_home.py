import re
from datetime import timedelta

from lms.attendance.rules import Presence
from lms.discussion.service import post_announcement
from lms.workshops.models import StaffRole
from tests.constants import FIRST_DAY, NOW
from tests.coverage.factories import covered
from tests.factories import (
    a_colleague,
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import an_attempt, lessons_done, presences, tries

FINISHED_LONG_AGO = FIRST_DAY - timedelta(days=100)


def home(browser, person):
    return browser.sign_in(person).get("/")


def hero_of(answer):
    """The address of the one next step."""
    found = re.search(
        r'class="next-step".*?<a class="button primary" href="([^"]+)"', answer.text, re.S
    )
    return found and found[1]


def do_day(enrolment, day):
    """Do everything on a day of the small course."""
    if day == 1:
        an_attempt(enrolment, "tes-awal", 1, 1)
        lessons_done(enrolment, "h1-l1", "h1-l2")
        tries(enrolment, "h1-p1", 1)
        tries(enrolment, "h1-t1", 1)
        an_attempt(enrolment, "kuis-1", 1, 1, 1, 1)
    else:
        lessons_done(enrolment, "h2-l1")
        tries(enrolment, "h2-t1", None)
        an_attempt(enrolment, "kuis-2", 1, 1)
        an_attempt(enrolment, "tes-akhir", 1, 1)


def test_a_participant_gets_one_next_step(browser, workshop):
    enrolment = an_enrolment(workshop)

    assert hero_of(home(browser, enrolment.person)) == f"/w/{workshop.slug}/lessons/h2-l1"


def test_the_next_step_stands_before_check_in_announcements_and_the_tour(browser, workshop):
    enrolment = an_enrolment(workshop)
    post_announcement(workshop, a_staff_member(workshop), "Makan siang pukul 12.00", NOW)

    page = home(browser, enrolment.person).text

    places = ('class="next-step"', "Catat kehadiran saya", "Makan siang", 'class="offer"')
    assert [page.count(each) for each in places] == [1, 1, 1, 1]
    assert sorted(places, key=page.index) == list(places)


def test_home_practice_that_is_done_goes(browser, workshop):
    covered(workshop, "h1-l1", "partly", 60)
    enrolment = an_enrolment(workshop)
    listed = f"/w/{workshop.slug}/home-practice"
    assert listed in home(browser, enrolment.person).text

    do_day(enrolment, 1)

    assert listed not in home(browser, enrolment.person).text


def test_a_quiz_that_was_begun_is_the_next_step(browser, workshop):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", handed_in_at=None)

    assert hero_of(home(browser, enrolment.person)) == f"/w/{workshop.slug}/quizzes/kuis-1"


def test_the_days_are_a_path_with_a_tick_where_one_is_done(browser, workshop):
    enrolment = an_enrolment(workshop)
    do_day(enrolment, 1)

    page = home(browser, enrolment.person).text
    first, second = re.findall(
        r'<li class="day([^"]*)">\s*<span class="day-number"[^>]*>(.*?)</span>', page, re.S
    )

    assert "full" in first[0]
    assert "<svg" in first[1]
    assert (second[0], second[1].strip()) == ("", "2")


def test_when_everything_is_done_her_scores_are_next(browser, workshop):
    enrolment = an_enrolment(workshop)
    do_day(enrolment, 1)
    do_day(enrolment, 2)

    assert hero_of(home(browser, enrolment.person)) == f"/w/{workshop.slug}/my-scores"


def test_after_the_practice_period_she_goes_on_and_reads_that_nothing_counts(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=FINISHED_LONG_AGO)
        page = home(browser, an_enrolment(workshop).person)

        assert f'action="/w/{workshop.slug}/practice"' in page.text.split('class="next-step"')[1]
        assert "hasilnya tidak lagi dihitung" in page.text


def test_when_everything_is_done_a_closed_workshop_promises_nothing(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=FINISHED_LONG_AGO)
        enrolment = an_enrolment(workshop)
        do_day(enrolment, 1)
        do_day(enrolment, 2)

        page = home(browser, enrolment.person)
        staff = browser.sign_in(a_staff_member(workshop)).get(f"/w/{workshop.slug}/extensions")

        assert "hasilnya tidak lagi dihitung" in page.text
        assert "sesuka Anda" not in page.text
        assert "hasilnya tidak lagi dihitung" in staff.text
        assert "Hasilnya dihitung sampai masa latihan berakhir" not in staff.text


def test_todays_meetings_show_place_time_and_attendance(browser, workshop):
    enrolment = an_enrolment(workshop)
    presences(enrolment, *[None] * 4, Presence.LATE)

    page = home(browser, enrolment.person).text

    assert "08.00–11.45 WITA" in page
    assert workshop.place in page
    assert 'class="chip presence late"' in page


def test_open_quizzes_are_listed_until_they_are_handed_in(browser, workshop):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", 1, 1, 1, 1)

    page = home(browser, enrolment.person).text

    assert f'href="/w/{workshop.slug}/quizzes/kuis-2"' in page
    assert f'href="/w/{workshop.slug}/quizzes/kuis-1"' not in page


def test_the_running_workshop_wins_over_a_finished_one(browser, workshop):
    person = a_person()
    old = a_workshop(first_day=FINISHED_LONG_AGO, program=workshop.program)
    an_enrolment(workshop, person)
    an_enrolment(old, person)

    answer = home(browser, person)

    assert hero_of(answer).startswith(f"/w/{workshop.slug}/")
    assert f'href="/w/{old.slug}/course"' in answer.text


def test_a_workshop_she_withdrew_from_is_not_shown(browser, workshop):
    enrolment = an_enrolment(workshop, withdrawn_at=NOW)

    assert workshop.slug not in home(browser, enrolment.person).text


def test_on_the_last_afternoon_she_is_asked_when_she_will_practise_until_she_has_said(
    browser, workshop, at
):
    enrolment = an_enrolment(workshop)
    at(NOW + timedelta(days=2, hours=4))  # 13.00 of day 5

    asked = home(browser, enrolment.person).text
    browser.post(f"/w/{workshop.slug}/practice/time", data={"own": "Setelah tutup kas"})

    assert f'href="/w/{workshop.slug}/practice/time"' in asked
    assert "Kapan Anda berlatih?" in asked
    assert "Kapan Anda berlatih?" not in browser.get("/").text


def test_a_participants_home_takes_at_most_nine_statements(browser, workshop, statements):
    enrolment = an_enrolment(workshop)
    do_day(enrolment, 1)
    home(browser, enrolment.person)

    with statements() as seen:
        browser.get("/")

    assert len(seen) <= 9


def test_a_trainer_goes_straight_to_the_register_of_this_hour(browser, workshop):
    trainer = a_staff_member(workshop)
    presences(an_enrolment(workshop), *[None] * 4, Presence.PRESENT)
    an_enrolment(workshop)

    answer = home(browser, trainer)

    assert hero_of(answer).startswith(f"/w/{workshop.slug}/attendance/")


def test_a_trainer_sees_how_many_answers_wait(browser, workshop):
    an_attempt(an_enrolment(workshop), "kuis-2", 1, None, None)
    an_attempt(an_enrolment(workshop), "kuis-2", None, handed_in_at=None)

    page = home(browser, a_staff_member(workshop)).text

    assert re.search(r'class="chip waiting">.*?</svg>2 ', page, re.S)


def test_an_assistant_is_not_sent_to_marking(browser, workshop):
    assistant = a_staff_member(workshop, StaffRole.ASSISTANT)

    assert f"/w/{workshop.slug}/grading" not in home(browser, assistant).text


def test_an_organiser_sees_her_programs_and_no_others(browser, workshop):
    other = a_program(title="Program lain")
    presences(an_enrolment(workshop), Presence.PRESENT)

    page = home(browser, an_organiser(workshop.program)).text

    assert f"/programs/{workshop.program.slug}/report" in page
    assert other.title not in page


def test_an_organiser_is_led_through_what_a_workshop_needs(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=FIRST_DAY + timedelta(days=14))
        organiser = an_organiser(workshop.program)
        page = f"/w/{workshop.slug}"

        assert hero_of(home(browser, organiser)) == f"{page}/staff"
        a_staff_member(workshop)
        assert hero_of(browser.get("/")) == f"{page}/people/import"
        an_enrolment(workshop, a_person(pin_hash=None))
        assert hero_of(browser.get("/")) == f"{page}/people/cards"
        an_enrolment(a_running_one := a_workshop(program=workshop.program))
        a_staff_member(a_running_one)
        assert hero_of(browser.get("/")) == f"{page}/people/cards"


def test_an_organiser_follows_the_running_workshop_when_the_next_is_ready(browser, workshop):
    a_staff_member(workshop)
    an_enrolment(workshop)
    later = a_workshop(program=workshop.program, first_day=FIRST_DAY + timedelta(days=14))
    a_staff_member(later)
    an_enrolment(later)

    assert hero_of(home(browser, an_organiser(workshop.program))) == f"/w/{workshop.slug}/"


def test_who_teaches_and_organises_has_one_next_step(browser, workshop):
    organiser = an_organiser(workshop.program)
    a_staff_member(workshop, person=organiser)

    assert home(browser, organiser).text.count('class="next-step"') == 1


def test_a_person_in_two_workshops_counts_once_for_the_target(browser, workshop):
    person = a_person()
    second = a_workshop(program=workshop.program)
    presences(an_enrolment(workshop, person), Presence.PRESENT)
    presences(an_enrolment(second, person), Presence.PRESENT)

    page = home(browser, an_organiser(workshop.program)).text

    assert '<progress value="1" max="35"' in page


def test_an_administrator_sees_every_program(browser, workshop):
    other = a_program(title="Program lain")

    page = home(browser, an_administrator()).text

    assert other.title in page
    assert workshop.program.title in page


def test_staff_homes_cost_the_same_for_two_workshops_as_for_six(browser, workshop, statements):
    organiser = an_organiser(workshop.program)
    a_staff_member(workshop, person=organiser)

    def grow():
        another = a_workshop(program=workshop.program, revision=workshop.revision)
        a_staff_member(another, person=organiser)
        presences(an_enrolment(another), Presence.PRESENT)

    def cost():
        with statements() as seen:
            browser.get("/")
        return len(seen)

    grow()
    home(browser, organiser)
    few = cost()
    for _ in range(4):
        grow()

    assert cost() == few


def test_somebody_without_a_role_is_told_what_comes(browser, app, at):
    with app.app_context():
        answer = home(browser, a_colleague())

        assert answer.status_code == 200
        assert 'class="empty"' in answer.text


def test_before_the_workshop_begins_there_is_something_to_read(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=FIRST_DAY + timedelta(days=30))
        enrolment = an_enrolment(workshop)

        assert hero_of(home(browser, enrolment.person)) == f"/w/{workshop.slug}/lessons/h1-l1"


def test_a_workshop_without_dates_has_a_home_too(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=None)
        enrolment = an_enrolment(workshop)

        assert home(browser, enrolment.person).status_code == 200


def test_without_a_meeting_at_hand_a_trainer_is_sent_to_marking(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=FIRST_DAY - timedelta(days=20))
        an_attempt(an_enrolment(workshop), "kuis-2", 1, None)

        assert hero_of(home(browser, a_staff_member(workshop))) == f"/w/{workshop.slug}/grading"


def test_somebody_from_the_door_stands_on_the_organisers_home_until_matched(browser, workshop):
    walked_in = an_enrolment(workshop, a_person("Ni Luh Pintu"))
    walked_in.walked_in_at = NOW
    client = browser.sign_in(an_organiser(workshop.program))

    waiting = client.get("/").text
    walked_in.walked_in_at = None
    settled = client.get("/").text

    match = f"/w/{workshop.slug}/people/{walked_in.id}/match"
    assert match in waiting
    assert "Ni Luh Pintu" in waiting
    assert match not in settled
