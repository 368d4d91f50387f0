"""The types that every register starts with, as data: one JSON file each, and the schema that all types share."""
