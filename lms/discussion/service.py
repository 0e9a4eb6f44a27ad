"""Asking, announcing, answering, changing one's own, and noting what was seen."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from lms.audit.service import note
from lms.content.markdown import render_post
from lms.database import db, insert_or_update
from lms.discussion.actions import STAFF_ANSWER_CHANGED
from lms.discussion.models import Reply, Topic, TopicSeen
from lms.discussion.rules import MAX_IN_A_SPAN, SPAN, TWICE, TopicKind
from lms.errors import Conflict, TooMany
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.practice.models import ExerciseTry
from lms.publishing.queries import course_of
from lms.workshops.models import Workshop


def post_question(
    workshop: Workshop,
    author: Person,
    text: str,
    now: datetime,
    *,
    lesson_id: str = "",
    about: ExerciseTry | None = None,
    anonymous: bool = False,
    by_staff: bool = False,
) -> Topic:
    """Ask a question, at a lesson, about a try or in general; sent twice it is asked once.

    Raises NotFound for a lesson that the course does not have, UnusableText, TooMany.
    """
    if lesson_id:
        course_of(workshop.revision).lesson(lesson_id)
    topic = Topic(
        workshop_id=workshop.id,
        kind=TopicKind.QUESTION,
        author_id=author.id,
        anonymous=anonymous,
        lesson_id=lesson_id,
        exercise_id=about.exercise_id if about else "",
        exercise_revision_id=about.revision_id if about else None,
        exercise_seed=about.seed if about else None,
        text=text,
        html=render_post(text),
        at=now,
    )
    return _begun(topic, author, by_staff=by_staff)


def post_announcement(workshop: Workshop, author: Person, text: str, now: datetime) -> Topic:
    """Tell something to everybody in the workshop. Raises UnusableText, TooMany."""
    topic = Topic(
        workshop_id=workshop.id,
        kind=TopicKind.ANNOUNCEMENT,
        author_id=author.id,
        text=text,
        html=render_post(text),
        at=now,
    )
    return _begun(topic, author, by_staff=True)


def _begun(topic: Topic, author: Person, *, by_staff: bool) -> Topic:
    _one_at_a_time(author)
    earlier = db.session.scalar(
        select(Topic).where(
            Topic.workshop_id == topic.workshop_id,
            Topic.author_id == author.id,
            Topic.kind == topic.kind,
            Topic.lesson_id == topic.lesson_id,
            Topic.exercise_id == topic.exercise_id,
            Topic.text == topic.text,
            Topic.at > topic.at - TWICE,
            Topic.withdrawn_at.is_(None),
        )
    )
    if earlier is not None:
        return earlier
    _refuse_too_many(author, topic.at, by_staff=by_staff)
    db.session.add(topic)
    db.session.flush()
    mark_seen([topic.id], author, topic.at)
    return topic


def post_reply(
    topic: Topic,
    author: Person,
    text: str,
    now: datetime,
    *,
    by_staff: bool = False,
    still_open: bool = False,
) -> Reply:
    """Add to a topic. Staff answer the question with it; `still_open`: the asker asks on.

    Sent twice it is there once. Raises Conflict for what takes no answers, UnusableText, TooMany.
    """
    if topic.kind is TopicKind.ANNOUNCEMENT:
        raise Conflict(_("An announcement takes no answers. Ask a question instead."))
    if topic.hidden_at is not None:
        raise Conflict(_("This topic is hidden and takes no answers."))
    html = render_post(text)
    _one_at_a_time(author)
    earlier = db.session.scalar(
        select(Reply).where(
            Reply.topic_id == topic.id,
            Reply.author_id == author.id,
            Reply.text == text,
            Reply.at > now - TWICE,
        )
    )
    if earlier is not None:
        return earlier
    _refuse_too_many(author, now, by_staff=by_staff)
    reply = Reply(
        topic_id=topic.id, author_id=author.id, by_staff=by_staff, text=text, html=html, at=now
    )
    db.session.add(reply)
    if by_staff:
        topic.answered_at = topic.answered_at or now
    elif still_open and topic.author_id == author.id:
        topic.answered_at = None
    db.session.flush()
    mark_seen([topic.id], author, now)
    return reply


def _one_at_a_time(author: Person) -> None:
    """Let one post a person through at a time, so that a second one sees the first."""
    db.session.execute(select(Person.id).where(Person.id == author.id).with_for_update())


def _refuse_too_many(author: Person, now: datetime, *, by_staff: bool) -> None:
    counts = [
        select(func.count()).where(
            kind.author_id == author.id, kind.at > now - SPAN, kind.at <= now
        )
        for kind in (Topic, Reply)
    ]
    if sum(db.session.scalar(each) or 0 for each in counts) >= MAX_IN_A_SPAN[by_staff]:
        raise TooMany(
            _("You have written a lot in the last hour. Wait a little, then send this again.")
        )


def change(topic: Topic, author: Person, text: str, now: datetime) -> None:
    """Write one's own topic anew while it is unanswered. Raises Conflict, UnusableText."""
    refuse_unless_changeable(topic, author)
    if text != topic.text:
        topic.text, topic.html, topic.edited_at = text, render_post(text), now


def withdraw_topic(topic: Topic, author: Person, now: datetime) -> None:
    """Take one's own topic back while it is unanswered. Raises Conflict."""
    refuse_unless_changeable(topic, author)
    topic.withdrawn_at = now


def refuse_unless_own(post: Topic | Reply, author: Person) -> None:
    """Raise Conflict unless she wrote it and it was not hidden."""
    if post.author_id != author.id:
        raise Conflict(_("Only the person who wrote this can change it."))
    if post.hidden_at is not None:
        raise Conflict(_("This was hidden by a trainer and cannot be changed."))


def refuse_unless_changeable(topic: Topic, author: Person) -> None:
    """Raise Conflict unless she wrote it, it is not hidden, and nobody of the staff answered it."""
    refuse_unless_own(topic, author)
    if topic.answered_at is not None:
        raise Conflict(
            _("This question is answered and stays as it is. Add what you want to say below it.")
        )


def change_reply(reply: Reply, topic: Topic, author: Person, text: str, now: datetime) -> None:
    """Write one's own reply anew; what staff had answered before is kept in the audit trail.

    Raises Conflict, UnusableText.
    """
    refuse_unless_own(reply, author)
    if text == reply.text:
        return
    if reply.by_staff:
        note(
            STAFF_ANSWER_CHANGED,
            f"reply:{reply.id}",
            now,
            actor_id=author.id,
            workshop_id=topic.workshop_id,
            before={"text": reply.text},
            after={"text": text},
        )
    reply.text, reply.html, reply.edited_at = text, render_post(text), now


def mark_seen(topic_ids: Iterable[int], person: Person, now: datetime) -> None:
    """Note that a person has seen these topics as they are now."""
    rows = [
        {"topic_id": topic_id, "person_id": person.id, "seen_at": now} for topic_id in topic_ids
    ]
    if not rows:
        return
    insertion = insert_or_update(TopicSeen, ("topic_id", "person_id"), changed=("seen_at",))
    db.session.execute(insertion.values(rows))
