"""How both faces say what the check of the journal has found."""

from operations.journal.proof import HistoryVerdict
from ui.messages import Messages


def in_one_line(verdict: HistoryVerdict) -> str:
    """Sum it up for a strip, with what should be known besides."""
    return "".join((verdict.message, *verdict.remarks))


def tell_findings(messages: Messages, verdict: HistoryVerdict) -> None:
    """Show what is wrong, if anything is."""
    if verdict.findings:
        messages.inform(
            "与日志不符",
            "下列各处与日志不符，可能有人绕过程序改动过。请保留文件，不要再写，并报告区局。",
            detail="\n".join(verdict.findings),
            tone="error",
        )
