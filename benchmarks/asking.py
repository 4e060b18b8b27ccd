"""Questions to a server over connections that stay open, and what it took to answer them."""

import os
import selectors
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """Times in milliseconds; `cpu` and `database` are CPU milliseconds a request, of the server and of PostgreSQL."""

    per_second: float
    p50: float
    p99: float
    cpu: float
    database: float
    bytes: int
    status: int


@dataclass
class Connection:
    """One that has asked and is waiting."""

    socket: socket.socket
    asked: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    wanted: int = -1


class Server:
    """A server process with its children, at a port of this machine."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid

    def measure(self, address: str, *, connections: int, seconds: float, headers: str = "") -> Measured:
        """Ask for the address as fast as answers come; raises RuntimeError where they are not all the same."""
        question = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n{headers}\r\n".encode()
        self._ask(question, connections, 0.3)
        before, of_database = cpu_of(self.pid), cpu_of_postgresql()
        began = time.perf_counter()
        times, size, status = self._ask(question, connections, seconds)
        took = time.perf_counter() - began
        times.sort()
        return Measured(
            per_second=round(len(times) / took, 1),
            p50=round(times[len(times) // 2] * 1000, 2),
            p99=round(times[int(len(times) * 0.99)] * 1000, 2),
            cpu=round((cpu_of(self.pid) - before) / len(times) * 1000, 3),
            database=round((cpu_of_postgresql() - of_database) / len(times) * 1000, 3),
            bytes=size,
            status=status,
        )

    def _ask(self, question: bytes, number: int, seconds: float) -> tuple[list[float], int, int]:
        """How long each answer took, and the size and status of the last one."""
        waiting, times, last = selectors.DefaultSelector(), list[float](), bytearray()
        for _ in range(number):
            self._begin(waiting, question)
        until = time.perf_counter() + seconds
        while waiting.get_map():
            for key, _events in waiting.select(10):
                one: Connection = key.data
                data = one.socket.recv(1 << 16)
                one.received += data
                is_over = not data
                if is_over or _is_whole(one):
                    now = time.perf_counter()
                    if one.received:
                        times.append(now - one.asked)
                        last = one.received
                    closes = is_over or b"connection: close" in bytes(one.received[:600]).lower()
                    if closes or now > until:
                        waiting.unregister(one.socket)
                        one.socket.close()
                        if now <= until:
                            self._begin(waiting, question)
                    else:
                        one.received, one.wanted, one.asked = bytearray(), -1, now
                        one.socket.sendall(question)
        if not last:
            raise RuntimeError("The server did not answer.")
        return times, len(last), int(bytes(last[9:12]))

    def _begin(self, waiting: selectors.BaseSelector, question: bytes) -> None:
        one = Connection(socket.create_connection(("127.0.0.1", self.port), timeout=10))
        waiting.register(one.socket, selectors.EVENT_READ, one)
        one.asked = time.perf_counter()
        one.socket.sendall(question)


def _is_whole(one: Connection) -> bool:
    if one.wanted < 0:
        end = one.received.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(one.received[:end]).lower()
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        one.wanted = end + 4 + int(length or 0)
    return len(one.received) >= one.wanted


def cpu_of(pid: int) -> float:
    """The CPU seconds that a process and all below it have used."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _used(pid) + sum(cpu_of(int(child)) for child in below)


def cpu_of_postgresql() -> float:
    """The CPU seconds of all PostgreSQL's processes on this machine; 0 where there are none."""
    total = 0.0
    for name in Path("/proc").glob("[0-9]*/comm"):
        try:
            if name.read_text().strip() == "postgres":
                total += _used(int(name.parent.name))
        except OSError:  # gone meanwhile
            continue
    return total


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
