"""What differs between two revisions of a course: ids that came and ids that went."""

from dataclasses import dataclass

from lms.content.values import Course


@dataclass(frozen=True)
class CourseChanges:
    """Ids of lessons, exercises, quizzes and tests, in order; days are counted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    days_before: int
    days_after: int

    @property
    def takes_away(self) -> bool:
        """Whether something people may have worked on would disappear."""
        return bool(self.removed) or self.days_after < self.days_before


def changes_between(old: Course, new: Course) -> CourseChanges:
    """What moving from `old` to `new` brings and takes."""
    before, after = _ids(old), _ids(new)
    return CourseChanges(
        added=tuple(one for one in after if one not in before),
        removed=tuple(one for one in before if one not in after),
        days_before=len(old.modules),
        days_after=len(new.modules),
    )


def _ids(course: Course) -> dict[str, None]:
    kinds = (course.lessons, course.exercises, course.quizzes)
    return dict.fromkeys(item.id for items in kinds for item in items)
