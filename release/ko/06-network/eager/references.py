"""A stand-in for an object that cannot be the key of a dictionary itself."""


class Reference:
    """Stands for one object, by identity; `deref()` gives the object back."""

    __slots__ = ("_referent",)

    def __init__(self, referent):
        self._referent = referent

    def deref(self):
        return self._referent

    def __eq__(self, other):
        return isinstance(other, Reference) and self._referent is other._referent

    def __hash__(self):
        return id(self._referent)
