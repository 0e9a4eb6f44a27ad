"""The blueprint of the pages of board."""

from flask import Blueprint

bp = Blueprint("board", __name__)
