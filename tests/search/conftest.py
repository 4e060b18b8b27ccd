from tests.search.counting import waiting  # noqa: F401  # as a fixture
