"""意见与回复: what was asked for, and the replies."""
