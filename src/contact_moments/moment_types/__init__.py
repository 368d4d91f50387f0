"""The types that every new register gets: a JSON file for each, and `common.json`, the fields that all types share."""
