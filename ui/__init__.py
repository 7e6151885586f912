"""The desktop: windows, editors, models, pages and threads; the only package that knows Qt."""
