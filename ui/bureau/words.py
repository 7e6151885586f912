"""How the district's facts read and look: icon, colour role and word of every state. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from forms import signs
from forms.evaluation import INDICATORS, SchoolResult
from forms.exchange import Code, Level
from forms.indicator_value import IndicatorState
from forms.rounding import rounded
from forms.schooling import Section
from operations.bureau.records import ReturnState
from operations.bureau.today.facts import SchoolFacts
from operations.bureau.today.standings import DeliveryState
from operations.keys.key_care import KeyStatus
from operations.packs.bundled import seven_names
from ui.models.records import CellLook

NOTHING: Final = CellLook(signs.NOTHING, order=None, muted=True)

STATES: Final = {
    IndicatorState.REACHED: ("circle-check", "ok"),
    IndicatorState.GE85: ("circle-minus", "query"),
    IndicatorState.SHORT: ("circle-x", "error"),
    IndicatorState.MISSING: ("circle-dashed", "muted"),
}
ENROLMENTS: Final = {
    KeyStatus.NONE: ("circle-dashed", "muted"),
    KeyStatus.VALID: ("badge-check", "ok"),
    KeyStatus.EXPIRING: ("clock", "query"),
    KeyStatus.EXPIRED: ("badge-x", "error"),
    KeyStatus.REVOKED: ("shield-x", "error"),
}
DELIVERIES: Final = {
    ReturnState.NONE: ("circle-dashed", "muted"),
    ReturnState.DELIVERED: ("package-open", "accent"),
    ReturnState.ACCEPTED: ("package-check", "ok"),
    ReturnState.RETURNED: ("corner-up-left", "query"),
}
STANDINGS: Final = {
    DeliveryState.ACCEPTED: ("package-check", "ok"),
    DeliveryState.WAITING: ("package-open", "accent"),
    DeliveryState.RETURNED: ("corner-up-left", "query"),
    DeliveryState.MISSING: ("circle-dashed", "muted"),
    DeliveryState.LATE: ("clock", "error"),
}
LEVELS: Final = {
    Level.VALID: ("circle-check", "ok"),
    Level.REMARK: ("circle-check", "query"),
    Level.UNKNOWN_SIGNER: ("shield-question-mark", "query"),
    Level.INVALID: ("circle-x", "error"),
}
PASSES: Final = {
    True: ("circle-check", "ok", "达标"),
    False: ("circle-x", "error", "不达标"),
    None: ("circle-dashed", "muted", "缺数据"),
}
ADVICE: Final = {
    Code.E_SIZE: "请核对选择的文件；太大或读不出的文件请让学校重新导出。",
    Code.E_CRYPT: "文件不是加密给本区的，或在传送中损坏。请学校核对开户文件后重新导出。",
    Code.E_SIG: "证书已吊销或过期的，请校长换发证书后重新签名；其他的，请学校重新导出，再次出现请电话核对。",
    Code.E_WHO: "签名人与学校不符。请电话联系学校，确认由校长本人签名后重新导出。",
    Code.E_ADDRESSEE: "这份文件是给别的区局的，请退还学校。",
    Code.E_SCHOOL: "学校不在名册中或已停用。请先核对名册，再导入。",
    Code.E_PERIOD: "报告期不是本局端库的年份。请学校按本局的报告期新建填报库，重新开户、填报、签名。",
    Code.E_TIME: "上报包里的时间互相矛盾。请学校校准电脑的日期和时间，重新签名导出。",
    Code.E_PACK: "学校用的表册与本区不同。请学校升级程序，重新检查、签名并导出。",
    Code.E_DATA: "请学校升级程序并读入最新的开户文件，重新检查、签名并导出。",
    Code.E_SEEN: "这份文件以前已经导入，不需要再做什么。",
    Code.E_GAP: "请向学校索取缺的那一份，先导入它；确实丢失的，在这所学校的页面“重设编号”。",
    Code.E_FORK: "同一编号有两份不同的上报包。请与学校核对以哪一份为准。",
    Code.E_CHAIN: "与上一份接不上。请学校读入最近的回执或退回单后重新导出。",
    Code.E_CLOCK: "请核对这台电脑的日期和时间。现在的时间没错、是以前曾经调快的，到“区局设置”里校正。",
}
"""What to do about a refused file, beyond the sentence of its verdict."""
DAMAGED: Final = "文件损坏或被改动。请学校重新导出，换一种方式传送；再次出现请电话核对。"


def moment(when: datetime) -> str:
    """A time as it is read here."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def advice(code: Code) -> str:
    """What the officer does next about a file."""
    return "" if code is Code.OK else ADVICE.get(code, DAMAGED)


def enrolment_look(facts: SchoolFacts) -> CellLook:
    """Whether a school can sign."""
    icon, tone = ENROLMENTS[facts.enrolment]
    tip = facts.enrolment.label
    if facts.certificate is not None:
        tip += f"，证书有效期至 {facts.certificate.not_after.astimezone():%Y-%m-%d}"
    order = list(KeyStatus).index(facts.enrolment)
    return CellLook(facts.enrolment.label, icon=icon, tone=tone, order=order, tip=tip)


def delivery_look(facts: SchoolFacts) -> CellLook:
    """How far a school's return is."""
    icon, tone = DELIVERIES[facts.state]
    return CellLook(
        facts.state.label, icon=icon, tone=tone, order=list(ReturnState).index(facts.state)
    )


def result_look(facts: SchoolFacts, level: Section) -> CellLook:
    """The verdict of a school on one level, with how many of the seven it reaches."""
    result = facts.result(level)
    if result is None:
        if facts.excluded is not None and facts.package is not None:
            tip = facts.excluded.reason.label
            return CellLook("不参加", icon="circle-minus", order=None, muted=True, tip=tip)
        return NOTHING
    icon, tone, word = PASSES[result.passes]
    return CellLook(
        f"{word} {result.reached}/7",
        icon=icon,
        tone=tone,
        order=(result.passes is True, result.reached),
        tip=SevenInWords(result),
    )


@dataclass(frozen=True, slots=True)
class SevenInWords:
    """Makes the tool tip of a school when it is asked for: all seven figures, one line each."""

    result: SchoolResult

    def __call__(self) -> str:
        return seven_in_words(self.result)


def seven_in_words(result: SchoolResult) -> str:
    """All seven figures of a school, one line each."""
    lines = [f"{result.unit.name} {result.unit.level.label}"]
    for place, (name, state) in enumerate(zip(INDICATORS, result.states, strict=True)):
        lines.append(f"{name} {seven_names()[place].thing}　{figure(result, place)}　{state.label}")
    return "\n".join(lines)


def figure(result: SchoolResult, place: int) -> str:
    """One of the seven figures of a school, rounded for reading."""
    value = result.values[place]
    return "缺" if value is None else rounded(value, seven_names()[place].decimals)


def schools_shown(shown: int, every: int) -> str:
    """How many of the schools a list shows, without a full stop, and what to do where it shows none."""
    if shown == every:
        return f"共 {every} 所"
    text = f"显示 {shown} 所，共 {every} 所"
    return text if shown else f"{text}，没有符合条件的学校，请改变查找的词或点“全部”"


def plural(counts: Sequence[tuple[int, str]]) -> str:
    """Counts that are not zero, in one sentence part: ``3 份接收，1 份拒收``."""
    return "，".join(f"{count} {word}" for count, word in counts if count)
