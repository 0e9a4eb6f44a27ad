"""What the reports of a workshop and of a program share on their pages: texts, workbooks."""

from collections.abc import Iterable

from flask import Response
from flask_login import current_user

from lms import clock
from lms.errors import Conflict
from lms.handover import queries, service
from lms.handover.forms import TextsForm
from lms.handover.rules import WrittenTexts
from lms.handover.workbook import BookSheet, workbook_of
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.models import Program, Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled_form(owner: Workshop | Program) -> TextsForm:
    """The form with the texts that are kept."""
    row = queries.text_row_of(owner)
    return TextsForm.showing(row.texts if row else WrittenTexts(), queries.seen_of(row))


def keep_typed(form: TextsForm, owner: Workshop | Program) -> bool:
    """Keep what was typed; False if others saved meanwhile.

    Then the form says so, and sent once more it replaces what they saved.
    """
    seen = form.seen.data or ""
    try:
        service.keep_texts(
            owner, form.texts, seen=seen, now=clock.now(), actor_id=current_user.person.id
        )
    except Conflict as problem:
        put_errors(form.seen, message_of(problem))
        form.seen.data = queries.seen_of(queries.text_row_of(owner))
        return False
    return True


def workbook_answer(sheets: Iterable[BookSheet], name: str) -> Response:
    """The answer that saves a workbook."""
    return Response(
        workbook_of(sheets, clock.now()),
        mimetype=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )
