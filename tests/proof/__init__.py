"""The proof that nothing is lost: random kills, power cuts, random histories, files of the past.

A small part of it runs with every test run; ``python3 dev.py test --long`` runs all of it and ends
with the figures (docs/reliability.md says what they mean).
"""
