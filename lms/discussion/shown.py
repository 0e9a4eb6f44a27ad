"""Topics and replies as pages show them: a name that must not be known is not in them."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lms.discussion.models import Reply, Topic
from lms.discussion.rules import PostSignature, TopicKind, Viewer, excerpt, signed


@dataclass(frozen=True)
class Post:
    """What one person wrote: `name` only where she is named."""

    id: int
    signed: PostSignature
    name: str | None
    by_staff: bool
    html: Markup
    at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: str

    @property
    def is_own(self) -> bool:
        """Whether the viewer wrote it."""
        return self.signed in (PostSignature.OWN, PostSignature.OWN_ANONYMOUS)


@dataclass(frozen=True)
class ShownTopic:
    """A topic with what it began with; `last_at` is when something was added last."""

    post: Post
    kind: TopicKind
    lesson_id: str
    excerpt: str
    answered: bool
    pinned: bool
    from_number: int | None
    replies: int
    last_at: datetime
    unread: bool

    @property
    def id(self) -> int:
        return self.post.id

    @property
    def is_question(self) -> bool:
        """Whether it is a question, not an announcement."""
        return self.kind is TopicKind.QUESTION

    @property
    def may_change(self) -> bool:
        """Whether the viewer may still edit it or take it back: her own, and unanswered."""
        return self.post.is_own and not self.answered and self.post.hidden_at is None


def shown_topic(
    topic: Topic,
    name: str | None,
    replies: int,
    last_at: datetime | None,
    seen_at: datetime | None,
    viewer: Viewer,
) -> ShownTopic:
    last = last_at or topic.at
    sign = signed(
        topic.author_id, topic.author_id, anonymous=topic.anonymous, viewer=viewer.person_id
    )
    return ShownTopic(
        post=_post(topic, sign, name, by_staff=topic.kind is TopicKind.ANNOUNCEMENT),
        kind=topic.kind,
        lesson_id=topic.lesson_id,
        excerpt=excerpt(topic.text),
        answered=topic.answered_at is not None,
        pinned=topic.pinned_at is not None,
        from_number=topic.from_number,
        replies=replies,
        last_at=last,
        unread=seen_at is None or seen_at < last,
    )


def shown_reply(reply: Reply, topic: Topic, name: str | None, viewer: Viewer) -> Post:
    sign = signed(
        reply.author_id, topic.author_id, anonymous=topic.anonymous, viewer=viewer.person_id
    )
    return _post(reply, sign, name, by_staff=reply.by_staff)


def _post(source: Topic | Reply, sign: PostSignature, name: str | None, *, by_staff: bool) -> Post:
    return Post(
        id=source.id,
        signed=sign,
        name=name if sign in (PostSignature.NAMED, PostSignature.OWN) else None,
        by_staff=by_staff,
        html=Markup(source.html),  # sanitised when it was written
        at=source.at,
        edited_at=source.edited_at,
        hidden_at=source.hidden_at,
        hidden_reason=source.hidden_reason,
    )
