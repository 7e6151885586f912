"""The figures of the district: judged, traced back to their cells, compared and written out."""
