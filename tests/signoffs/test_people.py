"""One person's tasks: for her trainer with buttons and history, for herself in kind words."""

import re

import pytest

from lms.database import db
from lms.signoffs.models import SkillSignoff
from lms.signoffs.queries import signoffs_of
from lms.statistics.mastery import Mastery, practical_mastery_of
from tests.constants import MINUTE, NOW
from tests.factories import a_person, an_enrolment

TASK = "tabel-anggota"


@pytest.fixture
def wayan(workshop):
    return an_enrolment(workshop, a_person("I Wayan Contoh"))


@pytest.fixture
def press(browser, workshop, wayan):
    """Press a button on the page of a person; a page has one key for each task."""

    def press(verdict, key="halaman-1", skill=TASK):
        return browser.post(
            f"/w/{workshop.slug}/practical-skills/people/{wayan.id}",
            data={"skill": skill, "key": key, "verdict": verdict},
        )

    return press


def hers(wayan):
    return [each.verdict.value for each in signoffs_of(wayan).get(TASK, ())]


def test_a_button_signs_off_and_leads_back_to_the_task(press, wayan, trainer):
    answer = press("needs_help")

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/people/{wayan.id}#task-{TASK}")
    assert hers(wayan) == ["needs_help"]


def test_pressed_twice_on_one_page_it_counts_once(press, wayan, trainer):
    press("able")
    press("able")

    assert db.session.query(SkillSignoff).count() == 1


def test_seen_again_a_week_later_it_lasts(press, wayan, trainer, at):
    press("able")
    at(NOW + 7 * 24 * 60 * MINUTE)
    press("able", key="halaman-2")

    assert practical_mastery_of(signoffs_of(wayan)[TASK]) is Mastery.LASTING


def test_she_can_take_her_last_verdict_back(press, wayan, trainer):
    press("able")
    press("")

    assert hers(wayan) == []


@pytest.mark.parametrize("fields", [{}, {"key": "k"}, {"key": "k", "verdict": "great"}])
def test_what_no_button_of_ours_sends_is_refused(browser, workshop, wayan, trainer, fields):
    address = f"/w/{workshop.slug}/practical-skills/people/{wayan.id}"

    assert browser.post(address, data={"skill": TASK, **fields}).status_code == 422


def test_the_page_tells_who_saw_what_and_when(browser, press, workshop, wayan, trainer, at):
    press("needs_help")
    at(NOW + MINUTE)
    press("able", key="halaman-2")
    press("", key="halaman-3")

    page = browser.get(f"/w/{workshop.slug}/practical-skills/people/{wayan.id}").text

    task = page[page.index(f'id="task-{TASK}"') :]
    history = task[task.index("<details") : task.index("</details>")]
    told = [re.sub(r"<[^>]+>|\s+", " ", line) for line in history.split("<li>")[1:]]
    assert [trainer.name in line for line in told] == [True] * 3
    assert ["09.01" in line for line in told] == [True, True, False]
    assert "<s>Mampu</s>" in history


def test_a_participant_sees_her_own_in_kind_words(app, browser, press, workshop, wayan, trainer):
    press("needs_help")
    press("able", skill="kode-bayar")

    page = app.test_client().sign_in(wayan.person).get(f"/w/{workshop.slug}/my-practical-skills")

    assert "Mampu dengan bantuan" in page.text
    assert "Mampu sendiri" in page.text
    assert "Belum dilihat pelatih" in page.text


def test_a_substitute_has_the_tasks_of_her_days(app, workshop, wayan):
    wayan.withdrawn_at, wayan.until_day = NOW, 1
    substitute = an_enrolment(workshop, replaces_id=wayan.id, from_day=2)

    page = (
        app.test_client().sign_in(substitute.person).get(f"/w/{workshop.slug}/my-practical-skills")
    )

    assert "Menempel kode QRIS yang terbaca" in page.text
    assert "Membuat tabel anggota" not in page.text


def test_the_trainers_home_leads_to_the_tasks(browser, workshop, trainer):
    assert f'href="/w/{workshop.slug}/practical-skills"' in browser.get("/").text
