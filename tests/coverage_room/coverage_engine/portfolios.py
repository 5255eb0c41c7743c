"""Small portfolio problems, by hand and by chance."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from counterpart.coverage.engine.portfolio import PortfolioProblem


def portfolio(
    accounts: dict[str, list[tuple[str, int, tuple[int, ...]]]],
    capacity: dict[str, int],
    **terms: Any,
) -> PortfolioProblem:
    """By account its options: (model and effort as in "team 3", value, uses)."""
    names = sorted({name for options in accounts.values() for name, _, _ in options})
    models = sorted({name.split()[0] for name in names})
    rows = [option for options in accounts.values() for option in options]
    return PortfolioProblem(
        accounts=list(accounts),
        first=np.cumsum([0, *map(len, accounts.values())]),
        value=np.array([value for _, value, _ in rows], dtype=np.int64),
        uses=np.array([uses for _, _, uses in rows], dtype=np.int64).reshape(len(rows), -1),
        capacity=np.array(list(capacity.values()), dtype=np.int64),
        resources=list(capacity),
        models=models,
        model=np.array([models.index(name.split()[0]) for name, _, _ in rows]),
        option_names=names,
        option_name=np.array([names.index(name) for name, _, _ in rows]),
        **terms,
    )


@st.composite
def portfolios(draw: Any, *, resources: int = 1, accounts: int = 5, options: int = 4) -> Any:
    """Anything that makes sense, small: curves of any shape, tight and wide capacities."""
    made: dict[str, list[tuple[str, int, tuple[int, ...]]]] = {}
    for account in range(draw(st.integers(1, accounts))):
        made[f"a{account}"] = [
            (
                f"{draw(st.sampled_from(['desk', 'team']))} {effort}",
                draw(st.integers(-20, 200)),
                tuple(draw(st.integers(0, 12)) for _ in range(resources)),
            )
            for effort in range(draw(st.integers(1, options)))
        ]
    capacity = {}
    for resource in range(resources):
        least = sum(min(uses[resource] for _, _, uses in each) for each in made.values())
        capacity[f"r{resource}"] = least + draw(st.integers(0, 25))
    return portfolio(made, capacity)
