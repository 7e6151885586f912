"""``bureau figure``: a figure with its parts, the package and the signature, as lines and as JSON."""

from operations.bureau.evaluation.find_figures import find_figures
from operations.bureau.store import open_bureau
from operations.demo.run import DemoFiles
from tests.cli.conftest import Command

PRIMARY_CODE = "2142100001"
BOTH_CODE = "3142100002"


def test_json_gives_all_that_stands_behind_a_figure(command: Command, demo: DemoFiles) -> None:
    run = command("bureau", "figure", demo.bureau_store, PRIMARY_CODE, "L4", "--json")
    assert run.code == 0
    with open_bureau(demo.bureau_store, read_only=True) as store:
        (figure,) = find_figures(store, PRIMARY_CODE, "L4")
    assert figure.signer is not None
    assert run.data["school"] == PRIMARY_CODE
    figures = run.data["figures"]
    assert isinstance(figures, list)
    (found,) = figures
    assert found["level"] == "primary"
    assert found["indicator"]["id"] == "L4_primary"
    assert found["indicator"]["value"] == str(figure.value.value)
    assert found["indicator"]["state"] == figure.value.state
    assert found["standard"] == {"reached": 4.5, "ge85": 3.825}
    assert found["sentence"] == figure.sentence
    assert [(part["label"], part["text"], part["address"]) for part in found["sources"]] == [
        (part.operand.label, part.text, part.address) for part in figure.sources
    ]
    assert found["rules"] == list(figure.rules)
    assert found["package"]["number"] == 1
    assert found["package"]["identity"] == figure.package.identity
    assert found["signature"]["name"] == figure.signer.name
    assert found["signature"]["certificate_serial"] == figure.signer.certificate_serial
    assert found["signature"]["certificate_fingerprint"] == figure.signer.fingerprint
    assert [one["name"] for one in found["confirmations"]] == ["王样例", "李样例", "张样例"]
    assert found["holds"] is True


def test_lines_name_value_parts_and_signer(command: Command, demo: DemoFiles) -> None:
    run = command("bureau", "figure", demo.bureau_store, BOTH_CODE, "L1")
    assert run.code == 0
    lines = run.out.splitlines()
    assert [line.split("　")[1] for line in lines if "　L1_" in line] == ["L1_primary", "L1_junior"]
    assert any(line.startswith("　小学在校生数：") and "pupils." in line for line in lines)
    assert sum(line.startswith("签名人：张样例（") for line in lines) == 2
    assert sum("三人确认：统计人员王样例（" in line for line in lines) == 2
    assert lines[-1] == "验证结果：签名有效，内容完整，与重新计算的结果一致。"


def test_what_is_not_there_is_an_answer_of_no(command: Command, demo: DemoFiles) -> None:
    for school, indicator in (("没有的学校", "L4"), (PRIMARY_CODE, "L9")):
        run = command("bureau", "figure", demo.bureau_store, school, indicator, "--json")
        assert (run.code, run.out) == (1, "")
        assert run.err.strip().endswith("。")
