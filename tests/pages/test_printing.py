"""What the browser prints of a page."""

import io

import pytest
from pypdf import PdfReader

from tests.pages.visits import telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
PAPER = (1032, 700)  # A4 across without its margins, in CSS pixels


def test_a_matrix_is_printed_across_with_all_its_columns(demo, page_of):
    visit = next(each for each in telling_visits() if each.endpoint == "reports.matrix")
    page = page_of(visit.visitor)
    visit.load(page, demo, PAPER)

    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    page.emulate_media(media="print")
    table = page.locator(".matrix").bounding_box()
    page.emulate_media(media="screen")

    assert paper.mediabox.width > paper.mediabox.height
    assert table["x"] + table["width"] <= PAPER[0]
