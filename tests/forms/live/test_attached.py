"""The budget of all attachments together, and the field it is told at."""

import json

from forms.edits import SetAnswer
from forms.live.attached import MOST_BYTES, over_budget
from forms.spec import FieldType
from tests.forms.samples.full_pack import engine, sheet


def test_too_many_bytes_are_told_at_the_last_field_with_files() -> None:
    opened = sheet("nine_year")
    files = [item for item in engine().plan.fields.values() if item.type is FieldType.ATTACHMENT]
    field = next(item.id for item in files if item.relevant is None)
    assert over_budget(opened) is None
    file = {"name": "合同.pdf", "sha256": "ab" * 32, "size": MOST_BYTES + 1}
    for item in files:
        opened.apply(SetAnswer(item.id, None))
    opened.apply(SetAnswer(field, json.dumps([file], ensure_ascii=False)))
    found = over_budget(opened)
    assert found is not None
    assert (found.code, found.address) == ("F7", field)
    assert found.message.startswith("附件合计 41 MB，一份填报表最多 40 MB。")
