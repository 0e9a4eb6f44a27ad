"""The blueprint of the pages of cards."""

from flask import Blueprint

bp = Blueprint("cards", __name__)
