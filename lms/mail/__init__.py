"""Mail that goes out: rows written with what caused them, sent by a command."""
