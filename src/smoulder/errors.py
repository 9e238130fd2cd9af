"""The errors of smoulder, one tree one can see.

SmoulderError
├── BadInput          what was handed in cannot be used; the sentence says what to do (exit 2)
│   └── SourceChanged     a source no longer looks as its file says
└── NotEnoughData     a model declines, and the reason is printed
"""


class SmoulderError(Exception):
    """Anything that smoulder itself has to say."""


class BadInput(SmoulderError):
    """What was handed in breaks a stated contract."""


class SourceChanged(BadInput):
    """A source's layout is not one that its reader knows."""


class NotEnoughData(SmoulderError):
    """A model declines to answer, with its reason."""
