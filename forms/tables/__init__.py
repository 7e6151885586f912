"""Tables as people send them: cells, headings, sheets and words, read with the same tolerance everywhere."""
