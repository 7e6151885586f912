"""One editor per field type. An editor emits raw text; it neither parses nor saves."""
