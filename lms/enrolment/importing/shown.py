"""What of a plan is shown on one page of the preview: what needs a look first. Pure."""

from dataclasses import dataclass

from lms.enrolment.importing.plan import TAKES_A_SEAT, ImportPlan, Planned, RowOutcome

A_PAGE = 100
LOOK, ALL = "look", "all"
_URGENCY = {outcome: place for place, outcome in enumerate(RowOutcome)}
_SEATED = TAKES_A_SEAT | {RowOutcome.ENROLLED, RowOutcome.WAITING, RowOutcome.LEFT_OUT}


@dataclass(frozen=True)
class PreviewPage:
    """One page of rows: which of `pages`, of what is filtered, and how many rows there are."""

    rows: tuple[Planned, ...]
    number: int
    pages: int
    show: str
    to_look_at: int
    total: int
    decided: int
    doubts: int


def page_of(plan: ImportPlan, show: str, number: str) -> PreviewPage:
    """A page; `show` and `number` are what the address says, whatever that is."""
    listed = [one for one in plan.rows if one.outcome is not RowOutcome.OTHER]
    looked = [one for one in listed if one.needs_a_look]
    shown = sorted(looked if show == LOOK else listed, key=_urgency)
    pages = max(1, -(-len(shown) // A_PAGE))
    page = min(max(int(number) if number.isascii() and number.isdigit() else 1, 1), pages)
    asked = [doubt for one in listed for doubt in one.doubts if doubt.holds]
    return PreviewPage(
        rows=tuple(shown[(page - 1) * A_PAGE : page * A_PAGE]),
        number=page,
        pages=pages,
        show=LOOK if show == LOOK else ALL,
        to_look_at=len(looked),
        total=len(listed),
        decided=len({doubt.name for doubt in asked if doubt.chosen}),
        doubts=len({doubt.name for doubt in asked}),
    )


def _urgency(planned: Planned) -> tuple[int, int]:
    row = planned.row
    if planned.outcome not in _SEATED:
        return _URGENCY[planned.outcome], row.line
    calm = 0 if planned.doubts or planned.waits else 1 if row.problems else 2 if row.changes else 3
    return len(RowOutcome) + calm, row.line
