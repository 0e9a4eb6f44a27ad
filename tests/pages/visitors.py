"""The people of the demo, each signed in, in a browser of her own."""

from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, BrowserContext, Page

from lms.demo.build import PASSWORD, PIN
from tests.browser import PATIENCE, PHONE, Troubles
from tests.pages.checks import axe_when_asked
from tests.pages.demo import ServedDemo
from tests.server.visitor import Visitor

NOBODY = "anonymous"
DEFAULT_LANGUAGE = "id"


class Visitors:
    """One page for each, kept open; `troubles` notes what goes wrong in any of them."""

    def __init__(self, chromium: Browser, demo: ServedDemo, *, sharpness: float = 1) -> None:
        """`sharpness`: how many dots a CSS pixel has, for pictures that are printed."""
        self._chromium = chromium
        self._sharpness = sharpness
        self._demo = demo
        self._pages: dict[str, Page] = {}
        self._languages: dict[str, str] = {}
        self.troubles = Troubles()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        for page in self._pages.values():
            page.context.close()

    def page(self, part: str, language: str = DEFAULT_LANGUAGE) -> Page:
        """Return the page of a visitor by the name of her part in the demo."""
        if part not in self._pages:
            self._pages[part] = self._open(part).new_page()
        if self._languages.get(part, DEFAULT_LANGUAGE) != language:
            self._pages[part].goto("/" if part != NOBODY else "/sign-in")
            self._pages[part].click(f"form.language button[value={language}]")
            self._languages[part] = language
        return self._pages[part]

    def _open(self, part: str) -> BrowserContext:
        width, height = PHONE
        context = self._chromium.new_context(
            base_url=self._demo.address,
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Makassar",
            device_scale_factor=self._sharpness,
            reduced_motion="reduce",  # so that nothing is measured in mid-movement
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(axe_when_asked())
        self.troubles.watch(context)
        if part != NOBODY:
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": self._demo.address}
                    for name, value in self._sign_in(part).items()
                ]
            )
        return context

    def _sign_in(self, part: str) -> dict[str, str]:
        """Return the cookies of somebody who has signed in: quicker than through the form."""
        identity = self._demo.contents.identities[part]
        visitor = Visitor(self._demo.port).sign_in(identity, PASSWORD if "@" in identity else PIN)
        visitor.close()
        return visitor.cookies
