"""People who come back: what of them is changed here, and what stays in any case."""

import sqlalchemy as sa

from lms.lending.joint import Joint, Row, listed
from lms.lending.rules import Fate
from lms.lending.scope import HERS, SMALL
from lms.people.models import Standing
from lms.workshops.belonging import belong_elsewhere


def bring_person(joint: Joint, table: sa.Table, row: Row, mine: Row, fate: Fate) -> None:
    """Change what is hers to have changed by the staff of one program, and tell what is not."""
    rewritten = joint.rewritten(table, row)
    differing = {name for name, value in rewritten.items() if value != mine[name]}
    told = differing - SMALL
    if fate is Fate.CHANGED_ON_BOTH:
        stays, why = differing, "was changed on both"
    elif mine["password_hash"] is not None or mine["standing"] is not Standing.MEMBER:
        stays, why = differing, "keeps her own data"
    elif belong_elsewhere([mine["id"]], joint.program_id):
        stays, why = differing, "takes part in another program as well"
    else:
        stays, why = differing - HERS, "is no matter of this program"
    values = {name: rewritten[name] for name in differing - stays}
    if taken(joint, table, values.get("participant_code")):
        stays, why = {*stays, "participant_code"}, "has a code that is somebody else's here"
        del values["participant_code"]
    if stays & told:
        joint.tell(table, row, f"{why}; as it is here: {listed(stays & told)}")
    joint.update(table, mine["id"], values)


def settle_new_person(joint: Joint, table: sa.Table, row: Row, values: Row) -> None:
    """Nobody who comes reaches further than a participant, or takes anybody's way to sign in."""
    if values["standing"] is not Standing.MEMBER:
        joint.tell(table, row, f"new there as {row['standing']}: here without that")
        values["standing"] = Standing.MEMBER
    if taken(joint, table, values["participant_code"]):
        joint.tell(table, row, "new there; her code is somebody else's here: she needs another")
        values["participant_code"] = None
    same = sa.and_(table.c.email == values["email"], table.c.password_hash.is_not(None))
    if values["password_hash"] and joint.here.scalar(sa.select(sa.exists().where(same))):
        joint.tell(table, row, "new there; somebody signs in with her email here: without password")
        values["password_hash"] = None


def taken(joint: Joint, table: sa.Table, code: str | None) -> bool:
    """Whether somebody here has a participant code."""
    if code is None:
        return False
    return bool(joint.here.scalar(sa.select(sa.exists().where(table.c.participant_code == code))))
