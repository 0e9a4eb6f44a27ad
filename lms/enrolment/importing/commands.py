"""`flask workshop import`: the preview of a participants' list, for scripts."""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select

from lms.database import db
from lms.enrolment.importing.lists import Listed
from lms.enrolment.importing.plan import ImportPlan, Planned, RowOutcome
from lms.enrolment.importing.queries import whole_program
from lms.enrolment.importing.reading import ParticipantList, read_participants
from lms.enrolment.importing.service import plan_for
from lms.enrolment.importing.sheets import read_list
from lms.errors import LmsError
from lms.workshops.models import Workshop

workshop = AppGroup("workshop", help="Look at what a workshop would take in.")
_ALREADY = (RowOutcome.ENROLLED, RowOutcome.WAITING, RowOutcome.WITHDRAWN, RowOutcome.ELSEWHERE)


@workshop.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workshop", "code", required=True, metavar="CODE", help="Its name in addresses.")
@click.option("--preview", is_flag=True, help="Say what importing would do; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with every row.")
def import_list(file: Path, code: str, preview: bool, as_json: bool) -> None:
    """Look at the list FILE for all workshops of the program that CODE is part of.

    Rows without a workshop number are for CODE itself. Importing is done in the browser, where
    doubts are decided and cards are made.
    """
    if not preview:
        raise click.UsageError("A list is imported in the browser. Here: --preview")
    found: Workshop | None = db.session.scalar(select(Workshop).where(Workshop.slug == code))
    if found is None:
        raise click.ClickException(f"There is no workshop {code}.")
    try:
        listed = read_list(file.read_bytes())
        people = read_participants(listed)
    except LmsError as problem:
        raise click.ClickException(problem.message % problem.params) from None
    plan = plan_for(found, people.rows, free_seats=whole_program(found), decisions={})
    summary = _summary(listed, people, plan)
    if as_json:
        rows = [_row(planned) for planned in plan.rows]
        click.echo(json.dumps({**summary, "rows": rows}, ensure_ascii=False, indent=1))
    else:
        for name, value in summary.items():
            click.echo(f"{name}: {json.dumps(value, ensure_ascii=False)}")


def _summary(listed: Listed, people: ParticipantList, plan: ImportPlan) -> dict[str, Any]:
    count = plan.counts
    return {
        "created": count.get(RowOutcome.CREATE, 0),
        "enrolled": count.get(RowOutcome.ENROL, 0),
        "already": sum(count.get(outcome, 0) for outcome in _ALREADY),
        "skipped": count.get(RowOutcome.REPEATED, 0),
        "held": count.get(RowOutcome.HELD, 0),
        "unusable": count.get(RowOutcome.UNUSABLE, 0),
        "warnings": {str(kind): number for kind, number in sorted(plan.warnings.items())},
        "ignored": {
            "titles": people.header.titles,
            "blank": people.blank,
            "totals": people.totals,
            "headers": people.headers,
            "signatures": list(people.signatures),
            "sheets": len(listed.left),
        },
        "workshops": {str(number): seats for number, seats in sorted(plan.joining.items())},
        "waiting": {str(n): people for n, people in plan.seats_missing.items()},
        "seats_missing": {str(number): seats for number, seats in plan.seats_missing.items()},
    }


def _row(planned: Planned) -> dict[str, Any]:
    row = planned.row
    return {
        "line": row.line,
        "outcome": planned.outcome.value,
        "workshop": planned.number,
        "waits": planned.waits,
        "name": row.name,
        "position": row.position,
        "cooperative": row.cooperative,
        "subdistrict": row.subdistrict,
        "district": row.district,
        "phone": row.phone,
        "email": row.email,
        "note": row.note,
        "changes": [{"column": one.column, "old": one.old, "new": one.new} for one in row.changes],
        "warnings": [str(one.kind) for one in row.problems if one.kind is not None],
        "doubts": [doubt.name for doubt in planned.doubts],
    }
