"""Reading the discussion of a workshop, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.database import db
from lms.discussion.models import Reply, Topic, TopicSeen
from lms.discussion.rules import TopicFilter, TopicKind, Viewer, excerpt
from lms.discussion.shown import Post, ShownTopic, shown_reply, shown_topic
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.publishing.queries import course_of, course_of_id
from lms.questions import Variant
from lms.workshops.models import Workshop

ON_A_PAGE = 20
MAX_UNREAD = 50


@dataclass(frozen=True)
class TopicList:
    """One page of topics: `number` of `total`, and how many there are."""

    topics: tuple[ShownTopic, ...]
    count: int
    number: int
    total: int


@dataclass(frozen=True)
class TopicSearch:
    """What a list is asked for."""

    show: TopicFilter = TopicFilter.ALL
    words: str = ""
    lesson_id: str = ""


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that a viewer may see a topic: hidden ones are for staff and author."""
    there = Topic.withdrawn_at.is_(None)
    if viewer.is_staff:
        return there
    return and_(there, or_(Topic.hidden_at.is_(None), Topic.author_id == viewer.person_id))


def _is_open() -> ColumnElement[bool]:
    return and_(
        Topic.kind == TopicKind.QUESTION,
        Topic.answered_at.is_(None),
        Topic.hidden_at.is_(None),
        Topic.withdrawn_at.is_(None),
    )


def _topics(viewer: Viewer) -> Select[Topic, str | None, int, datetime | None, datetime | None]:
    """Topics with author, replies, the last of them, and until when the viewer saw them."""
    replies = (
        select(Reply.topic_id, func.count().label("count"), func.max(Reply.at).label("last_at"))
        .where(Reply.hidden_at.is_(None))
        .group_by(Reply.topic_id)
        .subquery()
    )
    return (
        select(
            Topic,
            Person.name,
            func.coalesce(replies.c.count, 0),
            replies.c.last_at,
            TopicSeen.seen_at,
        )
        .outerjoin(Person, Person.id == Topic.author_id)
        .outerjoin(replies, replies.c.topic_id == Topic.id)
        .outerjoin(
            TopicSeen,
            and_(TopicSeen.topic_id == Topic.id, TopicSeen.person_id == viewer.person_id),
        )
        .order_by(Topic.pinned_at.is_(None), func.coalesce(replies.c.last_at, Topic.at).desc())
    )


def topics_of(workshop: Workshop, viewer: Viewer, search: TopicSearch, page: int) -> TopicList:
    """A page of topics: pinned first, then what moved last.

    Those unanswered come in the order of asking: who waits longest is first.
    """
    wanted = _wanted(workshop, viewer, search)
    count = db.session.scalar(select(func.count(Topic.id)).where(wanted)) or 0
    total = max(1, -(-count // ON_A_PAGE))
    number = min(max(1, page), total)
    query = _topics(viewer).where(wanted).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)
    query = query.order_by(None).order_by(Topic.at) if search.show is TopicFilter.OPEN else query
    rows = db.session.execute(query.order_by(Topic.id.desc()))
    found = tuple(
        shown_topic(topic, name, replies, last_at, seen_at, viewer)
        for topic, name, replies, last_at, seen_at in rows
    )
    return TopicList(found, count, number, total)


def _wanted(workshop: Workshop, viewer: Viewer, search: TopicSearch) -> ColumnElement[bool]:
    conditions = [Topic.workshop_id == workshop.id, _visible(viewer)]
    if search.show is TopicFilter.OPEN:
        conditions.append(_is_open())
    elif search.show is TopicFilter.MINE:
        conditions.append(Topic.author_id == viewer.person_id)
    elif search.show is TopicFilter.PINNED:
        conditions.append(Topic.pinned_at.is_not(None))
    if search.lesson_id:
        conditions.append(Topic.lesson_id == search.lesson_id)
    if search.words:
        in_reply = exists().where(
            Reply.topic_id == Topic.id,
            Reply.hidden_at.is_(None),
            Reply.text.icontains(search.words, autoescape=True),
        )
        conditions.append(
            or_(Topic.text.icontains(search.words, autoescape=True), in_reply.correlate(Topic))
        )
    return and_(*conditions)


def topic_in(workshop: Workshop, topic_id: int, viewer: Viewer) -> Topic:
    """A topic of the workshop that the viewer may see. Raises NotFound."""
    found = db.session.scalar(
        select(Topic).where(
            Topic.id == topic_id, Topic.workshop_id == workshop.id, _visible(viewer)
        )
    )
    if found is None:
        raise NotFound(_("There is no such topic in this workshop."))
    return found


def reply_in(topic: Topic, reply_id: int) -> Reply:
    """A reply of the topic. Raises NotFound."""
    found = db.session.scalar(select(Reply).filter_by(id=reply_id, topic_id=topic.id))
    if found is None:
        raise NotFound(_("There is no such answer in this topic."))
    return found


def page_of(workshop: Workshop, topic_id: int, viewer: Viewer) -> tuple[ShownTopic, list[Post]]:
    """A topic with its replies, the oldest first. Raises NotFound."""
    row = db.session.execute(
        _topics(viewer).where(
            Topic.id == topic_id, Topic.workshop_id == workshop.id, _visible(viewer)
        )
    ).first()
    if row is None:
        raise NotFound(_("There is no such topic in this workshop."))
    topic, author, count, last_at, seen_at = row
    query = (
        select(Reply, Person.name)
        .outerjoin(Person, Person.id == Reply.author_id)
        .where(Reply.topic_id == topic.id)
        .order_by(Reply.at, Reply.id)
    )
    if not viewer.is_staff:
        query = query.where(or_(Reply.hidden_at.is_(None), Reply.author_id == viewer.person_id))
    replies = [shown_reply(reply, topic, name, viewer) for reply, name in db.session.execute(query)]
    return shown_topic(topic, author, count, last_at, seen_at, viewer), replies


@dataclass(frozen=True)
class Announcement:
    """What was announced and a person has not seen yet."""

    topic_id: int
    name: str | None
    html: Markup
    at: datetime


@dataclass(frozen=True)
class Unread:
    """What a person has not seen yet in a workshop; of questions only how many."""

    announcements: tuple[Announcement, ...]
    questions: int


def _select_unread() -> Select[int, TopicKind, str, datetime, str]:
    """Select what a person has not seen yet; built once, for every home asks."""
    tables = (each.__table__ for each in (Topic, Reply, Person, TopicSeen))
    topic, reply, person, seen = tables
    last = (
        select(func.max(reply.c.at))
        .where(reply.c.topic_id == topic.c.id, reply.c.hidden_at.is_(None))
        .correlate(topic)
        .scalar_subquery()
    )
    return (
        select(topic.c.id, topic.c.kind, topic.c.html, topic.c.at, person.c.name)
        .join_from(topic, person, person.c.id == topic.c.author_id, isouter=True)
        .outerjoin(
            seen,
            and_(seen.c.topic_id == topic.c.id, seen.c.person_id == bindparam("person_id")),
        )
        .where(
            topic.c.workshop_id == bindparam("workshop_id"),
            topic.c.withdrawn_at.is_(None),
            topic.c.hidden_at.is_(None),
            or_(seen.c.id.is_(None), seen.c.seen_at < func.coalesce(last, topic.c.at)),
        )
        .order_by(topic.c.at.desc(), topic.c.id.desc())
        .limit(MAX_UNREAD)
    )


_UNREAD = _select_unread()


def unread_of(workshop: Workshop, viewer: Viewer) -> Unread:
    """What a person has not seen yet, at most MAX_UNREAD topics."""
    given = {"workshop_id": workshop.id, "person_id": viewer.person_id}
    rows = db.session.execute(_UNREAD, given).all()
    return Unread(
        tuple(
            Announcement(topic_id, name, Markup(html), at)  # sanitised when it was written
            for topic_id, kind, html, at, name in rows
            if kind is TopicKind.ANNOUNCEMENT
        ),
        sum(row.kind is TopicKind.QUESTION for row in rows),
    )


def asked_about(topic_id: int) -> Variant[Any] | None:
    """What was asked in the try that a question is about; None if it is about none."""
    topic = db.session.get_one(Topic, topic_id)
    if topic.exercise_revision_id is None or topic.exercise_seed is None:
        return None
    course = course_of_id(topic.exercise_revision_id)
    return course.exercise(topic.exercise_id).question.variant(topic.exercise_seed)


def topic_ids(workshop: Workshop, viewer: Viewer) -> list[int]:
    """The ids of all topics of a workshop that the viewer may see."""
    return list(
        db.session.scalars(
            select(Topic.id).where(Topic.workshop_id == workshop.id, _visible(viewer))
        )
    )


def unanswered_in(workshops: Iterable[Workshop]) -> dict[int, int]:
    """How many questions wait for an answer, by workshop id."""
    rows = db.session.execute(
        select(Topic.workshop_id, func.count())
        .where(Topic.workshop_id.in_([each.id for each in workshops]), _is_open())
        .group_by(Topic.workshop_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits for an answer; `name` None: asked anonymously."""

    topic_id: int
    excerpt: str
    lesson_id: str
    name: str | None
    at: datetime


def open_questions(workshop: Workshop, most: int = 20) -> list[OpenQuestion]:
    """The unanswered questions of a workshop, who waits longest first.

    The excerpt of one about a try begins with the title of its exercise.
    """
    titles = {each.id: f"{each.title}: " for each in course_of(workshop.revision).exercises}
    rows = db.session.execute(
        select(Topic, Person.name)
        .outerjoin(Person, Person.id == Topic.author_id)
        .where(Topic.workshop_id == workshop.id, _is_open())
        .order_by(Topic.at, Topic.id)
        .limit(most)
    )
    return [
        OpenQuestion(
            topic.id,
            excerpt(titles.get(topic.exercise_id, "") + topic.text),
            topic.lesson_id,
            None if topic.anonymous else name,
            topic.at,
        )
        for topic, name in rows
    ]


def pinned_before(workshop: Workshop) -> list[tuple[Topic, int]]:
    """What earlier workshops of the program pinned and answered, with their numbers, unless it was
    carried here already; the latest workshop first.
    """
    return [(topic, number) for topic, number in db.session.execute(_carriable(workshop))]


def carriable(workshop: Workshop, topic_id: int) -> tuple[Topic, int]:
    """One of those, with the number of its workshop. Raises NotFound."""
    row = db.session.execute(_carriable(workshop).where(Topic.id == topic_id)).first()
    if row is None:
        raise NotFound(_("There is no such question in an earlier workshop of this program."))
    return row[0], row[1]


def _carriable(workshop: Workshop) -> Select[Topic, int]:
    carried = aliased(Topic)
    here = exists().where(carried.workshop_id == workshop.id, carried.carried_from_id == Topic.id)
    return (
        select(Topic, Workshop.number)
        .join(Workshop, Workshop.id == Topic.workshop_id)
        .where(
            Workshop.program_id == workshop.program_id,
            Workshop.number < workshop.number,
            Topic.kind == TopicKind.QUESTION,
            Topic.pinned_at.is_not(None),
            Topic.answered_at.is_not(None),
            Topic.hidden_at.is_(None),
            Topic.withdrawn_at.is_(None),
            ~here.correlate(Topic),
        )
        .order_by(Workshop.number.desc(), Topic.at, Topic.id)
    )


def staff_answer(topic: Topic) -> str:
    """What staff answered, all of it as one text."""
    texts = db.session.scalars(
        select(Reply.text)
        .where(Reply.topic_id == topic.id, Reply.by_staff, Reply.hidden_at.is_(None))
        .order_by(Reply.at, Reply.id)
    )
    return "\n\n".join(texts)


def author_of(topic: Topic) -> str | None:
    return db.session.scalar(select(Person.name).where(Person.id == topic.author_id))
