"""Table Ⅳ of the application form: the fifteen items of 政府保障程度."""

from typing import Final

from forms.official.items import ItemRow, ItemTable

_SMALL: Final = "na0(funding.pupils_last_primary) + na0(funding.pupils_last_junior) < 100"
_LAST: Final = "na0(funding.pupils_last_primary) + na0(funding.pupils_last_junior)"
_TRAINED: Final = "dsum(staffing.trained_360_primary) + dsum(staffing.trained_360_junior)"
_CERTIFIED: Final = "dsum(staffing.certified_primary) + dsum(staffing.certified_junior)"
_FULLTIME: Final = "district.sum_fulltime_primary + district.sum_fulltime_junior"
_PUBLIC: Final = "profile.is_public"
_CATCHMENT: Final = f"{_PUBLIC} and not profile.boarding_school and profile.urban_group != 'rural'"
_PLACED: Final = "district.migrant_public + district.migrant_purchased"

ASSURANCE: Final = ItemTable(
    "IV",
    "表Ⅳ 政府保障程度情况",
    (
        ItemRow("D_G1", "学校规划布局合理，符合国家规定", "{district.layout_note|。}"),
        ItemRow(
            "D_G2",
            "城乡学校建设标准、教师编制标准、生均公用经费基准定额、基本装备配置标准统一",
            "建设标准统一：{district.unified_building}；编制标准统一：{district.unified_staffing}；"
            "公用经费基准定额统一：{district.unified_funding}；"
            "装备配置标准统一：{district.unified_equipment}。",
        ),
        ItemRow(
            "D_G3",
            "所有学校每 12 个班级配备音乐、美术专用教室各 1 间以上，面积分别不小于 96 ㎡、90 ㎡",
            "应配音乐、美术专用教室各 {dsum(facilities.music_art_required)|0 间}；"
            "达到面积要求的音乐教室 {dsum(facilities.music_rooms_ok)|0 间}、"
            "美术教室 {dsum(facilities.art_rooms_ok)|0 间}；不达标学校 {failing:D_G3|0 所}。",
        ),
        ItemRow(
            "D_G4",
            "小学、初中规模不超过 2000 人，九年一贯制、十二年一贯制学校义务教育阶段不超过 2500 人",
            "超过规模的小学 {failing:D_G4@211,218|0 所}、初中 {failing:D_G4@311,341|0 所}、"
            "一贯制学校 {failing:D_G4@312,345|0 所}。",
        ),
        ItemRow(
            "D_G5",
            "小学、初中所有班级学生数分别不超过 45 人、50 人",
            "超过 45 人的小学班 {dsum(pupils.over_limit_classes_primary)|0 个}；"
            "超过 50 人的初中班 {dsum(pupils.over_limit_classes_junior)|0 个}。",
        ),
        ItemRow(
            "D_G6",
            "不足 100 名学生的村小学和教学点按 100 名学生核定公用经费",
            f"不足 100 人的学校 {{dcount({_SMALL})|0 所}}、学生 {{dsum({_LAST}, {_SMALL})|0 人}}，"
            f"核定公用经费 {{dsum(funding.public_allocated * 10000, {_SMALL})|0 元}}。",
        ),
        ItemRow(
            "D_G7",
            "特殊教育学校生均公用经费不低于 8000 元",
            "特殊教育学校 {district.special_schools|0 所}；公用经费 {district.special_funds|0 万元}，"
            "学生 {district.special_pupils|0 人}，生均 {district.special_per_pupil|0 元}。",
            "特殊教育学校 {district.special_schools|0 所}。",
        ),
        ItemRow(
            "D_G8",
            "教师年平均工资收入水平不低于当地公务员，按规定足额核定教师绩效工资总量",
            "义务教育学校教师年平均工资收入 {district.teacher_pay_average|0 元}，"
            "公务员 {district.civil_pay_average|0 元}；"
            "足额核定绩效工资总量：{district.performance_full}。",
        ),
        ItemRow(
            "D_G9",
            "教师 5 年 360 学时培训完成率达到 100%",
            f"完成 {{{_TRAINED}|0 人}}，专任教师 {{{_FULLTIME}|0 人}}，"
            "完成率 {district.trained_share|1%}。",
            lines=(("district.trained_share", "100"),),
        ),
        ItemRow("D_G10", "在核定总量内统筹分配各校编制和岗位", "{district.posts_note|。}"),
        ItemRow(
            "D_G11",
            "每年交流轮岗教师不低于符合条件教师总数的 10%，其中骨干教师不低于交流总数的 20%",
            f"符合条件 {{dsum(staffing.exchange_eligible, {_PUBLIC})|0 人}}，"
            f"交流 {{dsum(staffing.exchanged, {_PUBLIC})|0 人}}，占 {{district.exchange_share|1%}}；"
            f"其中骨干教师 {{dsum(staffing.exchanged_backbone, {_PUBLIC})|0 人}}，"
            "占 {district.exchange_backbone_share|1%}。",
            f"符合交流条件的教师 {{dsum(staffing.exchange_eligible, {_PUBLIC})|0 人}}。",
            (
                ("district.exchange_share", "setting.exchange_min"),
                ("district.exchange_backbone_share", "setting.exchange_backbone_min"),
            ),
        ),
        ItemRow(
            "D_G12",
            "专任教师持有教师资格证上岗率达到 100%",
            f"专任教师 {{{_FULLTIME}|0 人}}，持证 {{{_CERTIFIED}|0 人}}，"
            "占 {district.certified_share|1%}。",
            lines=(("district.certified_share", "100"),),
        ),
        ItemRow(
            "D_G13",
            "城区和镇区公办小学、初中（不含寄宿制）就近划片入学比例分别达到 100%、95% 以上",
            "小学 {district.catchment_share_primary|1%}，初中 {district.catchment_share_junior|1%}。",
            "城区和镇区公办非寄宿制学校在校生：小学 "
            f"{{dsum(pupils.enrolled_primary, {_CATCHMENT})|0 人}}，"
            f"初中 {{dsum(pupils.enrolled_junior, {_CATCHMENT})|0 人}}。",
            (
                ("district.catchment_share_primary", "100"),
                ("district.catchment_share_junior", "95"),
            ),
        ),
        ItemRow(
            "D_G14",
            "优质高中招生名额分配比例不低于 50%，并向农村初中倾斜",
            "招生计划 {district.quota_planned|0 人}，分配到初中 {district.quota_allotted|0 人}，"
            "占 {district.quota_share|1%}；其中分配给农村初中 {district.quota_rural|0 人}，"
            "占分配名额 {pct(district.quota_rural, district.quota_allotted)|1%}。",
            lines=(("district.quota_share", "50"),),
        ),
        ItemRow(
            "D_G15",
            "留守儿童关爱体系健全；符合条件的随迁子女在公办学校和政府购买服务的民办学校就读比例不低于 85%",
            "符合条件 {district.migrant_eligible|0 人}；在公办学校 {district.migrant_public|0 人}，"
            "政府购买服务的民办学校 {district.migrant_purchased|0 人}，"
            f"合计 {{{_PLACED}|0 人}}，占 {{district.migrant_share|1%}}；"
            "留守儿童关爱体系健全：{district.left_behind_system}。",
            lines=(("district.migrant_share", "85"),),
        ),
    ),
)
"""表Ⅳ."""
