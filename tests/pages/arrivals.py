"""Ways to pages that no address leads to: a form sent, a code typed, a session that has ended."""

from collections.abc import Callable

from playwright.sync_api import Page, Response

from tests.pages.demo import ServedDemo, Values

Arrive = Callable[[Page, ServedDemo, Values], Response | None]

_SEND = """([path, fields]) => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = path;
  const token = document.querySelector('[name=csrf_token]').value;
  for (const [name, value] of Object.entries({csrf_token: token, ...fields})) {
    const field = document.createElement('input');
    Object.assign(field, {type: 'hidden', name, value});
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
_BUTTON = "main form[method=post] button:not([type=button])"
_HELPS = "[name=hint], [name=solution]"
"""Buttons of a form that do something else than to send what was typed."""


def sent(path: str, **fields: str) -> Arrive:
    """Send a form to `path` (values of the workshop in braces) from where the person is."""

    def arrive(page: Page, demo: ServedDemo, values: Values) -> Response | None:
        page.goto(f"{demo.address}/hadir")  # a page for everybody, with a token
        with page.expect_navigation() as navigation:
            page.evaluate(_SEND, [path.format_map(values), fields])
        return navigation.value

    return arrive


def begun(path: str) -> Arrive:
    """Send the form of one button at `path`, then come to that page."""

    def arrive(page: Page, demo: ServedDemo, values: Values) -> Response | None:
        sent(path)(page, demo, values)
        return page.goto(demo.address + path.format_map(values))

    return arrive


def filled(path: str, **fields: str) -> Arrive:
    """Fill in the form of the page at `path` and press its button."""

    def arrive(page: Page, demo: ServedDemo, values: Values) -> Response | None:
        page.goto(demo.address + path.format_map(values))
        for name, value in fields.items():
            page.fill(f"[name={name}]", value)
        return pressed(page)

    return arrive


def all_ticked(path: str) -> Arrive:
    """Tick every box of the page at `path` and press its button."""

    def arrive(page: Page, demo: ServedDemo, values: Values) -> Response | None:
        page.goto(demo.address + path.format_map(values))
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        return pressed(page)

    return arrive


def by_card(page: Page, demo: ServedDemo, values: Values) -> Response | None:
    """Type the two codes of a card."""
    code, secret = values["card"]
    page.goto(f"{demo.address}/kartu")
    page.fill("[name=code]", code)
    page.fill("[name=secret]", secret)
    page.locator("main form button:not([type=button])").click()
    page.wait_for_url("**/kartu/pin")
    return page.goto(f"{demo.address}/kartu/pin")


def by_other_code(code: str, pin: str) -> Arrive:
    """Prove that another code is hers as well."""

    def arrive(page: Page, demo: ServedDemo, _values: Values) -> Response | None:
        page.goto(f"{demo.address}/profile/join")
        page.fill("[name=code]", code)
        page.fill("[name=secret]", pin)
        pressed(page)
        return page.goto(f"{demo.address}/profile/join/confirm")

    return arrive


def in_a_rehearsal(page: Page, demo: ServedDemo, values: Values) -> Response | None:
    """Begin a rehearsal of the workshop, or go on with the one there is."""
    page.goto(f"{demo.address}/w/{values['workshop_slug']}/rehearsal")
    with page.expect_navigation():
        page.locator("main .card .button").last.click()
    return page.goto(page.url)


def pressed(page: Page) -> Response | None:
    """Press the last button of a page that sends what was typed."""
    with page.expect_navigation() as navigation:
        page.locator(f"{_BUTTON}:not({_HELPS})").last.click()
    return navigation.value
