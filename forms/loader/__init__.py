"""From the TOML files of a form pack to a :class:`~forms.spec.Pack`.

Nothing here opens a file: ``operations`` reads the texts through ``resources``. All expressions are
parsed and all names checked on loading, which costs less than reading the TOML; they are compiled
only when first evaluated.
"""

from forms.loader.pack import check_pack, load_pack
from forms.pack_errors import Flaw, PackError

__all__ = ["Flaw", "PackError", "check_pack", "load_pack"]
