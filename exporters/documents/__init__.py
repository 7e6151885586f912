"""Documents people read or fill in: reports, official tables, templates and plain tables.

Writers draw a model that holds every text already and put bytes into a stream they are given;
readers take bytes and give cells, with limits checked before anything is parsed. No file is opened
for writing here, no formula is ever evaluated, and none is ever written.
"""
