from flask import Blueprint

bp = Blueprint("signoffs", __name__)
