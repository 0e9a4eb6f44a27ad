"""Who keeps her own data corrects it herself; for the others the office does."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from tests.factories import a_colleague
from tests.takeover.conftest import kept_of

CORRECTED = {"name": "Ni Made Sukerti, S.E.", "phone": "0812 3456 7890", "email": "new@example.org"}


def test_who_belongs_to_two_programs_corrects_her_data(app, made, both, hers, theirs):
    phone = app.test_client().sign_in(made)

    assert phone.post("/profile/data", data=CORRECTED).location == "/profile"

    kept = kept_of(made)
    assert (kept["name"], kept["email"]) == (CORRECTED["name"], CORRECTED["email"])
    entries = db.session.scalars(select(AuditEntry).filter_by(action="person.change")).all()
    assert {entry.workshop_id for entry in entries} == {hers.id, theirs.id}


def test_who_belongs_to_one_asks_the_office(app, made):
    phone = app.test_client().sign_in(made)
    before = kept_of(made)

    assert 'name="phone"' not in phone.get("/profile/data").text
    assert phone.post("/profile/data", data=CORRECTED).status_code == 403
    assert kept_of(made) == before


def test_the_email_a_colleague_signs_in_with_stays(app):
    colleague = a_colleague(email="tetap@example.org")

    app.test_client().sign_in(colleague).post("/profile/data", data=CORRECTED)

    assert kept_of(colleague)["name"] == CORRECTED["name"]
    assert kept_of(colleague)["email"] == "tetap@example.org"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"phone": "12"}, {"email": "none"}])
def test_what_is_wrong_comes_back(app, made, both, wrong):
    answer = app.test_client().sign_in(made).post("/profile/data", data={**CORRECTED, **wrong})

    assert answer.status_code == 422
    assert "0812 3456 7890" in answer.text or "phone" in wrong
