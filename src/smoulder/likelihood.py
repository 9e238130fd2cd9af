"""Words of likelihood: the yardstick of the UK's Professional Head of Intelligence Assessment (PHIA).

The yardstick leaves gaps between its bands on purpose. A number in a gap takes the nearer band; halfway, the
less certain one.
"""

from smoulder.errors import BadInput

YARDSTICK = (  # upper edge of what a term is used for here (the middle of each gap), term
    (0.075, "a remote chance"),
    (0.225, "highly unlikely"),
    (0.375, "unlikely"),
    (0.525, "a realistic possibility"),
    (0.775, "likely"),
    (0.925, "highly likely"),
    (1.0, "almost certain"),
)


def likelihood(probability: float) -> str:
    """The PHIA term for a probability.

    >>> [likelihood(p) for p in (0.03, 0.15, 0.30, 0.45, 0.65, 0.85, 0.97)][3:]
    ['a realistic possibility', 'likely', 'highly likely', 'almost certain']
    """
    if not 0 <= probability <= 1:
        raise BadInput(f"{probability} is no probability: it lies between 0 and 1.")
    for edge, term in YARDSTICK:
        if probability < edge or (probability == edge and edge > 0.5):
            return term
    return YARDSTICK[-1][1]
