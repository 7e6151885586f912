"""The official tables of the evaluation, as plain models."""
