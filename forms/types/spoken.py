"""Everyday words for choices of the official lists; only those that can mean one option alone.

Words that may mean several options are refused, and the refusal says which (:data:`SEVERAL`).
"""

from collections.abc import Mapping
from typing import Final

SPOKEN: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "school_type": {
        "211": ("完小", "完全小学", "普通小学", "中心小学"),
        "218": ("教学点", "小教点"),
        "311": ("初中", "初级中学校", "普通初中", "独立初中", "初中校"),
        "312": (
            *("九年一贯制", "九年一贯", "九年制学校", "九年制", "九年一贯学校", "九年义务制学校"),
            *("9年一贯制", "9年一贯制学校", "9年一贯", "九年一贯制校"),
        ),
        "341": ("完中", "完全中学校", "初高中"),
        "345": (
            *("十二年一贯制", "十二年一贯", "十二年制学校", "十二年制", "十二年一贯制校"),
            *("12年一贯制", "12年一贯制学校", "12年一贯"),
        ),
    },
    "sponsor": {
        "7": ("县级教育局", "区级教育部门", "区教育局", "县教育局", "区教育部门", "县教育部门"),
        "10": ("民办学校", "私立", "社会力量办学"),
    },
    "urban_rural": {
        "111": ("城市主城区",),
        "112": ("城乡结合部",),
        "121": ("镇中心",),
        "122": ("镇乡结合部",),
        "210": ("乡中心",),
        "220": ("村", "农村村庄"),
    },
    "campus_treatment": {
        "merge": ("并入", "不计校数", "并入主校区"),
        "separate": ("单列", "计校数", "单独计算"),
    },
}
"""Choice list → code → everyday words."""

SEVERAL: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "school_type": {
        "中学": ("311", "341"),
        "村小": ("211", "218"),
        "一贯制": ("312", "345"),
        "一贯制学校": ("312", "345"),
    },
    "sponsor": {
        **dict.fromkeys(("公办", "公立", "公办学校"), ("1", "2", "3", "4", "5", "6", "7", "8")),
        **dict.fromkeys(("教育部门", "教育局"), ("1", "3", "5", "7")),
        "其他部门": ("2", "4", "6", "8"),
    },
    "urban_rural": {
        **dict.fromkeys(("城区", "城市"), ("111", "112")),
        **dict.fromkeys(("镇区", "镇", "乡镇", "县镇"), ("121", "122", "123")),
        **dict.fromkeys(("乡村", "农村"), ("210", "220")),
    },
}
"""Choice list → everyday word → the codes it may mean."""
