"""What people call the columns that say which school a row is about."""

from typing import Final

SCHOOL_CODE_HEADINGS: Final = (
    "学校代码",
    "学校（机构）标识码",
    "机构标识码",
    "标识码",
    "学校编码",
    "学校编号",
    "学校标识代码",
    "学校标识",
    "学校识别码",
    "机构代码",
    "单位代码",
)
SCHOOL_NAME_HEADINGS: Final = ("校名", "学校", "学校全称", "单位名称", "学校（机构）名称")
SCHOOL_TYPE_HEADINGS: Final = (
    "学校类型",
    "学校类别",
    "办学类别",
    "学校办学类型",
    "类型",
    "办学类型代码",
    "学校类型代码",
    "机构类型",
)
SPONSOR_HEADINGS: Final = ("举办者", "举办者类别", "学校举办者", "举办单位类型")
URBAN_RURAL_HEADINGS: Final = (
    "城乡分类",
    "城乡类别",
    "所在地城乡类型",
    "学校所在地城乡类型",
    "城乡属性",
)
