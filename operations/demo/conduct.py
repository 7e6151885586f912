"""Adapt the forms safety, burden and development of an example to a school's size."""

from operations.demo.scaling import Document, Rows, counts, scale_counts, scaled
from operations.demo.size import Size


def adapt_safety(document: Document, size: Size) -> None:
    """Guards, drills and meals for so many pupils."""
    safety = counts(document, "safety")
    total = size.total
    guards = 1 if total < 100 else 2 if total < 1000 else 3 + (total - 1000) // 500
    safety["guards"] = safety["guards_certified"] = guards
    entrants = sum(size.first_grade(section) for section in size.compulsory)
    safety["vaccine_checked"] = entrants + 1
    scale_counts(safety, ("meal_survey_valid", "meal_survey_satisfied"), size.pupil_factor)
    drills = Rows(document, "safety.drills")
    largest = max(int(str(cell)) for cell in drills.column("participants"))
    drills.put(
        "participants",
        [total if cell == largest else total // 2 for cell in drills.column("participants")],
    )


def adapt_burden(document: Document, size: Size) -> None:
    """Lessons, homework, examinations and after-school care for the grades the school has."""
    burden = counts(document, "burden")
    for table in ("lessons", "homework", "exams", "timetable", "workbooks"):
        rows = Rows(document, f"burden.{table}")
        rows.keep([row for row in rows.rows if row[rows.at("grade")] in size.grades])
    homework = Rows(document, "burden.homework")
    done = [-(-size.in_grade(str(grade)) * 19 // 20) for grade in homework.column("grade")]
    homework.put("finished_at_school", done)
    if not Rows(document, "burden.workbooks").rows:
        document["burden.workbooks"] = []
    care = Rows(document, "burden.after_school")
    for section in size.compulsory:
        name, factor = section.value, size.factor(section)
        scale_counts(burden, (f"service_needed_{name}", f"service_joined_{name}"), factor)
        numbers = [int(str(cell)) for cell in care.column(f"pupils_{name}")]
        care.put(f"pupils_{name}", [scaled(number, factor) for number in numbers])
    teachers = [int(str(cell)) for cell in care.column("teachers")]
    care.put("teachers", [scaled(number, size.pupil_factor, least=2) for number in teachers])
    scale_counts(burden, ("tutoring_surveyed", "tutoring_subject"), size.pupil_factor)
    courses = Rows(document, "burden.service_courses")
    numbers = [int(str(cell)) for cell in courses.column("pupils")]
    courses.put("pupils", [scaled(number, size.pupil_factor, least=5) for number in numbers])


def adapt_development(document: Document, size: Size) -> None:
    """Health, fitness and courses for so many pupils."""
    development = counts(document, "development")
    for section in size.compulsory:
        ending = f"_{section.value}"
        names = [
            name
            for name in development
            if name.endswith(ending) and not name.startswith("pe_daily")
        ]
        scale_counts(development, names, size.factor(section))
        _fit_in(development, size.enrolled[section], ending)
    several = ("home_visits", "psych_screened", "psych_supported", "first_aid_certified")
    scale_counts(development, several, size.pupil_factor)
    development["psych_referred"] = min(1, int(str(development["psych_supported"])))
    for platform in ("fitness", "vision", "psych"):
        development[f"platform_{platform}"] = size.compulsory_pupils
    grades = [int(grade) for grade in size.grades if int(grade) < 10]
    courses = Rows(document, "development.local_courses")
    for row in courses.rows:
        row[courses.at("grade_from")] = max(grades[0], int(str(row[courses.at("grade_from")])))
        last = min(grades[-1], int(str(row[courses.at("grade_to")])))
        row[courses.at("grade_to")] = last if last >= grades[0] else grades[-1]
        row[courses.at("pupils")] = size.compulsory_pupils
    bases = Rows(document, "development.labour_bases")
    bases.put("pupils", [size.compulsory_pupils for _ in bases.rows])


def _fit_in(development: dict[str, object], pupils: int, ending: str) -> None:
    """Keep the marks in fitness, rounded one by one, within the pupils there are."""
    others = ("excellent", "good", "fail", "exempt")
    rest = pupils - sum(int(str(development[f"fitness_{mark}{ending}"])) for mark in others)
    passed = f"fitness_pass{ending}"
    development[passed] = min(int(str(development[passed])), rest)
