"""Why a container is refused: a code for programs and one sentence for people.

Readers below the verifier raise :class:`Refusal` at the first fault; :mod:`exporters.asic.verify`
turns it into a verdict, so nothing here ever reaches a user as a traceback.
"""

from forms.exchange import Code

_AGAIN = "请发送方重新导出后再发一次"
_FORGED = "不要使用这个文件，请打电话向发送方核实后请其重新导出"

ADVICE: dict[Code, str] = {
    Code.OK: "可以使用",
    Code.E_SIZE: "请确认选对了文件，并" + _AGAIN,
    Code.E_CRYPT: "请确认文件传输完整、选对了区局，并" + _AGAIN,
    Code.E_ZIP: _AGAIN,
    Code.E_NAME: _FORGED,
    Code.E_DUP: _FORGED,
    Code.E_BOMB: _FORGED,
    Code.E_MIME: "请确认选的是本程序导出的文件，不是改过扩展名的其他文件",
    Code.E_SIG: _FORGED,
    Code.E_XML: _FORGED,
    Code.E_ALG: "请发送方把程序升级到最新版本后重新导出",
    Code.E_MAN: _FORGED,
    Code.E_SET: _FORGED,
    Code.E_DIGEST: _FORGED,
    Code.E_JSON: "请发送方把程序升级到最新版本后重新导出",
    Code.E_PKG: "请发送方把程序升级到最新版本后重新导出",
    Code.E_WHO: "请核对是谁发来的文件，并请本校校长重新签名导出",
    Code.E_ADDRESSEE: "请把文件交给它写明的收件单位",
    Code.E_SCHOOL: "请先在学校名册中核对这所学校",
    Code.E_PERIOD: "请选择同一年的文件和库；年份建错了的，请学校按区局的报告期新建填报库并重新开户",
    Code.E_TIME: "请发送方校准电脑的日期和时间，重新签名后再发一次",
    Code.E_PACK: "请双方使用同一版本的表册后重新导出",
    Code.E_DATA: "请学校用程序重新检查、签名并导出",
    Code.E_SEEN: "不需要再次导入",
    Code.E_GAP: "请先导入缺少的前一份上报包",
    Code.E_FORK: "请与学校核实哪一份有效，再由局端处理",
    Code.E_CHAIN: "请学校先读入最近的回执，再重新导出",
    Code.E_CLOCK: "请先校准这台电脑的日期和时间再试",
}
"""What to do about each code; the second half of every sentence."""


class Refusal(Exception):  # noqa: N818 - a finding about the bytes, not an error of the program
    """The bytes break a rule of the format, or a check of trust failed.

    Attributes:
        code: First rule broken.
        what: Chinese clause: what is wrong and where, without the advice.
        advice: Chinese clause: what to do; that of the code unless given.
        technical: Detail for experts, English.
        stranger: The signature may be sound, but its maker is nobody we know.

    """

    def __init__(
        self,
        code: Code,
        what: str,
        *,
        technical: str = "",
        advice: str | None = None,
        stranger: bool = False,
    ) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what
        self.advice = ADVICE[code] if advice is None else advice
        self.technical = technical
        self.stranger = stranger

    def told_of(self, whose: str) -> "Refusal":
        """The same refusal, with whose it is in front; ``whose`` in Chinese."""
        return Refusal(
            self.code,
            f"{whose}：{self.what}",
            technical=self.technical,
            advice=self.advice,
            stranger=self.stranger,
        )

    @property
    def sentence(self) -> str:
        """One Chinese sentence: what is wrong, where, what to do."""
        return f"{self.what}，{self.advice}。"
