"""Jinja as this house has it: the same templates and the same pages, for less.

Nothing here changes what a template means. Each part saves work that Jinja does at every call or
at every value, and that is the same each time.
"""

from collections import ChainMap
from collections.abc import Callable, MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

PLAIN = frozenset({"_", "csrf"})
"""Functions of every template that are called dozens of times in a page."""


def written(value: Any) -> Markup:
    """Return a value as it stands in a page. Most are Markup, which is only handed on."""
    return value if type(value) is Markup else escape(value)


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


class HouseCode(CodeGenerator):
    """Jinja's way from a template to Python, with less to do for what a page does most."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a template."""
        super().visit_Template(node, frame)
        self.writeline("from lms.web.templates import written as escape")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call; what wants no context is called as it is."""
        is_plain = isinstance(node.node, nodes.Name) and node.node.name in PLAIN
        if is_plain and not (node.dyn_args or node.dyn_kwargs):
            self._write_call(node, frame)
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        """Write a block with a call; what an extension does with it needs no macro around it."""
        if not isinstance(node.call.node, nodes.ExtensionAttribute):
            super().visit_CallBlock(node, frame)
            return
        self.macro_body(node, frame)
        self.start_write(frame, node)
        self._write_call(node.call, frame, "macro")
        self.end_write(frame)

    def _write_call(self, node: nodes.Call, frame: Frame, *more: str) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(f"{', '.join(more)})")


class HouseEnvironment(Environment):
    """Flask's environment; templates without globals of their own share the one dictionary.

    Jinja gives each template a view over two; reading all names through it, which every import
    and include does, took a tenth of the time of a page.
    """

    context_class = HouseContext
    code_generator_class = HouseCode

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
