"""The morning of the bureau: how far each school is, whom to call, and what comes next."""
