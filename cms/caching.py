"""A cache on Redis that nobody waits for: what Redis does not answer at once is not in the cache."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

PATIENCE = 0.3  # seconds, for the connection and for each answer
LEFT_ALONE = 5.0  # seconds for which a Redis that failed is not asked again


# How a client of Redis is made that nobody waits for.
QUICK: dict[str, Any] = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}


class Leaving:
    """Asks a Redis, and leaves one that failed alone for a while."""

    def __init__(self) -> None:
        self.until = 0.0

    def ask(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        """What Redis answers, else `otherwise`."""
        if time.monotonic() < self.until:
            return otherwise
        try:
            return ask()
        except (RedisError, OSError) as error:
            self.until = time.monotonic() + LEFT_ALONE
            log.warning("Redis fails (%s) and is not asked for %s s", type(error).__name__, LEFT_ALONE)
            return otherwise


class RedisCache(DjangoRedisCache):
    """Django's cache on Redis, for which a Redis that is slow, full or gone is an empty cache."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._options: dict[str, Any] = QUICK | params.get("OPTIONS", {})
        self._leaving = Leaving()
        self._ask = self._leaving.ask

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(lambda: super(RedisCache, self).add(key, value, timeout, version), False)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: super(RedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(lambda: super(RedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(lambda: super(RedisCache, self).touch(key, timeout, version), False)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._ask(lambda: super(RedisCache, self).delete(key, version), False)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._ask(lambda: super(RedisCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._ask(lambda: super(RedisCache, self).has_key(key, version), False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """As Django's: raises ValueError for a key that is not in the cache."""
        found = self._ask(lambda: super(RedisCache, self).incr(key, delta, version), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[Any]:
        return self._ask(lambda: super(RedisCache, self).set_many(data, timeout, version), list(data))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._ask(lambda: super(RedisCache, self).delete_many(keys, version), None)

    def clear(self) -> bool:  # type: ignore[override]  # as Django's own
        return self._ask(lambda: super(RedisCache, self).clear(), False)
