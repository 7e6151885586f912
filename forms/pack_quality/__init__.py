"""Is a pack good? Its counts, its domains, rules tried on drawn values."""
