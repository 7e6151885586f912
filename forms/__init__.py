"""The meaning of a return: pack definitions, exact values, expressions, rules, indicators, workflow.

Pure functions and frozen dataclasses. Nothing here opens a file, a database or a window.
"""
