"""Mutants: small faults put into the product one at a time, to see whether any test notices.

``python3 dev.py test --mutants [PATH…]`` runs a sample. The ready-made tools do not fit here:
``cosmic-ray`` writes every mutant into the source, so that a run which is ended leaves the fault
behind; ``mutmut`` tests a rewritten copy of the tree, where the tests that read the project's own
files fail; neither takes a sample that comes out the same on the next day.
"""
