"""Passwords are hashed one after the other, and whoever comes while others wait is told to come again."""

import threading

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.urls import reverse

from cms.throttling import hashing
from cms.throttling.throttle import ThrottledError
from tests.factories import UserFactory

HASHERS = ["cms.throttling.hashing.OneAtATime"]


def test_a_password_is_known_again_and_those_of_before_stay_valid(settings):
    settings.PASSWORD_HASHERS = HASHERS
    before = PBKDF2PasswordHasher().encode("geheim", "salz", iterations=1)
    assert check_password("geheim", before) and not check_password("geraten", before)
    assert make_password("geheim").startswith("pbkdf2_sha256$")


def test_some_wait_and_the_next_is_told_to_come_again():
    inside, leave = threading.Barrier(2), threading.Event()

    def hold() -> None:
        with hashing.turn():
            inside.wait()
            leave.wait()

    def wait() -> None:
        with hashing.turn():
            pass

    first = threading.Thread(target=hold)
    first.start()
    inside.wait()
    others = [threading.Thread(target=wait) for _ in range(hashing.WAITING)]
    for thread in others:
        thread.start()
    while hashing._places._value:
        pass
    try:
        with pytest.raises(ThrottledError), hashing.turn():
            pass
    finally:
        leave.set()
        for thread in (first, *others):
            thread.join()
    with hashing.turn():
        pass


def test_who_logs_in_while_too_many_do_gets_a_429(client, db, settings, monkeypatch):
    settings.PASSWORD_HASHERS = HASHERS
    user = UserFactory()
    monkeypatch.setattr(hashing, "_places", threading.BoundedSemaphore(1))
    with hashing.turn():
        response = client.post(reverse("wagtailadmin_login"), {"username": user.username, "password": "x"})
    assert response.status_code == 429 and response["Retry-After"] == str(hashing.PAUSE)
