"""Write the filling document of one school of the demonstration."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from forms.schooling import Section
from operations.demo.conduct import adapt_burden, adapt_development, adapt_safety
from operations.demo.plans import Defect, SchoolPlan
from operations.demo.scaling import (
    Document,
    Rows,
    counts,
    money,
    scale_amounts,
    scale_counts,
    scaled,
    share_out,
    whole,
)
from operations.demo.size import (
    Size,
    enrolled_in,
    measure,
)
from operations.demo.variety import vary
from resources import resource

PER_PUPIL: Mapping[Section, int] = {Section.PRIMARY: 1150, Section.JUNIOR: 1350}
"""生均公用经费标准 the demonstration's bureau has set, yuan."""

_LEAST_STAFF = Fraction(1, 10)
"""Even a teaching point has a teacher for each grade or so."""


def school_document(plan: SchoolPlan) -> Document:
    """Return the filling document of a school (shape of the forms catalogue, section 8)."""
    return _Writer(plan, _example(plan)).write()


def measured(plan: SchoolPlan) -> Size:
    """Return how large a school is."""
    return measure(plan, _example(plan))


def _example(plan: SchoolPlan) -> Document:
    example = "nine_year" if Section.JUNIOR in plan.classes else "primary"
    text = resource("demo", f"{example}.json").read_text(encoding="utf-8")
    return cast("Document", json.loads(text)["input"])


@dataclass
class _Writer:
    """Turns the example into the school of the plan, form by form."""

    plan: SchoolPlan
    document: Document

    def write(self) -> Document:
        size = measure(self.plan, self.document)
        self._profile()
        self._pupils(size)
        self._facilities(size)
        self._staffing(size)
        adapt_safety(self.document, size)
        adapt_burden(self.document, size)
        adapt_development(self.document, size)
        self._equity(size)
        self._funding(size)
        self._drop_absent_sections()
        vary(self.document, self.plan.code)
        return self.document

    def _profile(self) -> None:
        profile = counts(self.document, "profile")
        profile.update(
            school_code=self.plan.code,
            school_name=self.plan.name,
            school_type=self.plan.school_type,
            uscc=self.plan.uscc,
            address=f"硚口区样例路{int(self.plan.code[-5:])}号",
        )

    def _pupils(self, size: Size) -> None:
        pupils = counts(self.document, "pupils")
        Rows(self.document, "pupils.classes").keep(size.classes)
        mobility = Rows(self.document, "pupils.mobility")
        change = [size.came, size.went, 0, 0, 0, 0]
        mobility.keep([[grade, *change] for grade in size.grades if int(grade) < 10])
        for section in size.compulsory:
            name, enrolled = section.value, size.enrolled[section]
            factor = size.factor(section)
            entrants = size.first_grade(section) - 1
            pupils[f"entrants_{name}"] = entrants
            pupils[f"entrants_plan_{name}"] = entrants + (1 if size.is_small else 3)
            pupils[f"catchment_children_{name}"] = entrants + 1
            pupils[f"in_catchment_{name}"] = enrolled
            migrants = (f"minority_{name}", f"migrant_{name}", f"migrant_worker_{name}")
            scale_counts(pupils, migrants, factor)
            pupils[f"graduates_{name}"] = size.graduates(section)
        if Section.JUNIOR in size.enrolled:
            graduates = whole(pupils, "graduates_junior")
            pupils.update(
                cohort_entry_junior=graduates + 2, cohort_in_junior=2, cohort_out_junior=3
            )

    def _facilities(self, size: Size) -> None:
        facilities = counts(self.document, "facilities")
        weight = size.weight_factor
        short = self.plan.short
        scale_amounts(facilities, ("site_area", "green_area", "canteen_area"), weight)
        scale_amounts(facilities, ("sports_ground_area",), weight * short["sports"])
        parts = ("classroom_area", "special_room_area", "library_area", "indoor_sports_area")
        scale_amounts(facilities, parts, weight)
        scale_amounts(facilities, ("teaching_area",), weight * short["teaching"])
        scale_amounts(facilities, ("admin_area", "living_area", "other_area"), weight)
        areas = ("teaching_area", "admin_area", "living_area", "other_area")
        facilities["building_area"] = str(sum(Decimal(str(facilities[name])) for name in areas))
        money_names = ("fixed_assets_value", "equipment_added", "equipment_scrapped")
        scale_amounts(facilities, money_names, weight)
        scale_amounts(facilities, ("equipment_value",), weight * short["equipment"])
        self._rooms(facilities, size)

    def _rooms(self, facilities: dict[str, object], size: Size) -> None:
        classrooms = len(size.classes) + 2
        facilities["classrooms"] = facilities["lit_classrooms_ok"] = classrooms
        facilities["adjustable_desk_rooms"] = len(size.classes)
        facilities["design_capacity"] = -(-(size.total + 30) // 45) * 45
        rooms = scaled(
            whole(facilities, "multimedia_rooms"),
            size.weight_factor * self.plan.short["multimedia"],
        )
        facilities["multimedia_rooms"] = rooms + 1
        facilities["multimedia_lessons"] = rooms * 26
        if size.is_small:
            facilities.update(track_length=0, straight_track=60, basketball_courts=1)
            facilities.update(football_pitches=0, other_courts=2)
        names = (
            "pupil_computers",
            "pupil_tablets",
            "teacher_computers",
            "canteen_seats",
            "drinking_points",
            "toilet_boys",
        )
        scale_counts(facilities, names, size.weight_factor)
        facilities["toilet_girls"] = -(-size.total // 20) + 4
        need = {Section.PRIMARY: 26, Section.JUNIOR: 37, Section.SENIOR: 48}
        facilities["books"] = sum(number * need[part] for part, number in size.enrolled.items())
        scale_counts(facilities, ("books_added",), size.weight_factor)
        wanted = -(-size.compulsory_classes // 12)
        for table, floor, area in (("music_rooms", 1, "99.60"), ("art_rooms", 2, "93.40")):
            rows = [[f"艺术楼{floor}{number:02d}", area] for number in range(1, wanted + 1)]
            if table == "art_rooms" and Defect.SMALL_ART_ROOM in self.plan.defects:
                rows[-1][1] = "72.80"
            Rows(self.document, f"facilities.{table}").keep(rows)

    def _staffing(self, size: Size) -> None:
        staffing = counts(self.document, "staffing")
        for section in size.compulsory:
            self._teachers(staffing, section, max(size.factor(section), _LEAST_STAFF))
        if Section.SENIOR in size.enrolled:
            teachers = -(-size.enrolled[Section.SENIOR] // 11)
            staffing.update(fulltime_senior=teachers, staff_senior=teachers + 3)
        self._backbone(size)
        fulltime = {part: whole(staffing, f"fulltime_{part.value}") for part in size.enrolled}
        compulsory = sum(fulltime[part] for part in size.compulsory)
        total = sum(whole(staffing, f"staff_{part.value}") for part in size.enrolled)
        share = Fraction(compulsory, 104 if Section.JUNIOR in size.enrolled else 57)
        staffing.update(
            authorised_posts=total,
            posted_staff=total,
            pay_headcount=f"{total}.00",
            pay_total=money(total * Fraction(139, 10)),
            performance_pay_approved=money(total * Fraction(67, 10)),
            performance_pay_paid=money(total * Fraction(669, 100)),
            ethics_assessed=total,
            ict_trained=compulsory,
            health_fulltime=max(1, -(-size.total // 600) - 1),
        )
        moving = ("exchange_eligible", "exchanged", "exchanged_backbone", "received")
        changing = ("joined_new", "new_mentored", "moved_in", "moved_out")
        scale_counts(
            staffing, (*moving, *changing, "county_training_times", "labour_parttime"), share
        )
        counts(self.document, "facilities")["platform_teachers"] = compulsory

    def _teachers(self, staffing: dict[str, object], section: Section, factor: Fraction) -> None:
        name = section.value
        degrees = ("doctorate", "master", "bachelor", "associate")
        scale_counts(staffing, [f"{degree}_{name}" for degree in degrees], factor)
        total = sum(whole(staffing, f"{degree}_{name}") for degree in degrees)
        support = whole(staffing, f"staff_{name}") - whole(staffing, f"fulltime_{name}")
        for item in ("fulltime", "certified", "trained_360"):
            staffing[f"{item}_{name}"] = total
        staffing[f"staff_{name}"] = total + scaled(support, factor, least=1)
        arts = ("pe", "music", "fine_art")
        for item in arts:
            count = whole(staffing, f"{item}_{name}") * factor
            staffing[f"{item}_{name}"] = max(1, -(-count.numerator // count.denominator))
        others = total - sum(whole(staffing, f"{item}_{name}") for item in arts)
        for table, sum_to in (("subject_teachers", others), ("titles", total), ("ages", total)):
            rows = Rows(self.document, f"staffing.{table}")
            rows.put(name, share_out([int(str(cell)) for cell in rows.column(name)], sum_to))

    def _backbone(self, size: Size) -> None:
        rows = Rows(self.document, "staffing.backbone_teachers")
        kept: list[list[object]] = []
        for section in size.compulsory:
            own = [row for row in rows.rows if row[rows.at("section")] == section.value]
            factor = size.factor(section) * self.plan.short.get("backbone", Fraction(1))
            for index in range(scaled(len(own), factor, least=1)):
                again, person = divmod(index, len(own))
                row = list(own[person])
                row[rows.at("name")] = f"{row[rows.at('name')]}{again + 1 if again else ''}"
                kept.append(row)
        rows.keep(kept)
        rows.put("person_no", list(range(1, len(kept) + 1)))
        stem = f"样例骨干[2022]{self.plan.code[-3:]}"
        certificates = [f"{stem}{number:03d}" for number in range(1, len(kept) + 1)]
        rows.put("certificate_no", certificates)

    def _equity(self, size: Size) -> None:
        equity = counts(self.document, "equity")
        scale_counts(equity, ("aid_eligible", "migrant_applied"), size.pupil_factor)
        equity["aid_received"] = equity["aid_eligible"]
        equity["migrant_admitted"] = equity["migrant_applied"]
        burden = counts(self.document, "burden")
        burden["service_free_pupils"] = equity["aid_eligible"]
        pupils = Rows(self.document, "equity.disabled_pupils")
        pupils.keep([row for row in pupils.rows if row[pupils.at("grade")] in size.grades])
        included = len(pupils.rows)
        funding = counts(self.document, "funding")
        funding.update(inclusive_funded=included, inclusive_funds=f"{included * 8000}.00")

    def _funding(self, size: Size) -> None:
        funding = counts(self.document, "funding")
        required = 0
        for section in size.compulsory:
            last = enrolled_in(size.last, section)
            funded = max(last, 100)
            funding[f"funded_pupils_{section.value}"] = funded
            funding[f"pupils_last_{section.value}"] = last
            required += funded * PER_PUPIL[section]
        funding["public_allocated"] = money(Fraction(required, 10000))
        budget = Fraction(required, 10000) * Fraction(6, 5)
        little = Defect.LITTLE_TRAINING in self.plan.defects
        training = Fraction(46 if little else 54, 1000)
        pay = Fraction(Decimal(str(counts(self.document, "staffing")["pay_total"])))
        capital = budget
        funding.update(
            public_budget=money(budget),
            public_final=money(budget * Fraction(99, 100)),
            training_budget=money(budget * training),
            training_final=money(budget * training * Fraction(99, 100)),
            expenditure_personnel=money(pay * Fraction(5, 4)),
            expenditure_public=money(budget * Fraction(99, 100)),
            expenditure_capital=money(capital),
        )
        parts = ("expenditure_personnel", "expenditure_public", "expenditure_capital")
        total = sum((Fraction(Decimal(str(funding[name]))) for name in parts), Fraction(0))
        funding["expenditure_total"] = money(total)
        funding["income_total"] = money(total * Fraction(51, 50))
        funding["income_fiscal"] = money(total)
        scale_amounts(funding, ("service_income", "service_expense"), size.pupil_factor)
        answers = Rows(self.document, "funding.satisfaction")
        for name in ("issued", "valid", "satisfied"):
            numbers = [int(str(cell)) for cell in answers.column(name)]
            answers.put(name, [scaled(number, size.pupil_factor, least=1) for number in numbers])

    def _drop_absent_sections(self) -> None:
        """Take out what the example says about sections of schooling this school does not have."""
        absent = {section.value for section in Section} - {part.value for part in self.plan.classes}
        for values in self.document.values():
            if isinstance(values, dict) and "columns" not in values:
                for name in [key for key in values if key.rpartition("_")[2] in absent]:
                    del values[name]
        for table, columns in (
            ("staffing.subject_teachers", ("primary", "junior")),
            ("staffing.titles", ("primary", "junior")),
            ("staffing.ages", ("primary", "junior")),
            ("burden.after_school", ("pupils_primary", "pupils_junior")),
        ):
            rows = Rows(self.document, table)
            for name in columns:
                if name.rpartition("_")[2] in absent and name in rows.columns:
                    rows.drop(name)
