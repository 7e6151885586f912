"""The bureau's settings as people read them. Pure."""

from collections.abc import Mapping

from forms.evaluation.resources import RELAXATIONS
from forms.spec import FieldType, Pack, Setting


def value_text(setting: Setting, text: str | None) -> str:
    """A setting's value in words; the default where nothing was chosen."""
    given = setting.default if text is None else text
    if given is None or not given:
        return "未定"
    if setting.type is FieldType.YES_NO:
        return {"yes": "是", "no": "否"}.get(given, given)
    if given in setting.choices and setting.choice_labels:
        return setting.choice_labels[setting.choices.index(given)]
    return given


def evaluation_settings(settings: Mapping[str, str], pack: Pack) -> list[tuple[str, str]]:
    """The settings that change who reaches what: label and value."""
    return [
        (setting.label, value_text(setting, settings.get(setting.id)))
        for setting in pack.settings
        if setting.id in RELAXATIONS
    ]
