"""The bureau's use-cases: enrol schools, take packages in, evaluate, answer."""
