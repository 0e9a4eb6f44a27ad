"""The fragment cache of templates: parts that follow from a few values are drawn once.

    {% cache workshop.slug, quiz.id %} … {% endcache %}

What stands between is kept in the process for these values and the language of the page. It may
use nothing else that changes, and nothing secret: no form token, nobody's answer. Nor may it use
the `caller` of a macro around it. What it saves stands in `docs/performance.md`.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from lms.web.languages import spoken

MAX_FRAGMENTS = 5_000
"""So many at most, a few kilobytes each; beyond that all are drawn anew."""


class FragmentCache(Extension):
    """The tag `cache`."""

    tags = {"cache"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._fragments: dict[tuple[Any, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Read `{% cache values %} … {% endcache %}`."""
        line = next(parser.stream).lineno
        values = parser.parse_tuple(with_condexpr=True)
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        cached = self.call_method("_cached", [place, values])
        return nodes.CallBlock(cached, [], [], body).set_lineno(line)

    def _cached(self, place: str, values: Any, caller: Callable[[], str]) -> Markup:
        if self.environment.auto_reload:
            return Markup(caller())  # while somebody works on the templates
        key = (place, spoken(), values)
        fragment = self._fragments.get(key)
        if fragment is None:
            fragment = Markup(caller())
            if len(self._fragments) >= MAX_FRAGMENTS:
                self._fragments.clear()
            self._fragments[key] = fragment
        return fragment


def init_fragments(app: Flask) -> None:
    """Give templates the tag."""
    app.jinja_env.add_extension(FragmentCache)
