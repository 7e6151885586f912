"""From text to Python's own tree: what its syntax refuses is said in words for the author of a pack."""

import ast
import re
import warnings
from typing import Final

from forms.expr.errors import ExpressionError

_LONGEST: Final = 4000
_DOUBTFUL: Final = re.compile(r"\\|[0-9][A-Za-z]")


def syntax_tree(flat: str) -> ast.Expression:
    """Parse the text of an expression, one line of at most 4000 characters.

    Raises:
        ExpressionError: It is empty, too long, no expression of Python's, or has a comment.

    """
    if not flat:
        raise ExpressionError("表达式是空的。", 1)
    if len(flat) > _LONGEST:
        raise ExpressionError(f"表达式太长（最多 {_LONGEST} 个字符），请拆成几个计算项。", _LONGEST)
    try:
        tree = _strictly(flat) if _DOUBTFUL.search(flat) else ast.parse(flat, mode="eval")
    except SyntaxError as error:
        message = "写法不对，请检查括号、引号和运算符是否成对、完整。"
        raise ExpressionError(message, error.offset or 1) from None
    except (ValueError, MemoryError, RecursionError, Warning):
        message = "无法读取，可能嵌套太深或含有不可见字符。"
        raise ExpressionError(message, 1) from None
    comment = flat.find("#")
    if comment >= 0 and not _only_in_texts(tree, flat.count("#")):
        raise ExpressionError("表达式里不能写注释（#）。", comment + 1)
    return tree


def _strictly(flat: str) -> ast.Expression:
    """Parse what Python may only warn about: unknown escapes, and ``1if`` without a blank."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ast.parse(flat, mode="eval")


def _only_in_texts(tree: ast.Expression, count: int) -> bool:
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return sum(text.count("#") for text in texts if isinstance(text, str)) == count
