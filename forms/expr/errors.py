"""The error that says where an expression is wrong."""


class ExpressionError(ValueError):
    """An expression that is not of the language.

    Attributes:
        message: Chinese sentence for the author of a pack.
        column: Where in the text, from 1.

    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"第 {column} 个字符处：{message}")
        self.message = message
        self.column = column
