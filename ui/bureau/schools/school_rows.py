"""What the page of one school lists, as rows and facts. Pure."""

from collections.abc import Sequence

from forms.evaluation import INDICATORS, FigureKey, SchoolResult
from forms.exchange import ContainerKind
from forms.places import place_of
from forms.problems import Problem, Severity
from forms.rounding import shortest
from forms.spec import Pack
from operations.bureau.evaluation.figure_sentence import lacking
from operations.bureau.records import IssuedFile, PackageRecord, ReturnState, School
from operations.bureau.returns.school_file import SchoolFile
from operations.bureau.today.facts import SchoolFacts
from operations.packs.bundled import seven_names
from ui.bureau.words import DELIVERIES, STATES, figure, moment
from ui.models.row_list import ListRow, RowLook
from ui.parts.page.facts import grouped

_ISSUED = {
    ContainerKind.OPENING: "file-lock",
    ContainerKind.RECEIPT: "mail-check",
    ContainerKind.RETURN_SLIP: "corner-up-left",
}
_SEVERITIES = {
    Severity.ERROR: ("circle-x", "error"),
    Severity.QUERY: ("circle-check", "ok"),
    Severity.HINT: ("info", "muted"),
}


def figure_rows(results: Sequence[SchoolResult]) -> list[ListRow]:
    """L1 to L7 of a level; a campus that counts by itself follows with its own."""
    several = len(results) > 1
    return [
        ListRow(_figure_look(result, place, several=several), FigureKey(result.unit.key, place))
        for result in results
        for place in range(len(INDICATORS))
    ]


def _figure_look(result: SchoolResult, place: int, *, several: bool) -> RowLook:
    state = result.states[place]
    icon, tone = STATES[state]
    words = [state.label, f"标准 {shortest(result.lines[place].reached, 2)}"]
    if several:
        words.insert(0, result.unit.name)
    if missing := lacking(result, place):
        words.append(f"还差 {missing}")
    return RowLook(
        f"{INDICATORS[place]}　{seven_names()[place].thing}",
        subtitle="　".join(words),
        icon=icon,
        tone=tone,
        trailing=f"{figure(result, place)} {seven_names()[place].rate}",
        trailing_tone="text" if result.values[place] is not None else "muted",
        lines=2,
    )


def package_facts(package: PackageRecord, confirmed: str) -> list[tuple[str, str]]:
    """The newest package, and who has confirmed it."""
    claimed = package.claimed_time
    counts = package.problems
    errors, queries = counts.get(Severity.ERROR, 0), counts.get(Severity.QUERY, 0)
    return [
        ("上报包", f"第 {package.number} 号，{moment(package.received_at)} 导入"),
        ("签名人", package.signer),
        ("签名时间", f"{moment(claimed)}（学校电脑的时间）" if claimed else ""),
        ("三人确认", confirmed),
        ("验证结果", package.remark or "签名有效，内容完整"),
        ("检查结果", _checked(errors, queries)),
        ("包标识", grouped(package.identity[:32]) + " …"),
        ("证书序列号", grouped(package.certificate_serial)),
    ]


def _checked(errors: int, queries: int) -> str:
    if errors:
        return f"逻辑校验 {errors} 个没有通过"
    return f"逻辑校验通过，{queries} 个经验校验有说明" if queries else "全部检查通过"


def next_package(file: SchoolFile) -> str:
    """Which number is taken next."""
    text = f"应为第 {file.next_number} 号"
    return f"{text}，编号已重设，不要求接着上一份" if file.restarted else text


def package_rows(packages: Sequence[PackageRecord]) -> list[ListRow]:
    """All packages of a school; one that waits for no answer any more, a later one having come, says so."""
    standing = [item.number for item in packages if item.undone_at is None]
    rows = []
    for item in packages:
        (icon, tone), word = DELIVERIES[item.state], item.state.label
        if item.undone_at is not None:
            icon, tone, word = "undo-2", "muted", "导入已撤销"
        elif item.state is ReturnState.DELIVERED and item.number < max(standing):
            icon, tone, word = "package", "muted", "后来有更新的"
        look = RowLook(
            f"第 {item.number} 号",
            subtitle=f"{item.signer} 签名　{moment(item.received_at)} 导入",
            icon=icon,
            tone=tone,
            trailing=word,
        )
        rows.append(ListRow(look, item.id))
    return rows


def certificate_facts(facts: SchoolFacts) -> list[tuple[str, str]]:
    """Whether and how a school is enrolled."""
    found = facts.certificate
    if found is None:
        return [("状态", "未开户：收到学校的开户申请后，核对指纹，发回开户文件")]
    return [
        ("状态", facts.enrolment.label),
        ("有效期", f"{moment(found.not_before)[:10]} 至 {moment(found.not_after)[:10]}"),
        ("序列号", grouped(found.serial)),
        ("吊销原因", found.revoke_reason),
    ]


def school_facts(school: School, pack: Pack) -> list[tuple[str, str]]:
    """What the roster says."""
    return [
        ("学校名称", school.name),  # whole; the title of the page may end in …
        ("学校标识码", school.code),
        ("办学类型", _choice(pack, "school_type", school.type)),
        ("举办者", _choice(pack, "sponsor", school.sponsor)),
        ("城乡类型", _choice(pack, "urban_rural", school.urban_rural)),
        ("教联体", school.education_group),
        ("校长", school.principal),
        ("联系电话", school.contact),
        ("备注", school.note),
        ("停用日期", school.retired),
    ]


def _choice(pack: Pack, list_id: str, code: str) -> str:
    return pack.choices[list_id].labels.get(code, code)


def problem_rows(problems: Sequence[Problem], pack: Pack) -> list[ListRow]:
    """Findings of the bureau's own check with the school's reasons."""
    rows = []
    for item in problems:
        icon, tone = _SEVERITIES[item.severity]
        reason = f"说明：{item.justification}" if item.justification else "没有说明"
        look = RowLook(
            item.message,
            subtitle=f"{reason}　{item.code}　{place_of(pack, item.address)}",
            icon=icon,
            tone=tone,
            lines=2,
        )
        rows.append(ListRow(look, item))
    return rows


def issued_rows(files: Sequence[IssuedFile]) -> list[ListRow]:
    """Files sent to a school."""
    return [
        ListRow(
            RowLook(
                f"{item.kind.label}　第 {item.number} 号",
                subtitle=item.reason,
                icon=_ISSUED.get(item.kind, "send"),
                trailing=moment(item.created),
            ),
            item,
        )
        for item in files
    ]
