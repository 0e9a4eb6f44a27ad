"""What is on paper in the demo: photos of the signed sheets of the first day."""

import io
from datetime import timedelta

from sqlalchemy import select

from lms.attendance.service_photos import store_photos
from lms.database import db
from lms.people.models import Person
from lms.simulation.pictures import signed_sheet
from lms.uploads.rules import FileKind
from lms.uploads.service import receive
from lms.workshops.models import Meeting, Workshop
from lms.workshops.queries import enrolments_in


def store_signed_sheets(workshop: Workshop, assistant: Person) -> None:
    """Let the assistant send a photo of each sheet of day 1 when its meeting ended."""
    names = [enrolment.person.name for enrolment in enrolments_in(workshop)]
    first_day = select(Meeting).filter_by(workshop_id=workshop.id, day=1)
    for number, meeting in enumerate(db.session.scalars(first_day.order_by(Meeting.starts_at))):
        picture = io.BytesIO(signed_sheet(names[number:]))  # one came in the morning only
        sent = receive(picture, {FileKind.PHOTO})
        store_photos(meeting, workshop, [sent], assistant, meeting.ends_at + timedelta(minutes=5))
