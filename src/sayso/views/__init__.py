"""Readings for people: a terminal, a self-contained HTML page, a table. Nothing is decided here."""
