"""The verdict as JSON: what is unknown is null, who is the cause stands by name."""

import json

from forms.canonical import json_text
from forms.district.figures import district_json
from forms.district.school import DistrictSchool, SchoolScope
from tests.forms.samples import district


def test_items_carry_their_figure_and_their_schools() -> None:
    schools = (*district.schools(funding__charter=False), district.outstanding())
    data = json.loads(json_text(district_json(district.verdict(schools))))
    items = {item["id"]: item for item in data["items"]}
    assert data["passes"] is False
    assert items["D_Q3"]["failing"] == [{"code": "2142100001", "name": "样例小学"}]
    assert items["D_Q3"]["unknown"] == [{"code": "2142100009", "name": "未报小学"}]
    assert (items["D_G8"]["shown"], items["D_G8"]["unit"]) == (139400, "元")
    assert items["D_G14"]["shown"] == 57.5
    assert items["D_G9"]["shown"] is None
    assert "shown" not in items["D_G1"]


def test_checks_are_given_school_by_school() -> None:
    data = district_json(district.verdict((*district.schools(), district.outstanding())))
    checks = json.loads(json_text(data))["checks"]
    assert [(one["code"], one["accepted"]) for one in checks] == [
        ("2142100001", True),
        ("3142100002", True),
        ("2142100009", False),
    ]
    assert checks[0]["answers"]["G3_music"] is True
    assert "G5_class_junior" not in checks[0]["answers"]
    assert checks[2]["answers"]["G3_music"] is None


def test_a_school_of_which_nothing_is_known_has_no_rows_and_no_schools() -> None:
    scope = SchoolScope({})
    assert (scope.row, scope.rows("safety.incidents"), scope.schools()) == (None, (), ())
    assert DistrictSchool("1", "", accepted=False, scope=scope).type == ""
