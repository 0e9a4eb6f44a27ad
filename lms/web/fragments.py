"""Templates for less: parts that follow from a few values are drawn once and kept.

    {% keep language, workshop.slug %} … {% endkeep %}

What stands between is kept in the process for these values and the language of the page. It may
use nothing else that changes, and nothing secret: no form token, nobody's answer.
"""

from collections import ChainMap
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup

from lms.web.languages import spoken

MOST_KEPT = 5_000
"""So many parts at most, a few kilobytes each; beyond that all are drawn anew."""


class HouseContext(Context):
    """Jinja's context; it looks once, and not at every call, how a thing wants to be called."""

    @internalcode
    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or function in a template."""
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class HouseEnvironment(Environment):
    """Flask's environment; templates without globals of their own share the one dictionary.

    Jinja gives each template a view over two; reading all names through it, which every import
    and include does, took a tenth of the time of a page.
    """

    context_class = HouseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read: dict[str, Template] = {}

    @internalcode
    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  (the name Jinja gives it)
    ) -> Template:
        """Return a template, which a page asks for a dozen times in its imports and includes."""
        if self.auto_reload or globals or isinstance(name, Template):
            return super().get_template(name, parent, globals)
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names every template knows."""
        return ChainMap(d, self.globals) if d else self.globals


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
        place = nodes.Const((parser.name, line))
        drawn = self.call_method("_drawn", [place, values])
        return nodes.CallBlock(drawn, [], [], body).set_lineno(line)

    def _drawn(self, place: tuple[str, int], values: Any, caller: Callable[[], Markup]) -> Markup:
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
    """Give templates the tag; to be called before anything looks at the templates."""
    app.jinja_environment = HouseEnvironment
    app.jinja_env.add_extension(Fragments)
