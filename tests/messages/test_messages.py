import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from lms.audit.models import AuditEntry
from lms.database import db
from lms.mail.models import OutgoingMail
from lms.messages.stopping import stop_token
from lms.people.models import Person
from tests.factories import a_person, a_staff_member, an_enrolment
from tests.results.factories import lessons_done

PHONE = "+6281000000101"
CODE = "K4MP-7TXQ"


def somebody(workshop, name="Ni Made Contoh", **values):
    defaults = {"phone": PHONE, "may_be_written_to": True, "participant_code": "K4MP7TXQ"}
    if name != "Ni Made Contoh":
        del defaults["participant_code"]
    return an_enrolment(workshop, a_person(name, **{**defaults, **values}))


def page(browser, workshop, kind="plan", **query):
    return browser.get(f"/w/{workshop.slug}/messages", query_string={"kind": kind, **query})


def chats(answer):
    """The texts of the links that open a chat, by number."""
    links = [
        urlsplit(unescape(each))
        for each in re.findall(r'href="(https://wa\.me[^"]*)"', answer.text)
    ]
    return {link.path[1:]: parse_qs(link.query)["text"][0] for link in links}


def test_the_next_meeting_is_told_with_a_link(browser, workshop, trainer):
    somebody(workshop)

    (text,) = chats(page(browser, workshop)).values()

    assert text.startswith(
        "Halo Ni Made Contoh. Sesi berikutnya: Rabu, 25 November 2026, 12.45 WITA"
    )
    assert text.endswith(f"http://localhost/sign-in?code={CODE}")


def test_each_gets_the_text_in_her_own_language(browser, workshop, trainer):
    somebody(workshop, language="en")

    assert chats(page(browser, workshop))[PHONE[1:]].startswith(
        "Hello Ni Made Contoh. Our next meeting: Wednesday"
    )


def test_what_is_missing_names_it_and_leads_there(browser, workshop, trainer):
    made = somebody(workshop)
    lessons_done(made, "h1-l1")

    text = chats(page(browser, workshop, "missing"))[PHONE[1:]]

    link = urlsplit(re.search(r"http://localhost\S+", text)[0])
    signs_in = parse_qs(link.query)
    assert (link.path, signs_in["code"]) == ("/sign-in", [CODE])
    assert signs_in["next"][0].startswith(f"/w/{workshop.slug}/")
    assert "(+" in text


def test_whoever_follows_her_link_finds_her_code_filled_in_or_is_there_at_once(app, workshop):
    made = somebody(workshop)
    link = f"/sign-in?code={CODE}&next=/w/{workshop.slug}/course"

    asked = app.test_client().get(link).text
    there = app.test_client().sign_in(made.person).get(link)

    assert f'value="{CODE}"' in asked
    assert there.location == f"/w/{workshop.slug}/course"


def test_the_link_to_a_waiting_card_fills_in_her_code_and_tells_nothing_of_the_card(
    app, browser, workshop, trainer
):
    somebody(workshop, pin_hash=None)

    text = chats(page(browser, workshop, "card"))[PHONE[1:]]

    assert text.endswith(f"http://localhost/kartu?code={CODE}")
    assert f'value="{CODE}"' in app.test_client().get(f"/kartu?code={CODE}").text


def test_without_consent_there_is_no_link_and_it_is_said(browser, workshop, trainer):
    somebody(workshop, may_be_written_to=False)
    somebody(workshop, "Tanpa Nomor", phone="")

    answer = page(browser, workshop)

    assert chats(answer) == {}
    assert "Belum setuju dihubungi" in answer.text
    assert "Nomor HP belum ada" in answer.text


def test_consent_given_by_word_is_noted_with_who_noted_it(browser, workshop, trainer):
    made = somebody(workshop, may_be_written_to=False)

    browser.post(f"/w/{workshop.slug}/messages/agree/{made.id}", data={"kind": "plan"})

    assert PHONE[1:] in chats(page(browser, workshop))
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.actor_id) == ("person.agree_to_messages", trainer.id)


def test_on_her_profile_she_agrees_and_changes_her_mind(app, workshop):
    made = somebody(workshop, may_be_written_to=False).person
    hers = app.test_client().sign_in(made)

    hers.post("/profile/messages", data={"yes": "y"})
    agreed = db.session.get_one(Person, made.id).may_be_written_to
    hers.post("/profile/messages", data={})
    db.session.expire_all()

    assert (agreed, db.session.get_one(Person, made.id).may_be_written_to) == (True, False)


def test_whom_one_wrote_to_is_remembered_by_kind_for_all_of_the_staff(
    app, browser, workshop, trainer
):
    made = somebody(workshop)
    written = f"/w/{workshop.slug}/messages/{made.id}/written"
    assert "Ditulisi" not in page(browser, workshop).text

    assert browser.post(written, data={"kind": "plan"}).status_code == 303

    colleague = app.test_client().sign_in(a_staff_member(workshop))
    assert "Ditulisi 25 Nov 2026" in page(colleague, workshop).text
    assert "Ditulisi" not in page(colleague, workshop, "sign_in").text


def test_the_text_can_be_changed_before_the_chat_opens(browser, workshop, trainer):
    somebody(workshop)

    answer = page(browser, workshop, text="Om swastyastu {nama}, sampai besok")

    assert chats(answer) == {PHONE[1:]: "Om swastyastu Ni Made Contoh, sampai besok"}


def test_a_text_that_is_too_long_comes_back(browser, workshop, trainer):
    answer = page(browser, workshop, text="x" * 701)

    assert answer.status_code == 422
    assert "x" * 701 in answer.text


@pytest.mark.parametrize("kind", ["plan", "missing", "practice", "sign_in"])
def test_nothing_of_one_person_stands_in_the_text_for_the_group(browser, workshop, trainer, kind):
    made = somebody(workshop)

    answer = page(browser, workshop, kind)

    group = re.search(r'<textarea id="group"[^>]*>(.*?)</textarea>', answer.text, re.S)[1]
    assert made.person.name not in group
    assert made.person.participant_code[:4] not in group


def test_the_page_costs_the_same_for_two_as_for_thirty(browser, workshop, trainer, statements):
    def cost(count):
        for n in range(count):
            lessons_done(somebody(workshop, f"Peserta {n}"), "h1-l1")
        with statements() as seen:
            page(browser, workshop, "missing")
        return len(seen)

    assert cost(2) == cost(28)


def test_without_a_mail_server_nothing_promises_mail(browser, workshop, trainer):
    somebody(workshop, email="made@example.org")

    assert "e-mail ke" not in page(browser, workshop).text
    assert browser.post(f"/w/{workshop.slug}/messages", data={"kind": "plan"}).status_code == 422
    assert db.session.query(OutgoingMail).count() == 0


def test_mail_waits_in_the_outbox_for_those_who_agreed(app, browser, workshop, trainer):
    app.config["SMTP_HOST"] = "127.0.0.1"
    somebody(workshop, email="made@example.org")
    somebody(workshop, "Tidak Setuju", email="tidak@example.org", may_be_written_to=False)
    somebody(workshop, "Tanpa Email")

    browser.post(f"/w/{workshop.slug}/messages", data={"kind": "plan"})

    mail = db.session.query(OutgoingMail).one()
    assert mail.address == "made@example.org"
    assert mail.stop_url in mail.body
    assert "Menunggu" in page(browser, workshop).text


def test_the_address_in_a_mail_stops_messages_without_signing_in(app, workshop):
    made = somebody(workshop).person
    path = f"/stop-messages/{stop_token(made)}"
    stranger = app.test_client()

    assert "Berhenti menerima pesan" in stranger.get(path).text
    assert db.session.get_one(Person, made.id).may_be_written_to
    assert stranger.post(path).status_code == 303
    db.session.expire_all()
    assert not db.session.get_one(Person, made.id).may_be_written_to


def test_nobody_can_make_up_such_an_address(app, workshop):
    made = somebody(workshop).person

    assert app.test_client().post(f"/stop-messages/{made.id}.made-up").status_code == 404


def test_who_has_no_pin_yet_is_told_of_the_card_and_nobody_else(browser, workshop, trainer):
    somebody(workshop, pin_hash=None)
    somebody(workshop, "I Wayan Aktif", phone="+6281000000102", pin_hash="x")

    answer = page(browser, workshop, "card")

    assert list(chats(answer)) == [PHONE[1:]]
    text = chats(answer)[PHONE[1:]]
    assert "/kartu" in text
    assert "I Wayan Aktif" not in answer.text
