"""A request to somebody else's machine ends in time, goes where it was checked to go, and is followed nowhere."""

import http
import socket
import threading
import time
from contextlib import suppress

import pytest

from cms.webhooks import sending
from cms.webhooks.sending import SendingError, post
from tests.receivers import Receiver, listening

SHORT = 0.4  # seconds
BODY = b'{"a": "\xc3\xa4"}'


@pytest.fixture
def impatient(monkeypatch):
    """Little time for all of it; returns what counts as in time."""
    monkeypatch.setattr(sending, "SECONDS", SHORT)
    return 10 * SHORT


def test_what_is_sent_arrives_as_it_is(receiver):
    assert post(receiver.address, {"webhook-id": "1"}, BODY).status == 204
    (call,) = receiver.calls
    assert (call.path, call.body) == ("/hook?from=treffpunkt", BODY)
    assert call.headers["host"] == f"localhost:{receiver.port}"
    assert call.headers["webhook-id"] == "1"


def test_by_tls_the_name_is_asked_for_and_checked(secure):
    with listening(secure()) as receiver:
        assert post(receiver.address, {}, BODY).status == 204
        assert receiver.names == ["localhost"]


@pytest.mark.parametrize("name", ["other", "localhost"])
def test_a_certificate_of_another_name_or_of_nobody_known_is_refused(secure, monkeypatch, name):
    if name == "localhost":
        monkeypatch.delenv("SSL_CERT_FILE")
    else:
        monkeypatch.setenv("SSL_CERT_FILE", str(__file__).replace("test_sending.py", "other.pem"))
    with listening(secure(name)) as receiver:
        with pytest.raises(SendingError):
            post(receiver.address, {}, BODY)
        assert receiver.calls == []


def test_the_address_that_was_checked_is_the_one_connected_to(receiver, monkeypatch):
    """A name that stands for something else at each question is asked about once."""
    with listening(Receiver()) as other:
        answers = [receiver.port, other.port]
        asked = []

        def look_up(host, port, *args, **options):
            if host == "rebinding.example":
                asked.append(host)
                return [
                    (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))
                ]
            return known(host, port, *args, **options)

        known = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert post(f"http://rebinding.example:{answers[0]}/", {}, BODY).status == 204
        assert asked == ["rebinding.example"]
        assert len(receiver.calls) == 1
        with pytest.raises(SendingError):  # now it stands for 10.0.0.1
            post(f"http://rebinding.example:{answers[0]}/", {}, BODY)
        assert other.calls == []


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_no_proxy_of_the_environment_is_asked(receiver, monkeypatch, name):
    with listening(Receiver()) as proxy:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        post(receiver.address, {}, BODY)
        assert (len(receiver.calls), proxy.calls) == (1, [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_followed_nowhere(receiver, status):
    with listening(Receiver()) as other:
        receiver.status, receiver.headers = status, {"Location": other.address}
        assert post(receiver.address, {}, BODY).status == status
        assert (len(receiver.calls), other.calls) == (1, [])


def test_of_a_failure_the_beginning_is_kept_and_no_more_is_read(receiver, monkeypatch):
    sent = []

    def pour(handler):
        handler.send_response(500)
        handler.end_headers()
        while not receiver.ended.is_set():
            handler.wfile.write(b"zu \x00viel\n" * 1000)
            sent.append(1)

    receiver.behave = pour
    answer = post(receiver.address, {}, BODY)
    assert answer.status == 500
    assert answer.text.startswith("zu viel zu viel")
    assert len(answer.text) <= sending.MAX_BODY


def test_what_a_success_says_is_not_waited_for(receiver):
    def promise(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        receiver.ended.wait(10)

    receiver.behave = promise
    began = time.monotonic()
    assert post(receiver.address, {}, BODY) == sending.Answer(200, "", "")
    assert time.monotonic() - began < 5


def hang(handler):
    handler.server.ended.wait(10)


def drip_headers(handler):
    drip(handler, b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-A%d: a\r\n" % number for number in range(99)))


def drip_status(handler):
    drip(handler, b"HTTP/1.1 200 " + b"O" * 1000)


def drip_continues(handler):
    drip(handler, b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def drip(handler, said):
    for one in said:
        if handler.server.ended.wait(0.02):
            break
        handler.wfile.write(bytes([one]))


@pytest.mark.parametrize("behave", [hang, drip_status, drip_headers, drip_continues])
@pytest.mark.parametrize("by_tls", [False, True])
def test_who_hangs_or_drips_is_cut_off_in_time(secure, impatient, behave, by_tls):
    with listening(secure() if by_tls else Receiver()) as receiver:
        receiver.behave = behave
        began = time.monotonic()
        with pytest.raises(SendingError):
            post(receiver.address, {}, BODY)
        assert time.monotonic() - began < impatient
        assert len(receiver.calls) == 1


def test_a_body_that_drips_is_cut_off_and_its_status_known(receiver, impatient):
    def slowly(handler):
        handler.send_response(503)
        handler.end_headers()
        drip(handler, b"a" * 1000)

    receiver.behave = slowly
    began = time.monotonic()
    assert post(receiver.address, {}, BODY).status == 503
    assert time.monotonic() - began < impatient


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_who_takes_the_connection_and_says_nothing_at_all_is_cut_off(settings, impatient, scheme):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(SendingError):
            post(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", {}, BODY)
        assert time.monotonic() - began < impatient


@pytest.mark.parametrize("said", [b"", b"\0\0\0\0", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_answer_of_http_is_a_failure(receiver, said):
    receiver.behave = lambda handler: handler.wfile.write(said) and handler.connection.shutdown(socket.SHUT_RDWR)
    with pytest.raises(SendingError):
        post(receiver.address, {}, BODY)


def test_nobody_there_is_a_failure(settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    with pytest.raises(SendingError):
        post("http://127.0.0.1:1/", {}, BODY)


def test_of_several_addresses_the_first_that_answers_is_taken(receiver, monkeypatch):
    known = socket.getaddrinfo

    def look_up(host, port, *args, **options):
        if host == "localhost":
            return [
                (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port)),
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
            ]
        return known(host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert post(receiver.address, {}, BODY).status == http.HTTPStatus.NO_CONTENT


def test_without_the_setting_the_same_receiver_gets_nothing(receiver, settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = False
    with pytest.raises(SendingError):
        post(receiver.address, {}, BODY)
    assert receiver.calls == []


def test_a_broken_answer_is_written_into_no_log(receiver, caplog):
    receiver.behave = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nForged line in the log\r\nA: b\r\n\r\n")
    assert post(receiver.address, {}, BODY).status == 200
    assert "Forged" not in caplog.text


def test_a_handshake_that_drips_is_cut_off_in_time(settings, impatient):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    ended = threading.Event()

    def drip_handshake(server):
        connection, _address = server.accept()
        with connection, suppress(OSError):
            for byte in b"\x16\x03\x03\x3f\xff" + bytes(1000):
                connection.send(bytes([byte]))
                if ended.wait(0.02):
                    break

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip_handshake, args=(server,))
        thread.start()
        began = time.monotonic()
        with pytest.raises(SendingError):
            post(f"https://127.0.0.1:{server.getsockname()[1]}/", {}, BODY)
        assert time.monotonic() - began < impatient
        ended.set()
        thread.join(5)


def test_ipv6_is_spoken_too(settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with listening(Receiver(host="::1")) as receiver:
        assert post(f"http://[::1]:{receiver.port}/", {}, BODY).status == 204
        assert receiver.calls[0].headers["host"] == f"[::1]:{receiver.port}"
