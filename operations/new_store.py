"""What a new store is named by, and why a text cannot be taken: for windows and commands alike.

Each function gives a Chinese sentence, or the empty string when nothing is wrong.
"""

from forms.types.visible import first_hidden, hidden_shown

_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_LONGEST_CODE = 32
LONGEST_NAME = 64
"""Characters; a name goes into a certificate, which holds 64 (X.520)."""


def school_code_fault(code: str) -> str:
    """Why a text is no 学校标识码."""
    if len(code) == 10 and code.isascii() and code.isdecimal():
        return ""
    return f"学校标识码应为 10 位数字，填的是“{code}”，请对照教育部学校代码改正。"


def school_name_fault(name: str) -> str:
    """Why a text is no name of a school."""
    if not name.strip():
        return "学校名称不能为空，请填写法人证书上的全称。"
    return _name_fault("学校名称", name)


def bureau_code_fault(code: str) -> str:
    """Why a text is no code of a bureau."""
    if code.isalnum() and code.isascii() and len(code) <= _LONGEST_CODE:
        return ""
    return f"区局代码应由字母和数字组成，最多 {_LONGEST_CODE} 个，填的是“{code}”，请改正。"


def bureau_name_fault(name: str) -> str:
    """Why a text is no name of a bureau."""
    if not name.strip():
        return "区局名称不能为空，请填写全称，它印在申报表上。"
    return _name_fault("区局名称", name)


def operator_fault(name: str) -> str:
    """Why a text is no name of an operator."""
    if not name.strip():
        return "操作员姓名不能为空，操作记录里要写明是谁做的。"
    return _name_fault("操作员姓名", name)


def period_fault(period: str) -> str:
    """Why a text is no period to report."""
    is_number = period.isascii() and period.isdecimal() and len(period) == 4
    if is_number and _FIRST_YEAR <= int(period) <= _LAST_YEAR:
        return ""
    return f"报告期应为年份，例如 2024，填的是“{period}”，请改正。"


def _name_fault(what: str, name: str) -> str:
    hidden = first_hidden(name)
    if hidden is not None:
        shown = hidden_shown(name)[:LONGEST_NAME]
        return (
            f"{what}“{shown}”里有看不见的字符（U+{ord(hidden):04X}，显示为 □），请删去后重新输入。"
        )
    if len(name) > LONGEST_NAME:
        return f"{what}有 {len(name)} 个字，最多 {LONGEST_NAME} 个，请缩短。"
    return ""
