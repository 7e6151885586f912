"""The schools of the district: list, one school, enrolment, return slips."""
