"""From the TOML files of a form pack to a :class:`~forms.spec.Pack`.

Nothing here opens a file: ``operations`` reads the texts through ``resources``. All expressions are
parsed and all names checked on loading, which costs less than reading the TOML; they are compiled
only when first evaluated.
"""

from forms.loader.errors import Flaw, PackError
from forms.loader.pack import check_pack, load_pack

__all__ = ["Flaw", "PackError", "check_pack", "load_pack"]
