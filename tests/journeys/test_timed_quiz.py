"""A quiz against the clock on a phone: what the page says about time, and what a save needs."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from lms.quizzes.room import service_time
from lms.workshops.models import Workshop
from tests.journeys.attempts import (
    LAST_SECONDS,
    WORDS,
    let_time_run_out,
    open_near_the_end,
    real_now,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]


def left(page):
    """The seconds on the countdown."""
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def give_the_room(minutes):
    db.session.rollback()
    service_time.give_time_to_all(
        db.session.scalars(select(Workshop)).one(),
        minutes,
        reason="Listrik padam",
        idempotency_key=f"tap-{minutes}",
        now=real_now(),
    )
    db.session.commit()


def test_more_than_an_hour_is_told_in_hours(begin):
    page, _attempt = begin()
    page.evaluate("document.dispatchEvent(new CustomEvent('remaining', {detail: {seconds: 4000}}))")

    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^1:0[56]:\d\d$"))


def test_who_types_without_a_pause_is_saved_and_told_of_the_minutes_given(begin):
    page, attempt = begin()
    before = left(page)
    give_the_room(10)

    saves = []
    page.on("request", lambda request: saves.append(request) if is_post(request) else None)

    page.locator("[name=answer]").press_sequentially("sandi sekali pakai " * 2, delay=90)

    assert saves  # she never paused as long as the script waits
    expect(page.get_by_text("Waktu Anda ditambah")).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS)
    assert before + 500 < left(page) <= before + 600
    page.goto(f"{attempt}/check")
    expect(page.get_by_text("Waktu Anda ditambah")).to_be_visible()


def test_at_the_end_what_was_just_typed_is_saved_and_handed_in(begin):
    page, attempt = begin()
    open_near_the_end(page, f"{attempt}/{WORDS}")

    page.locator("[name=answer]").press_sequentially("OTP")
    let_time_run_out(page)
    page.get_by_role("button", name="Kumpulkan dan lihat hasil").click()

    page.wait_for_url(f"{attempt}/result")
    assert stored(Answer.answer, position=WORDS) == ["OTP"]


def test_who_is_offline_at_the_end_and_was_given_minutes_goes_on_when_the_line_is_back(begin):
    page, attempt = begin()
    open_near_the_end(page, f"{attempt}/{WORDS}")
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    let_time_run_out(page)
    expect(page.get_by_text("Waktu habis")).to_be_visible()
    give_the_room(5)

    page.context.set_offline(False)

    expect(page.get_by_text("Waktu Anda ditambah")).to_be_visible()
    with page.expect_response(re.compile(rf"/{WORDS}$")):
        page.fill("[name=answer]", "OTP saja")
    assert stored(AnswerSave.answer, position=WORDS)[-1] == "OTP saja"


def test_more_than_an_hour_is_written_as_hours(begin):
    page, attempt = begin()
    give_the_room(60)

    page.goto(f"{attempt}/{WORDS}")

    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"1:(19|20):\d\d"))


def test_a_clock_set_meanwhile_changes_nothing(begin):
    page, attempt = begin()
    page.clock.install()
    page.goto(f"{attempt}/{WORDS}")

    for hours in (3, -3):
        page.clock.set_system_time(real_now() + timedelta(hours=hours))
        with page.expect_response(re.compile(rf"/{WORDS}$")):
            page.fill("[name=answer]", f"OTP {hours}")
        page.wait_for_function(
            "() => /^(19|20):/.test(document.querySelector('[data-clock]').innerText)"
        )

    assert stored(AnswerSave.answer, position=WORDS)[-1] == "OTP -3"


def test_without_javascript_going_back_and_sending_the_first_answer_again_counts(begin):
    page, attempt = begin(java_script_enabled=False)
    for answer in ("A", "B", "A"):
        page.fill("[name=answer]", answer)
        page.get_by_role("button", name="Simpan dan periksa").click()
        page.wait_for_url(f"{attempt}/check")
        page.go_back()

    page.goto(f"{attempt}/check")
    page.get_by_role("button", name="Kumpulkan sekarang").click()

    assert stored(Answer.answer, position=WORDS) == ["A"]


def test_an_answer_still_on_the_phone_is_sent_before_handing_in(begin):
    page, attempt = begin()
    page.route(f"**/{WORDS}", hold_back)
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()
    slow = page.context.new_page()
    held = []
    slow.route("**/deliver", lambda route: held.append(route))  # Playwright marks its handlers
    with slow.expect_request("**/deliver"):
        slow.goto(f"{attempt}/check")

    slow.get_by_role("button", name="Kumpulkan sekarang").click()
    assert stored(Attempt.handed_in_at) == [None]
    for route in held:
        route.continue_()

    slow.wait_for_url(f"{attempt}/result")
    assert stored(Answer.answer, position=WORDS) == ["OTP"]


def hold_back(route):
    if is_post(route.request):
        route.abort()
    else:
        route.continue_()


def is_post(request):
    return request.method == "POST"


def test_who_is_about_to_hand_in_as_the_time_ends_and_has_more_goes_on(begin):
    page, attempt = begin()
    open_near_the_end(page, f"{attempt}/check")
    give_the_room(5)

    page.clock.fast_forward(LAST_SECONDS * 1000)

    expect(page.get_by_text("Waktu Anda ditambah")).to_be_visible()
    assert left(page) > 250
