"""The calendar: valid by RFC 5545, in the workshop's zone, the same bytes for the same facts."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from lms.calendars.rules import CalendarEvent, calendar_of
from lms.database import db
from lms.enrolment.service import withdraw_enrolment
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import PIN, a_person, a_staff_member, a_workshop, an_enrolment, an_organiser

ZONE = "Asia/Makassar"
PAGE = "/w/angkatan/calendar"


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(slug="angkatan", place="Balai Banjar; Jl. Danau Poso, Sanur")


@pytest.fixture
def participant(browser, workshop):
    return browser.sign_in(an_enrolment(workshop).person)


def events(answer):
    return Calendar.from_ical(answer.data).events


def address(browser):
    browser.post(PAGE)
    return re.search(r"/calendar/[\w-]+\.ics", browser.get(PAGE).text)[0]


def check_the_format(data: bytes) -> None:
    """What RFC 5545 asks of every calendar."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")
    calendar = Calendar.from_ical(data)
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    zones = {str(zone["tzid"]) for zone in calendar.timezones}
    for event in calendar.events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"} <= set(event)
        assert event["DTSTAMP"].dt.utcoffset() == timedelta(0)
        assert event["DTSTART"].params["TZID"] in zones
        assert event.end > event.start
    uids = [event["UID"] for event in calendar.events]
    assert len(uids) == len(set(uids))


def test_the_file_holds_every_meeting_in_the_zone_of_the_workshop(participant, workshop):
    answer = participant.get(f"{PAGE}.ics")

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert 'filename="angkatan.ics"' in answer.headers["Content-Disposition"]
    check_the_format(answer.data)
    assert f"DTSTART;TZID={ZONE}:20261123T080000".encode() in answer.data
    first, *others = events(answer)
    assert len(others) == 9
    assert first.start == meetings(workshop)[0].starts_at
    assert first["LOCATION"] == workshop.place
    assert "Hari ke\u20111, Pagi" in first["SUMMARY"]


def test_a_cancelled_meeting_is_told_as_cancelled_under_the_same_uid(browser, workshop):
    browser.sign_in(an_organiser(workshop.program))
    before = events(browser.get(f"{PAGE}.ics"))
    meeting = meetings(workshop)[7]
    browser.post(f"/w/angkatan/attendance/{meeting.id}/cancel", data={"reason": "Nyepi"})

    after = events(browser.get(f"{PAGE}.ics"))

    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert [str(event["STATUS"]) for event in after].count("CANCELLED") == 1
    assert after[7]["STATUS"] == "CANCELLED"
    assert after[7]["SEQUENCE"] > before[7]["SEQUENCE"]
    assert after[7]["LAST-MODIFIED"].dt == NOW


def test_the_feed_needs_no_signing_in_and_says_when_nothing_is_new(app, participant):
    client = app.test_client()
    path = address(participant)

    answer = client.get(path)

    assert answer.content_type == "text/calendar; charset=utf-8"
    check_the_format(answer.data)
    assert client.get(path).data == answer.data
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]
    same = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert same.status_code == 304
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert client.get(path, headers=since).status_code == 304


def test_an_address_is_renewed_and_taken_back(app, participant):
    client = app.test_client()
    first = address(participant)
    second = address(participant)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    participant.post(f"{PAGE}/revoke")
    assert client.get(second).status_code == 404


def test_a_new_pin_ends_the_address(app, participant):
    path = address(participant)

    participant.post("/profile/secret", data={"current": PIN, "new": "846207", "again": "846207"})

    assert app.test_client().get(path).status_code == 404


def test_who_withdraws_sees_no_meetings_any_more(app, browser, workshop):
    enrolment = an_enrolment(workshop)
    path = address(browser.sign_in(enrolment.person))
    withdraw_enrolment(enrolment, reason="x", now=NOW)
    db.session.commit()

    assert events(app.test_client().get(path)) == []


def test_the_feed_speaks_the_language_of_the_person(app, browser, workshop):
    person = a_person(language="en")
    an_enrolment(workshop, person)

    answer = app.test_client().get(address(browser.sign_in(person)))

    assert "Day 1, Morning" in events(answer)[0]["SUMMARY"]


def test_a_trainer_has_all_her_workshops_in_one_calendar(app, browser, workshop):
    other = a_workshop(slug="lain", time_zone="Asia/Jayapura")
    trainer = a_staff_member(workshop)
    a_staff_member(other, person=trainer)

    answer = app.test_client().get(address(browser.sign_in(trainer)))

    check_the_format(answer.data)
    assert len(events(answer)) == 20


def texts(**size):
    """Texts, but for a backslash before an n, which icalendar 7.3 reads back as a new line."""
    drawn = st.text(st.characters(exclude_categories=["Cc", "Cs"]), **size)
    return drawn.filter(lambda text: "\\n" not in text.casefold())


OCCASIONS = st.builds(
    CalendarEvent,
    uid=st.uuids().map(str),
    starts_at=st.integers(-50_000, 50_000).map(lambda hours: NOW + timedelta(hours=hours)),
    ends_at=st.just(datetime(2036, 1, 1, tzinfo=UTC)),
    zone=st.sampled_from([ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")]),
    summary=texts(min_size=1, max_size=200),
    place=texts(max_size=200),
    description=texts(max_size=400),
    url=st.just("https://lms.example.org/w/angkatan/lessons"),
    sequence=st.integers(0, 99),
    changed_at=st.just(NOW),
    made_at=st.just(NOW),
    cancelled=st.booleans(),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(OCCASIONS, max_size=3, unique_by=lambda one: one.uid))
def test_whatever_is_written_can_be_read_back(occasions):
    data = calendar_of("Kalender", occasions)

    check_the_format(data)
    read = Calendar.from_ical(data).events
    assert [event["SUMMARY"] for event in read] == [one.summary for one in occasions]
    assert [event.get("LOCATION", "") for event in read] == [one.place for one in occasions]
    assert [event.start for event in read] == [one.starts_at for one in occasions]
