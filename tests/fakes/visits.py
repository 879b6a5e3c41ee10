"""A visit to a fake engine, whose answers are of the moment they are asked for."""


class FakeVisits:
    def visit(self):
        return self

    def close(self):
        """Nothing is held."""
