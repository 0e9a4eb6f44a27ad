"""The cards on paper."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.cards.printing import card_sheet, link_of
from lms.cards.queries import PrintedCard
from lms.database import db
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, an_enrolment

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def sheet(app, workshop):
    def make(*people):
        enrolments = [an_enrolment(workshop, person) for person in people]
        cards = [
            PrintedCard(one, one.person.participant_code, "VN2R9HDS", NOW) for one in enrolments
        ]
        with app.test_request_context(base_url="https://lms.example.org"):
            pages = PdfReader(io.BytesIO(card_sheet(workshop, cards, NOW))).pages
            return [" ".join(page.extract_text().split()) for page in pages]

    return make


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (35, 5)])
def test_eight_cards_stand_on_a_page(sheet, people, pages):
    found = sheet(*(a_person(f"Orang {n}") for n in range(people)))

    assert len(found) == pages
    assert [text.count("Kode sekali pakai") for text in found] == [
        min(8, people - 8 * page) for page in range(pages)
    ]


def test_a_card_says_who_where_and_what_to_do(sheet, workshop):
    person = a_person(
        "Ni Luh Sukerti, S.E.",
        participant_code="K4MP7TXQ",
        cooperative=a_cooperative("KSP Embun Contoh"),
    )

    [text] = sheet(person)

    for words in (
        "Ni Luh Sukerti, S.E.",
        "KSP Embun Contoh",
        "K4MP-7TXQ",
        "VN2R-9HDS",
        "lms.example.org/kartu",
        workshop.program.title,
        "Pilih PIN enam angka",
        "Berlaku sampai 25 Nov 2026",
    ):
        assert words in text


@pytest.mark.parametrize(
    "name",
    ["#emoji.face $x$ @a <b> \\ ]", "x" * 120, "Kata " * 24, "ᬓᬶ 👩", "I", "=1+1", "A\u200bB"],
)
def test_any_name_fits_a_card(sheet, name):
    assert len(sheet(*(a_person(name.strip()) for _card in range(8)))) == 1


def test_the_codes_in_the_link_stay_in_the_browser(app, newcomer):
    card = PrintedCard(newcomer, "K4MP7TXQ", "VN2R9HDS", NOW)
    with app.test_request_context(base_url="https://lms.example.org"):
        assert link_of(card) == "https://lms.example.org/kartu#K4MP7TXQ.VN2R9HDS"


def test_the_pdf_is_not_kept_by_shared_computers(desk, issue, newcomer):
    answer = desk.post(f"{issue(newcomer).shown}/cards.pdf")

    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).one()
    assert taken.after == {"export": "cards", "lines": 1}
