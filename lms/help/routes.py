"""Pages of help: the tours, and the guides to print."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.help import service
from lms.help.blueprint import bp
from lms.help.manuals import MANUALS
from lms.help.permissions import HELP_SEE
from lms.help.printing import guide_pdf
from lms.help.queries import guides_of
from lms.help.rules import Guide
from lms.web.languages import LANGUAGES
from lms.web.pdf import pdf_answer

LEARNERS = (Guide.PARTICIPANT,)
_GUIDE = f"<any({', '.join(Guide)}):guide>"


@bp.get("/help")
@requires(HELP_SEE)
def index() -> ResponseReturnValue:
    """Show the tours and the guides to print, those for this person.

    Who teaches or organises finds the sheets of the others, too: to print and hand out.
    """
    guides = guides_of(current_user.person)
    others = [guide for guide in Guide if guide not in guides] if guides != LEARNERS else []
    return render_template(
        "help/index.html",
        guides=[(guide, MANUALS[guide]) for guide in guides],
        others=[(guide, MANUALS[guide]) for guide in others],
    )


@bp.get(f"/help/{_GUIDE}/<int:number>")
@requires(HELP_SEE)
def tour(guide: str, number: int) -> ResponseReturnValue:
    """Show one step of a tour; they are counted from 1."""
    manual = MANUALS[Guide(guide)]
    if not 1 <= number <= len(manual.steps):
        abort(404)
    return render_template(
        "help/tour.html",
        guide=guide,
        manual=manual,
        step=manual.steps[number - 1],
        number=number,
    )


@bp.get(f"/help/{_GUIDE}/<language>.pdf")
@requires(HELP_SEE)
def sheet(guide: str, language: str) -> ResponseReturnValue:
    """Answer the guide as one page to print."""
    if language not in LANGUAGES:
        abort(404)
    return pdf_answer(guide_pdf(Guide(guide), language), f"go-digital-{guide}-{language}.pdf")


@bp.post("/help/settled")
@requires(HELP_SEE)
def settle() -> ResponseReturnValue:
    """Offer the tour no more: it is taken, or not wanted."""
    service.settle_tour(current_user.person, clock.now())
    return redirect(url_for("today.home"), 303)
