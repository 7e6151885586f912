"""The desktop: windows, editors, models, pages and threads; the only package that knows Qt."""

from ui.plain_import import import_plainly

import_plainly()
