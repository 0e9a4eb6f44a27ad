"""A password that somebody else made is changed before anything else opens."""

from datetime import timedelta

from lms.database import db
from lms.people.administration import service as administration
from lms.people.models import Standing
from lms.people.secrets import hash_secret
from tests.constants import NOW
from tests.factories import PASSWORD, a_colleague, an_administrator

OWN = "sapi kuning naik sepeda"


def sign_in(app, secret, email="baru@example.org"):
    browser = app.test_client()
    browser.post("/sign-in", data={"identity": email, "secret": secret})
    return browser


def change(browser, old, new):
    return browser.post("/profile/secret", data={"current": old, "new": new, "again": new})


def test_a_new_colleague_chooses_a_password_first(app, at):
    administration.add(
        name="Ni Luh Contoh",
        email="baru@example.org",
        standing=Standing.ORGANISER,
        hashed=hash_secret("k7w2-qm9x-4tpz-vh3r"),
        now=NOW,
        actor_id=None,
    )
    db.session.commit()
    browser = sign_in(app, "k7w2-qm9x-4tpz-vh3r")

    assert browser.get("/programs").location == "/profile"
    assert "Pilih kata sandi Anda sendiri dahulu" in browser.get("/profile").text
    assert change(browser, "k7w2-qm9x-4tpz-vh3r", OWN).status_code == 303
    assert browser.get("/programs").status_code == 200


def test_so_does_who_was_given_a_new_one(app, at):
    colleague = a_colleague(email="baru@example.org")
    administration.set_password(colleague, hash_secret(PASSWORD), NOW, an_administrator().id)
    db.session.commit()

    assert sign_in(app, PASSWORD).get("/").location == "/profile"


def test_staff_are_signed_out_sooner_than_participants(app, at):
    a_colleague(email="baru@example.org")
    browser = sign_in(app, PASSWORD)
    assert browser.get("/devices").status_code == 200

    at(NOW + timedelta(days=app.config["STAFF_SESSION_DAYS"], seconds=1))

    assert browser.get("/devices").status_code == 303
