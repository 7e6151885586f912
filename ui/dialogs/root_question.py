"""The one question before a bureau is believed: whether its fingerprint is that of the printed notice."""

from typing import TYPE_CHECKING

from ui.messages import Messages

if TYPE_CHECKING:
    from operations.school.keys.opening import RootOffer


def root_is_right(messages: Messages, offer: "RootOffer", *, accept: str) -> bool:
    """Show the root an opening file brings; ``accept`` says what is done with the file then."""
    text = f"这份文件来自“{offer.name}”。请把下面的指纹与区局盖章的通知逐字核对，一致才能使用。"
    detail = f"指纹　{offer.fingerprint}\n电话核对　{offer.words}"
    return messages.confirm("核对区局的根证书", text, accept=f"指纹一致，{accept}", detail=detail)
