"""The live board of a workshop: who is here, where, stuck; and "start now" for the room."""
