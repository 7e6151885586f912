"""The report to the leaders: what of the district's evaluation fits on eight pages, and in which words."""
