"""Finding uploads."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from lms.access import Role
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.uploads.rules import Purpose, may_see
from lms.workshops.models import Workshop


def upload_in(workshop: Workshop, token: str, person: Person, roles: frozenset[Role]) -> Upload:
    """An upload that `person`, with these roles in the workshop, may see.

    Raises NotFound for what is not there, in another workshop, or not for her eyes.
    """
    found: Upload | None = db.session.scalar(
        select(Upload).where(Upload.token == token, Upload.workshop_id == workshop.id)
    )
    if found is None or not may_see(found.purpose, roles, is_owner=found.owner_id == person.id):
        raise NotFound(_("There is no such file here."))
    return found


def own_uploads(
    workshop: Workshop, person_id: int, purpose: Purpose, tokens: Collection[str]
) -> Sequence[Upload]:
    """Those of the named uploads that the person sent in for this."""
    return db.session.scalars(
        select(Upload).where(
            Upload.token.in_(tokens),
            Upload.workshop_id == workshop.id,
            Upload.owner_id == person_id,
            Upload.purpose == purpose,
        )
    ).all()
