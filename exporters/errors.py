"""The common kind of what readers and writers of files tell the user."""


class SentenceError(ValueError):
    """Something cannot be read, written or signed.

    The message is a whole Chinese sentence for the user: what is wrong, where, what to do. Errors
    that bring only a clause, to stand in the sentence of a caller, are not of this kind.
    """
