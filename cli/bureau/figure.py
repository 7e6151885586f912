"""``main.py bureau figure``: one figure back to its cells and the signature behind it."""

import argparse
from datetime import datetime

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs
from cli.wording import indicator_json, problem_json, problem_lines
from forms.confirmation import Confirmation
from forms.evaluation.to_json import number
from forms.exchange import Signer
from forms.live.sources import Source
from forms.values import is_number
from operations.bureau.evaluation.drilldown import Figure
from operations.bureau.evaluation.find_figures import find_figures
from operations.bureau.records import PackageRecord
from operations.bureau.returns.confirmed_in_words import confirmed_in_words
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb ``figure``."""
    text = "一所学校的一项指标：数值、由哪些数算出、出自哪一格、谁签的名"
    verb = bureau_verb(verbs, "figure", figure, text=text)
    verb.add_argument("school", metavar="学校", help="学校标识码，或学校全称")
    verb.add_argument("indicator", metavar="指标", help="L1 至 L7，或表册里的指标编号")


def figure(arguments: argparse.Namespace) -> Result:
    """``bureau figure``: every level and campus of the school that has the indicator."""
    with open_bureau(arguments.store, read_only=True) as store:
        found = find_figures(store, arguments.school, arguments.indicator)
        data = {"school": found[0].school, "figures": [_json(one) for one in found]}
        lines = [line for one in found for line in _lines(one)]
    return Result(data, lines)


def _json(found: Figure) -> dict[str, object]:
    value, standard = found.value, found.value.indicator.standard
    exact = value.value
    return {
        "name": found.name,
        "campus": found.campus,
        "level": value.indicator.section,
        "indicator": {**indicator_json(value), "unit": value.indicator.unit},
        "value": number(exact) if is_number(exact) else None,
        "standard": None
        if standard is None
        else {"reached": standard.reached, "ge85": standard.ge85},
        "sentence": found.sentence,
        "note": found.note,
        "sources": [_source_json(part) for part in found.sources],
        "rules": list(found.rules),
        "problems": [problem_json(problem) for problem in found.problems],
        "package": _package_json(found.package),
        "signature": None if found.signer is None else _signature_json(found.signer),
        "confirmations": None
        if found.confirmations is None
        else [_confirmation_json(one) for one in found.confirmations],
        "further_signatures": [_signature_json(one) for one in found.further],
        "verified": found.verified,
        "holds": not found.fault,
    }


def _source_json(part: Source) -> dict[str, object]:
    return {
        "label": part.operand.label,
        "text": part.text,
        "unit": part.operand.unit,
        "place": part.place,
        "address": part.address,
        "name": part.operand.name,
        "depth": part.depth,
        "calculated": part.calculated,
    }


def _package_json(package: PackageRecord) -> dict[str, object]:
    return {
        "number": package.number,
        "identity": package.identity,
        "received_at": package.received_at.isoformat(),
        "state": package.state.value,
    }


def _signature_json(signer: Signer) -> dict[str, object]:
    claimed = signer.claimed_time
    return {
        "name": signer.name,
        "organisation": signer.organisation,
        "claimed_time": None if claimed is None else claimed.isoformat(),
        "certificate_serial": signer.certificate_serial,
        "certificate_fingerprint": signer.fingerprint,
    }


def _confirmation_json(given: Confirmation) -> dict[str, object]:
    at = given.at.isoformat()
    return {"signatory": given.signatory.value, "name": given.name, "at": at}


def _lines(found: Figure) -> list[str]:
    value = found.value
    lines = [
        f"{found.name}　{value.indicator.id}　{value.indicator.label}："
        f"{value.text} {value.indicator.unit}".rstrip()
        + f"（{value.label}）"
    ]
    lines.extend(text for text in (found.sentence, found.note) if text)
    lines.extend(_source_line(part) for part in found.sources)
    if found.sources:
        result = f"下面 {len(found.problems)} 条有结果：" if found.problems else "没有发现问题。"
        lines.append(f"检查：{len(found.rules)} 条规则用到这些数，{result}")
    lines.extend(problem_lines(found.problems))
    lines.extend(_signed_lines(found))
    return lines


def _source_line(part: Source) -> str:
    unit = f" {part.operand.unit}" if part.operand.unit and is_number(part.operand.value) else ""
    text = f"{part.text}{unit}"
    where = "，".join(word for word in (part.place, part.address) if word)
    return f"{'　' * (part.depth + 1)}{part.operand.label}：{text}" + (
        f"（{where}）" if where else ""
    )


def _signed_lines(found: Figure) -> list[str]:
    package, signer = found.package, found.signer
    lines = [
        f"上报包：第 {package.number} 号，{_moment(package.received_at)} 导入，包标识 {package.identity}"
    ]
    if signer is not None:
        when = "时间不明" if signer.claimed_time is None else _moment(signer.claimed_time)
        lines.append(
            f"签名人：{signer.name}（{signer.organisation}），{when}（学校电脑的时间）；"
            f"证书序列号 {signer.certificate_serial}，指纹 {signer.fingerprint}"
        )
    if signer is not None:
        lines.append(f"三人确认：{confirmed_in_words(found.confirmations, found.further)}")
    lines.append(f"验证结果：{found.verified.rstrip('。')}。")
    return lines


def _moment(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
