"""The blueprint of an administrator's pages of people."""

from flask import Blueprint

bp = Blueprint("administration", __name__, url_prefix="/people")
