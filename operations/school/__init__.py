"""The school's use-cases: fill, check, sign, deliver, take the bureau's answer."""
