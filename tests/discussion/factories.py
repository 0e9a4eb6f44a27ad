"""Topics to test with; each factory commits."""

from datetime import datetime

from lms.database import db
from lms.discussion import service
from lms.discussion.models import Topic
from lms.people.models import Person
from lms.workshops.models import Workshop
from tests.constants import NOW


def a_question(
    workshop: Workshop, author: Person, text: str = "Apa itu QRIS?", now: datetime = NOW, **more
) -> Topic:
    """A question as a participant asks it."""
    topic = service.post_question(workshop, author, text, now, **more)
    db.session.commit()
    return topic


def an_announcement(workshop: Workshop, author: Person, text: str = "Besok pukul 08.00") -> Topic:
    """An announcement of a trainer."""
    topic = service.post_announcement(workshop, author, text, NOW)
    db.session.commit()
    return topic


def an_answer(topic: Topic, author: Person, text: str = "Kode untuk membayar.", **more) -> None:
    """An answer to a question."""
    service.post_reply(topic, author, text, NOW, **more)
    db.session.commit()


def address(workshop, topic=None):
    """The address of the list of topics, or of one."""
    return f"/w/{workshop.slug}/discussion" + (f"/{topic.id}" if topic else "")
