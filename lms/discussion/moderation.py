"""What staff do to a discussion: pin, settle, hide, carry over, and open a name with a reason."""

from datetime import datetime

from sqlalchemy import select

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.content.markdown import render_post
from lms.database import db
from lms.discussion.actions import (
    AUTHOR_REVEALED,
    POST_HIDDEN,
    POST_SHOWN_AGAIN,
    QUESTION_CARRIED,
    TOPIC_PINNED,
    TOPIC_UNPINNED,
)
from lms.discussion.models import Reply, Topic
from lms.discussion.queries import author_of
from lms.discussion.rules import TopicKind
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Workshop


def pin_topic(topic: Topic, actor: Person, now: datetime, *, pinned: bool) -> None:
    """Keep a topic at the top of the list, or no longer."""
    if (topic.pinned_at is not None) is pinned:
        return
    topic.pinned_at = now if pinned else None
    _note(TOPIC_PINNED if pinned else TOPIC_UNPINNED, topic, topic, actor, now)


def settle_question(topic: Topic, now: datetime, *, answered: bool) -> None:
    """Say that a question is answered (by somebody else's reply), or that it is not."""
    if topic.kind is TopicKind.ANNOUNCEMENT:
        raise Conflict(_("An announcement takes no answers. Ask a question instead."))
    if (topic.answered_at is not None) is not answered:
        topic.answered_at = now if answered else None


def hide_post(post: Topic | Reply, topic: Topic, reason: str, actor: Person, now: datetime) -> None:
    """Take a post away from participants' eyes; it is kept, and its author sees the reason."""
    if post.hidden_at is not None:
        return
    post.hidden_at, post.hidden_by_id, post.hidden_reason = now, actor.id, reason
    _note(POST_HIDDEN, post, topic, actor, now, reason)


def unhide_post(post: Topic | Reply, topic: Topic, actor: Person, now: datetime) -> None:
    """Let participants see a hidden post again."""
    if post.hidden_at is None:
        return
    reason = post.hidden_reason
    post.hidden_at, post.hidden_by_id, post.hidden_reason = None, None, ""
    _note(POST_SHOWN_AGAIN, post, topic, actor, now, reason)


def copy_topic(
    source: Topic,
    number: int,
    workshop: Workshop,
    question: str,
    answer: str,
    actor: Person,
    now: datetime,
) -> Topic:
    """Copy a pinned question with its answer from workshop `number` into a later one, nameless.

    Sent twice it is carried once. Raises UnusableText.
    """
    question_html, answer_html = render_post(question), render_post(answer)
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    there = db.session.scalar(
        select(Topic).filter_by(workshop_id=workshop.id, carried_from_id=source.id)
    )
    if there is not None:
        return there
    topic = Topic(
        workshop_id=workshop.id,
        kind=TopicKind.QUESTION,
        lesson_id=source.lesson_id,
        text=question,
        html=question_html,
        at=now,
        answered_at=now,
        pinned_at=now,
        carried_from_id=source.id,
        from_number=number,
    )
    db.session.add(topic)
    db.session.flush()
    db.session.add(Reply(topic_id=topic.id, by_staff=True, text=answer, html=answer_html, at=now))
    _note(QUESTION_CARRIED, topic, topic, actor, now)
    return topic


def open_name(topic: Topic, reason: str, actor: Person, now: datetime) -> str | None:
    """Who asked anonymously; that it was opened, by whom and why, stays on record."""
    _note(AUTHOR_REVEALED, topic, topic, actor, now, reason)
    return author_of(topic)


def _note(
    action: AuditAction,
    post: Topic | Reply,
    topic: Topic,
    actor: Person,
    now: datetime,
    reason: str = "",
) -> None:
    kind = "topic" if isinstance(post, Topic) else "reply"
    note(
        action,
        f"{kind}:{post.id}",
        now,
        actor_id=actor.id,
        workshop_id=topic.workshop_id,
        reason=reason,
    )
