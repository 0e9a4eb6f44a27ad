from flask import Blueprint

bp = Blueprint("booklet", __name__)
