"""Typing into forms: the open return as pages see it, section pages, problems, paste; for both faces."""
