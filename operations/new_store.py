"""What a new store is named by, and why a text cannot be taken: for windows and commands alike.

Each function gives a Chinese sentence, or the empty string when nothing is wrong.
"""

_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_LONGEST_CODE = 32


def school_code_fault(code: str) -> str:
    """Why a text is no 学校标识码."""
    if len(code) == 10 and code.isascii() and code.isdecimal():
        return ""
    return f"学校标识码应为 10 位数字，填的是“{code}”，请对照教育部学校代码改正。"


def school_name_fault(name: str) -> str:
    """Why a text is no name of a school."""
    return "" if name.strip() else "学校名称不能为空，请填写法人证书上的全称。"


def bureau_code_fault(code: str) -> str:
    """Why a text is no code of a bureau."""
    if code.isalnum() and code.isascii() and len(code) <= _LONGEST_CODE:
        return ""
    return f"区局代码应由字母和数字组成，最多 {_LONGEST_CODE} 个，填的是“{code}”，请改正。"


def bureau_name_fault(name: str) -> str:
    """Why a text is no name of a bureau."""
    return "" if name.strip() else "区局名称不能为空，请填写全称，它印在申报表上。"


def operator_fault(name: str) -> str:
    """Why a text is no name of an operator."""
    return "" if name.strip() else "操作员姓名不能为空，操作记录里要写明是谁做的。"


def period_fault(period: str) -> str:
    """Why a text is no period to report."""
    is_number = period.isascii() and period.isdecimal() and len(period) == 4
    if is_number and _FIRST_YEAR <= int(period) <= _LAST_YEAR:
        return ""
    return f"报告期应为年份，例如 2024，填的是“{period}”，请改正。"
