"""The JSON API, /api/v1/: the public lists and cases for programs."""
