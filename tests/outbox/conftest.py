import pytest

from cms.outbox import outbox
from tests.outbox.handlers import Recorder


@pytest.fixture
def recorder(monkeypatch):
    """The handler of kind `test`, as long as the test lasts."""
    made = Recorder()
    monkeypatch.setitem(outbox._handlers, "test", made)
    return made
