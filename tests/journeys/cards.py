"""Steps of journeys that begin with a card."""

from playwright.sync_api import Page, expect

from tests.browser import follow

PIN = "846207"


def press(page: Page, label: str) -> None:
    """Press the first button of this name."""
    page.get_by_role("button", name=label, exact=True).first.click()


def press_on(page: Page, label: str) -> None:
    """Press the first button of this name, which leads to another page."""
    follow(page.get_by_role("button", name=label, exact=True).first)


def make_cards(page: Page, people_url: str, people: int) -> dict[str, tuple[str, str]]:
    """Make the cards of so many people who have none; return both codes of each by name."""
    page.goto(f"{people_url}/cards")
    press(page, "Buat kartu")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(people)
    found = {}
    for row in rows.all():
        code, secret = row.locator("code").all_inner_texts()
        found[row.locator("th").inner_text().strip()] = (code, secret)
    return found


def choose_pin(page: Page) -> None:
    """On the page that a good card opens: a PIN, the consent, and in."""
    page.fill("[name=pin]", PIN)
    page.fill("[name=again]", PIN)
    page.check("[name=agree]")
    press(page, "Aktifkan dan masuk")


def activate(page: Page, address: str, code: str, secret: str) -> None:
    """Type both codes of a card, then choose the PIN."""
    page.goto(f"{address}/kartu")
    page.fill("[name=code]", code)
    page.fill("[name=secret]", secret)
    press(page, "Lanjutkan")
    choose_pin(page)
