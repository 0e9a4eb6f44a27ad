"""What participants write into their plans."""

from typing import Any

from lms.workshops.models import Enrolment

STEP_1 = {
    "what_1": "Menyiapkan lembar kas dengan rumus saldo",
    "who_1": "Juru buku",
    "due_on_1": "2026-12-04",
    "how_seen_1": "Lembar kas dipakai setiap hari",
}
PLAN = {
    "aim": "Buku kas ditutup setiap hari",
    "indicator": "Hari kerja yang kasnya ditutup",
    "value_before": "9 dari 24 hari",
    **STEP_1,
    "what_2": "Melatih kasir menutup kas",
}


def address(enrolment: Enrolment, rest: str = "") -> str:
    return f"/w/{enrolment.workshop.slug}/action-plan{rest}"


def send_plan(browser: Any, enrolment: Enrolment, **fields: Any) -> Any:
    """Send the form as the page does: all fields there are."""
    return browser.post(address(enrolment), data=fields, content_type="multipart/form-data")
