"""Fuzzing of everything that reads bytes from outside.

    python -m tests.fuzz                   names the targets
    python -m tests.fuzz zip --seconds 60  fuzzes one, guided by coverage, for a minute
    python -m tests.fuzz all --seconds 30  fuzzes each, half a minute long

Needs ``atheris`` (Linux), best apart: ``pip install --target FOLDER --no-deps atheris``, and FOLDER in
``PYTHONPATH``. What it finds is written to
``crash-…`` in the working folder and belongs into a test. The default test run feeds every target its
seeds and a few hundred damaged ones, without atheris.
"""
