"""What anybody, and what a verifier of badges, is told."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from lms.certificates.models import Certificate
from lms.certificates.printed import Holder
from lms.certificates.service import reissue_certificate, revoke_certificate
from lms.database import db
from tests.certificates.samples import a_certificate
from tests.constants import MINUTE, NOW
from tests.factories import an_enrolment

SITE = "https://lms.example.org"
DID = "did:web:lms.example.org"


@pytest.fixture
def certificate(workshop, somebody):
    """The certificate of a participant."""
    return a_certificate(somebody("Ni Luh Contoh"), code="ABCDEFGHJKMN2345")


@pytest.fixture
def public(app):
    """The browser of somebody who is nobody here."""
    app.config["PUBLIC_ADDRESS"] = SITE
    return app.test_client()


@pytest.fixture
def fetch(public):
    """What a verifier would fetch from the site."""

    def download(url):
        assert url.startswith(SITE)
        return public.get(url.removeprefix(SITE)).data

    return download


@pytest.fixture
def badge(app, public, certificate):
    """The badge of the participant, as she downloads it."""
    browser = app.test_client().sign_in(certificate.enrolment.person)
    slug = certificate.enrolment.workshop.slug
    answer = browser.get(f"/w/{slug}/certificate/{certificate.id}.jwt")
    assert answer.mimetype == "application/vc+jwt"
    return answer.text


def test_a_scanned_code_tells_what_stands_on_the_paper_and_no_more(public, certificate):
    page = public.get(f"/sertifikat/{certificate.code}")

    assert page.status_code == 200
    for told in (
        "Berlaku",
        "Ni Luh Contoh",
        "Diklat Koperasi Contoh",
        "40 JP",
        "23 s.d. 27 November 2026",
    ):
        assert told in page.text
    person, slug = certificate.enrolment.person, certificate.enrolment.workshop.slug
    for hidden in (person.participant_code, ">85", " 85", "Bendahara", slug):
        assert hidden not in page.text


def test_a_typed_code_is_read_however_it_is_written(public, certificate):
    answer = public.post("/sertifikat", data={"code": " abcd-efgh jkmn.2345 "})

    assert answer.headers["Location"].endswith("/sertifikat/ABCDEFGHJKMN2345")


def test_the_number_alone_verifies_nothing(public, certificate):
    answer = public.post("/sertifikat", data={"code": certificate.number})

    assert answer.status_code == 422
    assert "di bawah kode QR" in answer.text
    assert public.get("/sertifikat/001%2FDKGD%2FXI%2F2026").status_code == 404


def test_who_guesses_has_to_wait(public, certificate, at):
    for guess in range(5):
        assert public.post("/sertifikat", data={"code": f"AAAA{guess}"}).status_code == 422

    refused = public.post("/sertifikat", data={"code": certificate.code})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert public.get(f"/sertifikat/{certificate.code}").status_code == 429

    at(NOW + 16 * MINUTE)
    assert public.get(f"/sertifikat/{certificate.code}").status_code == 200


def test_replaced_and_revoked_ones_say_so(public, certificate):
    holder = Holder("Ni Luh Contoh, S.E.", "", "")
    new = reissue_certificate(certificate, holder, reason="Gelar", now=NOW, actor_id=None)
    db.session.commit()

    old_page = public.get(f"/sertifikat/{certificate.code}").text
    assert "Diganti" in old_page
    assert new.code not in old_page
    assert "Berlaku" in public.get(f"/sertifikat/{new.code}").text

    revoke_certificate(new, reason="Salah orang", now=NOW, actor_id=None)
    db.session.commit()
    page = public.get(f"/sertifikat/{new.code}").text
    assert "Dicabut" in page
    assert "Salah orang" not in page


def test_a_third_party_accepts_the_badge(badge, fetch, certificate):
    verifier = OB3Verifier.for_issuer_did(DID, download=fetch)

    credential = verifier.verify(badge, check_status=True, download=fetch)

    assert credential.issuer.id == DID
    assert credential.achievement.name.endswith("Diklat Koperasi Contoh")
    assert certificate.code in credential.id


def test_a_third_party_refuses_a_badge_that_was_changed(badge, fetch):
    header, payload, signature = badge.split(".")
    claims = json.loads(urlsafe_b64decode(payload + "=="))
    claims["credentialSubject"]["identifier"][0]["identityHash"] = "Orang Lain"
    forged = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(DID, download=fetch).verify(f"{header}.{forged}.{signature}")


def test_a_third_party_refuses_a_badge_that_was_revoked(badge, fetch, certificate):
    revoke_certificate(
        db.session.get_one(Certificate, certificate.id), reason="Salah", now=NOW, actor_id=None
    )
    db.session.commit()
    verifier = OB3Verifier.for_issuer_did(DID, download=fetch)

    verifier.verify(badge)  # the signature still holds
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.verify(badge, check_status=True, download=fetch)


def test_only_its_holder_downloads_it(app, public, certificate, workshop):
    other = app.test_client().sign_in(an_enrolment(workshop).person)
    hers = app.test_client().sign_in(certificate.enrolment.person)

    for ending in ("pdf", "jwt"):
        address = f"/w/{workshop.slug}/certificate/{certificate.id}.{ending}"
        assert other.get(address).status_code == 404
        assert hers.get(address).status_code == 200
    page = hers.get(f"/w/{workshop.slug}/certificate").text
    assert f"{SITE}/sertifikat/{certificate.code}" in page
    assert "wa.me" in page
    assert "Masih diperlukan" in other.get(f"/w/{workshop.slug}/certificate").text


def test_the_key_is_for_its_owner_alone(app, public):
    (key,) = public.get("/.well-known/jwks.json").json["keys"]
    kept = Path(app.instance_path) / "badge_key.pem"

    assert kept.stat().st_mode & 0o777 == 0o600
    assert key["kty"] == "RSA"
    assert len(key["n"]) == 3072 // 6  # in base64
    assert "d" not in key
