"""The blueprint of the pages of activation."""

from flask import Blueprint

bp = Blueprint("activation", __name__)
