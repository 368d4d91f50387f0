"""Backups into a folder: names, retention, encryption, drills."""
