"""A lesson is read aloud where the device has a voice for it; otherwise nothing is offered."""

import json

import pytest
from playwright.sync_api import expect

from lms.database import db
from tests.browser import sign_in
from tests.factories import PIN, a_person, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]

SPEECH = """
window.spoken = [];
const speech = {
  speaking: false, getVoices: () => VOICES, addEventListener() {},
  cancel() { this.speaking = false; },
  speak(said) { this.speaking = true; window.spoken.push([said.text, said.lang]); },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) { super(); this.text = text; }
};
"""
MEANING = "<div popover><p>Arti sebuah istilah.</p></div>"
"""What a term of the glossary opens, which is not read as part of the lesson."""
HERS = {"lang": "id-ID", "localService": True}
FETCHED = {"lang": "id-ID", "localService": False}
FOREIGN = {"lang": "en-US", "localService": True}


@pytest.fixture
def lesson(server):
    enrolment = an_enrolment(person=a_person(participant_code="HADIR001"))
    db.session.commit()
    return f"{server.address}/w/{enrolment.workshop.slug}/lessons/h1-l1"


def with_voices(page, server, *voices):
    page.add_init_script(SPEECH.replace("VOICES", json.dumps(voices)))
    sign_in(page, server.address, "HADIR001", PIN)


def test_a_lesson_is_read_aloud_and_stops_at_a_press(server, page, lesson):
    with_voices(page, server, FOREIGN, HERS)
    page.goto(lesson)
    page.evaluate(f"document.getElementById('text').insertAdjacentHTML('beforeend', '{MEANING}')")
    page.get_by_role("button", name="Dengarkan").click()

    spoken = page.evaluate("window.spoken")
    assert len(spoken) >= 1
    assert not any("Arti" in text for text, _language in spoken)
    assert {language for _text, language in spoken} == {"id-ID"}
    page.get_by_role("button", name="Berhenti membacakan").click()
    expect(page.get_by_role("button", name="Dengarkan")).to_be_visible()
    assert page.evaluate("speechSynthesis.speaking") is False


def test_without_a_voice_of_its_own_nothing_is_offered(server, page, lesson):
    with_voices(page, server, FOREIGN, FETCHED)
    page.goto(lesson)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Dengarkan")).to_be_hidden()
