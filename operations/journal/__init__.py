"""The journal of a store: told in lines, proved, and compared with its ends that files outside of it know."""
