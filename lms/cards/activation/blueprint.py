from flask import Blueprint

bp = Blueprint("activation", __name__)
