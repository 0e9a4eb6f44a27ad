from flask import Blueprint

bp = Blueprint("closing", __name__)
