from flask import Blueprint

bp = Blueprint("own_cards", __name__, url_prefix="/profile/cards")
