"""The columns of the flat table ``district-raw`` (forms catalogue 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from forms.tables.school_headings import (
    SCHOOL_CODE_HEADINGS,
    SCHOOL_NAME_HEADINGS,
    SCHOOL_TYPE_HEADINGS,
    SPONSOR_HEADINGS,
    URBAN_RURAL_HEADINGS,
)


class ColumnKind(StrEnum):
    """What a column holds."""

    CODE = "code"
    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column.

    Attributes:
        id: Field id, also its heading.
        label: Chinese heading.
        kind: See :class:`ColumnKind`.
        required: Whether a table without it cannot be evaluated.

    """

    id: str
    label: str
    kind: ColumnKind
    required: bool = True

    @property
    def in_campus(self) -> str:
        """Id of the same column in the table of campuses."""
        return self.id.partition(".")[2]


def _counts(*pairs: tuple[str, str], required: bool = True) -> tuple[RawColumn, ...]:
    return tuple(RawColumn(name, label, ColumnKind.COUNT, required) for name, label in pairs)


COLUMNS: Final[tuple[RawColumn, ...]] = (
    RawColumn("profile.school_code", "学校标识码", ColumnKind.CODE),
    RawColumn("profile.school_name", "学校名称", ColumnKind.TEXT),
    RawColumn("profile.school_type", "办学类型", ColumnKind.CODE),
    *_counts(
        ("pupils.enrolled_primary", "小学在校生数"),
        ("pupils.enrolled_junior", "初中在校生数"),
        ("pupils.enrolled_senior", "高中在校生数"),
        ("staffing.doctorate_primary", "小学博士研究生"),
        ("staffing.master_primary", "小学硕士研究生"),
        ("staffing.bachelor_primary", "小学本科"),
        ("staffing.associate_primary", "小学专科"),
        ("staffing.doctorate_junior", "初中博士研究生"),
        ("staffing.master_junior", "初中硕士研究生"),
        ("staffing.bachelor_junior", "初中本科"),
        ("staffing.backbone_primary", "小学县级及以上骨干教师"),
        ("staffing.backbone_junior", "初中县级及以上骨干教师"),
        ("staffing.pe_primary", "小学体育与健康教师"),
        ("staffing.music_primary", "小学音乐教师"),
        ("staffing.fine_art_primary", "小学美术教师"),
        ("staffing.arts_primary", "小学艺术（综合）教师"),
        ("staffing.pe_junior", "初中体育与健康教师"),
        ("staffing.music_junior", "初中音乐教师"),
        ("staffing.fine_art_junior", "初中美术教师"),
        ("staffing.arts_junior", "初中艺术（综合）教师"),
    ),
    RawColumn("facilities.teaching_area", "教学及辅助用房面积", ColumnKind.DECIMAL),
    RawColumn("facilities.indoor_sports_area", "其中室内体育用房面积", ColumnKind.DECIMAL),
    RawColumn("facilities.sports_ground_area", "其中运动场地面积", ColumnKind.DECIMAL),
    RawColumn("facilities.equipment_value", "其中教学仪器设备资产值", ColumnKind.DECIMAL),
    RawColumn("facilities.multimedia_rooms", "网络多媒体教室", ColumnKind.COUNT),
    RawColumn("profile.campus_no", "校区号", ColumnKind.CODE, required=False),
    RawColumn("profile.campus_treatment", "校区评估处理", ColumnKind.CODE, required=False),
    RawColumn("profile.sponsor_type", "举办者类型", ColumnKind.CODE, required=False),
    RawColumn("profile.urban_rural", "城乡类型", ColumnKind.CODE, required=False),
    RawColumn(
        "profile.dense_centre",
        "人口密度过高的大城市中心城区学校",
        ColumnKind.YES_NO,
        required=False,
    ),
    *_counts(
        ("staffing.visiting_pe_arts_primary", "小学到校交流、兼职、走教的体育艺术教师"),
        ("staffing.visiting_pe_arts_junior", "初中到校交流、兼职、走教的体育艺术教师"),
        required=False,
    ),
    RawColumn(
        "facilities.special_sports_area",
        "校园内地下、楼顶等改造的专用运动场地面积",
        ColumnKind.DECIMAL,
        required=False,
    ),
    RawColumn(
        "facilities.leased_area_eligible",
        "可计入的租赁场馆面积",
        ColumnKind.DECIMAL,
        required=False,
    ),
    *_counts(
        ("pupils.grades_primary", "小学年级数"),
        ("pupils.grades_junior", "初中年级数"),
        ("pupils.classes_primary", "小学班级数"),
        ("pupils.classes_junior", "初中班级数"),
        required=False,
    ),
)
"""All columns in the order of the catalogue: 28 required, 13 optional."""

REQUIRED: Final[frozenset[str]] = frozenset(column.id for column in COLUMNS if column.required)

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "profile.school_code": SCHOOL_CODE_HEADINGS,
    "profile.school_name": SCHOOL_NAME_HEADINGS,
    "profile.school_type": SCHOOL_TYPE_HEADINGS,
    "profile.sponsor_type": SPONSOR_HEADINGS,
    "profile.urban_rural": URBAN_RURAL_HEADINGS,
    "profile.campus_treatment": ("校区处理",),
    "facilities.equipment_value": ("教学仪器设备值", "教学仪器设备总值"),
}
"""Other headings that people give a column."""
