"""Use-cases of both faces, verb-noun, without Qt: what windows, command line and tests share.

The only code that sees the stores and the files together. Arguments are keyword-only beyond two;
every refusal is an :class:`operations.errors.OperationError` with a Chinese sentence.
"""
