"""Templates for less: parts that follow from a few values are drawn once and kept.

    {% keep language, workshop.slug %} … {% endkeep %}

What stands between is kept in the process for these values and the language of the page. It may
use nothing else that changes, and nothing secret: no form token, nobody's answer. Nor may it use
the `caller` of a macro around it.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from lms.web.languages import spoken

MOST_KEPT = 5_000
"""So many parts at most, a few kilobytes each; beyond that all are drawn anew."""


class Fragments(Extension):
    """The tag `keep`."""

    tags = {"keep"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._kept: dict[tuple[Any, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Read `{% keep values %} … {% endkeep %}`."""
        line = next(parser.stream).lineno
        values = parser.parse_tuple(with_condexpr=True)
        body = parser.parse_statements(("name:endkeep",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        drawn = self.call_method("_drawn", [place, values])
        return nodes.CallBlock(drawn, [], [], body).set_lineno(line)

    def _drawn(self, place: str, values: Any, caller: Callable[[], str]) -> Markup:
        if self.environment.auto_reload:
            return Markup(caller())  # while somebody works on the templates
        key = (place, spoken(), values)
        kept = self._kept.get(key)
        if kept is None:
            kept = Markup(caller())
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = kept
        return kept


def init_fragments(app: Flask) -> None:
    """Give templates the tag."""
    app.jinja_env.add_extension(Fragments)
