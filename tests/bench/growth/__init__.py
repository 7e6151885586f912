"""How time and memory grow with what is kept: ``python -m tests.bench --growth FILE.svg``."""
