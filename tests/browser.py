"""A real Chromium for tests: phone and desktop pages, nothing beyond this machine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.server.visitor import Visitor

PHONE = (360, 740)
DESKTOP = (1280, 800)
PATIENCE = 30_000  # milliseconds for a page or an element to come, on a busy machine
_PARTS = {"stylesheet", "script", "image", "font", "manifest"}  # of a page, besides itself
# The first is Chromium without its own window: its pages take half as long.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SWITCHED_OFF = (
    # Two pages in each window for the suggestions under Chromium's own address bar, which no test
    # opens: they take as long as all of a test's first page.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright switches off, as far as pages of one host without TLS notice it; of two such
    # lists Chromium heeds the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    f"--disable-features={','.join(SWITCHED_OFF)}",
)


@cache
def chromium_path() -> str | None:
    """Return where this machine has Chromium, None if it has none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


# What Chromium itself says where a test takes the line away; answers that fail are noted below.
_NO_LINE = ("Failed to load resource", "An unknown error occurred when fetching the script")


class Troubles(list[str]):
    """What went wrong inside a page: script errors, refused contents, requests to other hosts."""

    def watch(self, context: BrowserContext) -> None:
        """Note the troubles of every page of `context`."""
        context.on("weberror", lambda error: self.append(f"script: {error.error}"))
        context.on("console", lambda message: self._note_console(message.type, message.text))
        context.on("request", self._note_request)
        context.on("response", self._note_response)

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(_NO_LINE):
            self.append(f"console: {text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in _PARTS:
            self.append(f"missing: {response.url}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.append(f"request: {request.url}")


class Contexts:
    """Pages of a test in a Chromium, each in a context of its own, and what goes wrong in them."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self.troubles = Troubles()

    def open(self, size: tuple[int, int] = PHONE, **options: object) -> Page:
        """Open a page of somebody new: `open(PHONE, java_script_enabled=False)`."""
        width, height = size
        context = self._chromium.new_context(
            **{  # type: ignore[arg-type]
                "viewport": {"width": width, "height": height},
                "has_touch": size == PHONE,
                "is_mobile": size == PHONE,
                "locale": "id-ID",
                "timezone_id": "Asia/Makassar",
                **options,
            }
        )
        context.set_default_timeout(PATIENCE)
        self.troubles.watch(context)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page."""
        # Not the contexts: now and then Chromium never answers when asked to give one up.
        for context in self._contexts:
            for page in context.pages:
                page.close()


OpenPage = Callable[..., Page]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        browser.close()


def follow(locator: Locator) -> None:
    """Press what leads to another page; return when that one has its scripts, too.

    A press alone returns sooner: what is done then may come before a script listens.
    """
    with locator.page.expect_navigation():
        locator.click()


def sign_in(page: Page, address: str, identity: str, secret: str) -> None:
    """Sign in at `address` without drawing the form and the page after it; shows no page."""
    visitor = Visitor(int(address.rpartition(":")[2])).sign_in(identity, secret)
    visitor.close()
    cookies = visitor.cookies.items()
    page.context.add_cookies([{"name": k, "value": v, "url": address} for k, v in cookies])


def sign_in_by_form(page: Page, address: str, identity: str, secret: str) -> None:
    """Sign in through the form of the product served at `address`."""
    page.goto(f"{address}/sign-in")
    page.fill("input[name=identity]", identity)
    page.fill("input[name=secret]", secret)
    page.click("main form button:not([type=button])")
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))
