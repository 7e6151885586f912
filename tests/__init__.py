"""Tests, benches and the screenshot gallery of 优衡填报."""
