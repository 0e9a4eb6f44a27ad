"""The blueprint of the pages of quizzes."""

from flask import Blueprint

bp = Blueprint("quizzes", __name__)
