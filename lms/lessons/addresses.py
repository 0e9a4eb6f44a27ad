"""Where an item of a day is done."""

from flask import url_for

from lms.lessons.blueprint import bp
from lms.lessons.rules import Item, ItemKind


@bp.app_template_global()
def item_url(workshop_slug: str, item: Item) -> str:
    if item.kind is ItemKind.LESSON:
        return url_for("lessons.lesson", workshop_slug=workshop_slug, lesson_id=item.id)
    if item.kind is ItemKind.EXERCISE:
        return url_for("practice.exercise", workshop_slug=workshop_slug, exercise_id=item.id)
    if item.kind is ItemKind.PRACTICE:
        return url_for("sitting.today", workshop_slug=workshop_slug)
    return url_for("quizzes.cover", workshop_slug=workshop_slug, quiz_id=item.id)
