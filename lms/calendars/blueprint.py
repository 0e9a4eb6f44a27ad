"""The blueprint of the pages of calendars."""

from flask import Blueprint

bp = Blueprint("calendars", __name__)
