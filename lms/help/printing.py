"""A guide as one printed page, in either language; made once and then kept by the process."""

from functools import cache
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock
from lms.help.manuals import MANUALS
from lms.help.rules import Guide, Step
from lms.web.pdf import TEMPLATES, rendered

PICTURES = TEMPLATES / "guides"


def picture_name(guide: Guide, step: Step) -> str:
    """What the file of a step's picture is called, in the folder of its language."""
    return f"{guide}-{step.name}.webp"


@cache
def guide_pdf(guide: Guide, language: str) -> bytes:
    """The page of a guide as PDF. It depends on nothing but the product itself."""
    with force_locale(language):
        return rendered("guide.typ", _data(guide, language), clock.now())


def _data(guide: Guide, language: str) -> dict[str, Any]:
    manual = MANUALS[guide]
    return {
        "title": f"Go Digital: {_(manual.title)}",
        "kind": "Go Digital · " + _("Guide on one page"),
        "heading": _(manual.title),
        "lead": _(manual.lead),
        "steps": [
            {
                "title": _(step.title),
                "text": _(step.text),
                "more": _(step.more),
                "where": " → ".join(_(place) for place in step.where),
                "picture": f"/guides/{language}/{picture_name(guide, step)}",
                "alt": _(step.picture),
            }
            for step in manual.steps
        ],
        "stuck": _("If something is wrong"),
        "troubles": [[_(trouble), _(remedy)] for trouble, remedy in manual.troubles],
        "footer": _("In the product: your name at the top, then Help"),
    }
