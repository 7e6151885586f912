"""The budgets of the design, each as a ratio to a floor measured in the same run.

``python3 dev.py bench [--json] [NAME …]``. Nothing here is a timed test: the figures are for people,
and a slow machine slows floor and program alike.
"""
