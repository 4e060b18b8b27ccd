"""Names each server, browser or program that `make test-all` lacks, each with its remedy; exits 1 if any is missing."""

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
import requests


def postgresql_problem(url: str) -> str | None:
    """Return what is wrong with the PostgreSQL database named by the URL, or None."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "psql", "pgsql"}:
        return "DATABASE_URL must name a PostgreSQL database, e.g. postgres://user@127.0.0.1:5432/treffpunkt"
    try:
        psycopg.connect(urlunsplit(parts._replace(scheme="postgresql")), connect_timeout=5).close()
    except psycopg.Error as error:
        return f"PostgreSQL at DATABASE_URL does not answer: {str(error).strip().splitlines()[0]}"
    return None


def redis_problem(url: str) -> str | None:
    """Return what is wrong with the Redis server named by the URL, or None."""
    if not url:
        return "REDIS_URL must name a Redis server, e.g. redis://127.0.0.1:6379/0"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        return f"Redis at REDIS_URL does not answer: {error}"
    return None


def elasticsearch_problem(url: str) -> str | None:
    """Return what is wrong with the Elasticsearch named by the URL, or None."""
    if not url:
        return "ELASTICSEARCH_URL must name an Elasticsearch 9, e.g. http://127.0.0.1:9200"
    try:
        requests.get(url, timeout=5).raise_for_status()
    except requests.RequestException as error:
        return f"Elasticsearch at ELASTICSEARCH_URL does not answer: {error}"
    return None


def chromium_problem(path: str) -> str | None:
    """Return what is wrong with the Chromium at the path, or None."""
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return f"no Chromium at {path}: apt-get install chromium, or name another with CHROMIUM=/path/to/chromium"
    return None


def program_problem(name: str, package: str) -> str | None:
    """Return what is wrong where a program is missing, or None."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return None if found else f"no {name}: apt-get install {package}"


def main() -> int:
    """Print every problem and return the exit status."""
    problems = [
        postgresql_problem(os.environ.get("DATABASE_URL", "")),
        redis_problem(os.environ.get("REDIS_URL", "")),
        elasticsearch_problem(os.environ.get("ELASTICSEARCH_URL", "")),
        chromium_problem(os.environ.get("CHROMIUM", "/usr/bin/chromium")),
        program_problem("nginx", "nginx-light"),
        program_problem("systemd-analyze", "systemd"),
        program_problem("openssl", "openssl"),
        program_problem("pg_dump", "postgresql-client"),
    ]
    for problem in filter(None, problems):
        print(f"make test-all: {problem}", file=sys.stderr)
    return int(any(problems))


if __name__ == "__main__":
    sys.exit(main())
