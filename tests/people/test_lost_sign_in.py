"""A form sent by somebody no longer signed in is kept, and sent again with one press."""

import json
import re
from html import unescape

import pytest

from lms.people.resuming import MAX_FORM_LENGTH
from tests.factories import PIN, a_person

ESSAY = 'Kas dihitung "dua kali" <setiap sore>\nlalu dicatat.'


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found, f"no hidden field {name}"
    return unescape(found[1])


@pytest.fixture
def sent_signed_out(browser):
    return browser.post("/profile/secret", data={"answer": ESSAY, "csrf_token": "old"})


def test_a_form_sent_signed_out_leads_to_signing_in_and_keeps_what_was_typed(sent_signed_out):
    assert sent_signed_out.status_code == 401
    assert json.loads(hidden(sent_signed_out.text, "kept")) == [["answer", ESSAY]]
    assert hidden(sent_signed_out.text, "next") == "/profile/secret"


def test_after_signing_in_it_is_offered_to_be_sent_again(browser, sent_signed_out):
    a_person(participant_code="K4MP7TXQ")

    response = browser.post(
        "/sign-in",
        data={
            "identity": "K4MP7TXQ",
            "secret": PIN,
            "next": hidden(sent_signed_out.text, "next"),
            "kept": hidden(sent_signed_out.text, "kept"),
        },
    )

    assert response.status_code == 200
    assert 'action="/profile/secret"' in response.text
    assert hidden(response.text, "answer") == ESSAY
    assert browser.get("/devices").status_code == 200


def test_a_mistyped_pin_still_keeps_it(browser, sent_signed_out):
    response = browser.post(
        "/sign-in",
        data={"identity": "X", "secret": "1", "kept": hidden(sent_signed_out.text, "kept")},
    )

    assert json.loads(hidden(response.text, "kept")) == [["answer", ESSAY]]


def test_what_another_site_sends_is_not_kept(browser):
    response = browser.post(
        "/profile/secret", data={"answer": ESSAY}, headers={"Origin": "https://evil.example"}
    )

    assert response.status_code == 401
    assert hidden(response.text, "kept") == hidden(response.text, "next") == ""
    assert ESSAY not in response.text


def test_a_button_without_fields_is_pressed_again_after_signing_in(browser):
    a_person(participant_code="K4MP7TXQ")
    asked = browser.post("/w/denpasar-1/lessons/l1/done", data={"csrf_token": "old"})

    response = browser.post(
        "/sign-in",
        data={
            "identity": "K4MP7TXQ",
            "secret": PIN,
            "next": hidden(asked.text, "next"),
            "kept": hidden(asked.text, "kept"),
        },
    )

    assert response.status_code == 200
    assert 'action="/w/denpasar-1/lessons/l1/done"' in response.text


def test_what_is_too_long_to_be_kept_is_not_promised(browser):
    response = browser.post("/profile/secret", data={"answer": "x" * (MAX_FORM_LENGTH + 1)})

    assert response.status_code == 401
    assert hidden(response.text, "kept") == ""


@pytest.mark.parametrize("kept", ["{", "[1]", "[[1,2,3]]", '"x"', "null", "[" * 5000])
def test_a_tampered_bundle_is_ignored(browser, kept):
    a_person(participant_code="K4MP7TXQ")

    response = browser.post("/sign-in", data={"identity": "K4MP7TXQ", "secret": PIN, "kept": kept})

    assert response.status_code == 303


def test_a_page_from_before_a_new_sign_in_is_sent_again_with_one_press(app, browser):
    app.config["WTF_CSRF_ENABLED"] = True
    browser.sign_in(a_person())

    response = browser.post("/profile/secret", data={"answer": "x", "csrf_token": "old"})

    assert response.status_code == 400
    assert 'action="/profile/secret"' in response.text
    assert hidden(response.text, "answer") == "x"


def test_a_script_is_told_to_sign_in(browser):
    response = browser.post("/profile/secret", headers={"Accept": "application/json"})

    assert response.status_code == 401
    assert "Masuk lagi: yang Anda ketik masih tersimpan" in response.json["message"]
