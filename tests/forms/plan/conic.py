"""The same problem put to a conic solver: the least Σd with x = a + d ≥ line and CV(x) ≤ limit.

CV² + 1 = N·Σ(xᵢ²⁄nᵢ) ÷ (Σxᵢ)², so the limit is the cone ‖x ⁄ √n‖ ≤ √((1 + limit²) ⁄ N)·Σx.
"""

from collections.abc import Sequence

import clarabel
import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def least_added(
    amounts: Sequence[float], pupils: Sequence[int], floors: Sequence[float], limit: float
) -> float:
    """The least amount to be added in all, as the solver finds it."""
    have, weights = np.array(amounts), np.array(pupils, dtype=float)
    size, lines = len(have), np.maximum(np.array(amounts), np.array(floors))
    share = np.sqrt((1 + limit**2) / weights.sum())
    rows = sparse.vstack(
        [
            -sparse.identity(size),
            sparse.csc_matrix(-share * np.ones((1, size))),
            -sparse.diags(1 / np.sqrt(weights)),
        ]
    ).tocsc()
    right = np.concatenate([have - lines, [share * have.sum()], have / np.sqrt(weights)])
    cones = [clarabel.NonnegativeConeT(size), clarabel.SecondOrderConeT(size + 1)]
    return _solved(size, rows, right, cones)


def least_moved(
    amounts: Sequence[float], pupils: Sequence[int], line: float, limit: float
) -> float:
    """The least that moves: x = a + in − out, Σin = Σout, by the amounts that come in."""
    have, weights = np.array(amounts), np.array(pupils, dtype=float)
    size = len(have)
    root = np.sqrt(weights)
    share = np.sqrt((1 + limit**2) / weights.sum()) * have.sum()
    same = sparse.hstack(
        [sparse.csc_matrix(np.ones((1, size))), sparse.csc_matrix(-np.ones((1, size)))]
    )
    rows = sparse.vstack(
        [
            same,
            -sparse.identity(2 * size),
            sparse.hstack([-sparse.identity(size), sparse.identity(size)]),
            sparse.csc_matrix((1, 2 * size)),
            sparse.hstack([-sparse.diags(1 / root), sparse.diags(1 / root)]),
        ]
    ).tocsc()
    right = np.concatenate([[0.0], np.zeros(2 * size), have - line * weights, [share], have / root])
    cones = [
        clarabel.ZeroConeT(1),
        clarabel.NonnegativeConeT(3 * size),
        clarabel.SecondOrderConeT(size + 1),
    ]
    return _solved(2 * size, rows, right, cones) / 2


def _solved(
    size: int, rows: sparse.csc_matrix, right: NDArray[np.float64], cones: Sequence[object]
) -> float:
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-12
    settings.tol_ktratio = 1e-12
    nothing = sparse.csc_matrix((size, size))
    solver = clarabel.DefaultSolver(nothing, np.ones(size), rows, right, cones, settings)
    return float(solver.solve().obj_val)
