"""The blueprint of the pages of people of a workshop."""

from flask import Blueprint

bp = Blueprint("enrolment", __name__)
