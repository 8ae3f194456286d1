"""What a hostile or slow upload costs, measured with outside tools: UP-4, UP-5, UP-8 and UP-18 of the quality plan.

    python -m tests.bench.unggah memori             the reader's child: memory and seconds for each bad and large file
    python -m tests.bench.unggah jaringan [FOLDER]  the same files without any network; FOLDER holds more, by anybody
    python -m tests.bench.unggah kabel              a portal of its own: curl, slow and broken lines, huge bodies

`jaringan` needs `unshare` of util-linux, `kabel` needs curl. The suite runs their short forms.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.desa.berkas import BURUK, buku, kecil

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES, SECONDS = 256, 5.0
READER = [sys.executable, "-E", "-s", "-m", "desa.xlsx.anak"]
ALONE = ["unshare", "--user", "--map-root-user", "--net"]


@dataclass(frozen=True)
class Biaya:
    """What one file cost the child, and what it answered."""

    megabyte: int
    detik: float
    jawaban: str


# A process counts the memory of the one it was split from; a small one in between keeps the portal's out of the figure.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=sys.stdout)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime, file=sys.stderr)
"""


def child(isi: bytes, *, rows: int = 2_000, before: tuple[str, ...] = ()) -> Biaya:
    """Runs the reader's child on some bytes, as the portal does, and asks the kernel what it took."""
    env = {"OPENPYXL_LXML": "False", "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}
    command = [*before, sys.executable, "-I", "-S", "-c", MEASURE, *READER, str(rows)]
    done = subprocess.run(command, input=isi, capture_output=True, cwd=ROOT, env=env, check=False)
    megabytes, seconds = done.stderr.split()[-2:]
    return Biaya(int(megabytes), float(seconds), _said(done.stdout))


def _said(answer: bytes) -> str:
    try:
        told = json.loads(answer)
    except ValueError:
        return "(dihentikan)"
    return str(told["galat"][0]) if "galat" in told else f"{sum(one['jumlah'] for one in told['lembar'])} baris"


def large() -> Iterator[tuple[str, bytes, int]]:
    """The largest files that are still read: a full roster, and a branch's list of a regency."""
    row: list[object] = ["7603010101909001", "Nama Orang Contoh", "L", "31/12/1990", "Kepala Dusun", "2.224.420"]
    yield "2.000 baris", buku([["NIK", "Nama", "JK", "Lahir", "Jabatan", "Siltap"], *[row] * 1_999]), 2_000
    yield "20.000 baris", buku([[*row, *row], *[[*row, *row]] * 19_999]), 20_000


def memory() -> bool:
    rows = [(name, make(), 2_000) for name, (make, _nama, _pesan) in BURUK.items()] + list(large())
    fine = True
    for name, isi, most in rows:
        cost = child(isi, rows=most)
        good = cost.megabyte <= MEGABYTES and (cost.detik <= SECONDS or most > 2_000)
        fine = fine and good
        print(f"{'baik' if good else 'GAGAL':6}{cost.megabyte:5} MB {cost.detik:6.2f} s  {name}: {cost.jawaban}")
    return fine


def network(folder: str = "") -> bool:
    """Every file gives the same answer without a network, so nothing outside is ever asked for."""
    more = (
        [(path.name, path.read_bytes()) for path in sorted(Path(folder).rglob("*")) if path.is_file()] if folder else []
    )
    fine = True
    for name, isi in [(name, make()) for name, (make, _nama, _pesan) in BURUK.items()] + more:
        outside, inside = child(isi), child(isi, before=tuple(ALONE))
        same = outside.jawaban == inside.jawaban
        fine = fine and same
        print(f"{'sama' if same else 'BEDA':6}{name}: {inside.jawaban}")
    return fine


@dataclass(frozen=True)
class Server:
    port: int
    sandi: str
    folder: Path
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def curl(self, *words: str) -> str:
        done = subprocess.run(
            ["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", *words], capture_output=True, text=True, check=False
        )
        return done.stdout

    def token(self) -> str:
        sent = json.dumps({"username": "sekdes.7603012004", "password": self.sandi})
        command = ["curl", "-s", "-H", "Content-Type: application/json", "-d", sent, f"{self.url}/api/v1/token/"]
        return str(json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["token"])

    def megabytes(self) -> int:
        """The most memory that the server has taken so far."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

    def files(self) -> int:
        """Uploads that were kept, and temporary files that were left behind."""
        return sum(1 for path in self.folder.rglob("*") if path.is_file() and path.suffix in {".bin", ".upload"})


def wire() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "staticfiles").mkdir()
        (folder / "tmp").mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        env = os.environ | {"DATA_DIR": name, "SANDI_CONTOH": "contoh-sandi-kita", "TMPDIR": str(folder / "tmp")}
        env.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "manage.py", "siapkan", "--contoh"], cwd=ROOT, env=env, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        command = [sys.executable, "-m", "gunicorn", "jaminan.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
                   "--no-control-socket", "--log-level", "critical"]  # fmt: skip
        with subprocess.Popen(command, cwd=ROOT, env=env) as server:
            try:
                time.sleep(10)
                children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
                return _lines(Server(port, env["SANDI_CONTOH"], folder, int(children[0])))
            finally:
                server.terminate()


def _lines(server: Server) -> bool:
    """UP-8 and UP-18, one line each."""
    token, address = server.token(), f"{server.url}/api/v1/kepesertaan-upload/"
    small, big = server.folder / "kecil.xlsx", server.folder / "besar.xlsx"
    small.write_bytes(kecil().ljust(40 * 1024, b"\0"))
    big.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    before, kept = server.megabytes(), server.files()
    form = ["-H", f"Authorization: Token {token}", "-F", "desa=76.03.01.2004", "-F"]
    checks: list[tuple[str, Callable[[], bool]]] = [
        ("5 MB + 1 bita: 413", lambda: server.curl(*form, f"berkas=@{big}", address) == "413"),
        ("2 GB dengan panjang: 413, tanpa dibaca", lambda: _huge(server, 2 * 1024**3, token) == "413"),
        ("2 GB ke halaman: 413, tanpa dibaca", lambda: _huge(server, 2 * 1024**3, token, "/akun/masuk/") == "413"),
        ("tanpa panjang: tidak dibaca", lambda: _endless(server, token) in {"400", "403", "411", "413"}),
        ("terputus di sepuluh tempat: tidak ada tersimpan", lambda: _cut(server, token) and server.files() == kept),
        ("40 KB dengan 1 KB/detik: sampai dan diperiksa", lambda: _slow(server, [*form, f"berkas=@{small}", address])),
        (f"memori server: naik kurang dari 64 MB dari {before}", lambda: server.megabytes() - before < 64),
    ]  # fmt: skip
    fine = True
    for name, check in checks:
        begun = time.monotonic()
        good = check()
        fine = fine and good
        print(f"{'baik' if good else 'GAGAL':6}{time.monotonic() - begun:6.1f} s  {name}")
    return fine


def _head(server: Server, token: str, path: str, *lines: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    head = (f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Authorization: Token {token}",
            "Content-Type: multipart/form-data; boundary=batas", *lines)  # fmt: skip
    line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
    return line


def _status(line: socket.socket) -> str:
    try:
        return line.recv(4096).split(b" ", 2)[1].decode()
    except (IndexError, OSError):
        return ""


API = "/api/v1/kepesertaan-upload/"


def _huge(server: Server, length: int, token: str, path: str = API) -> str:
    with _head(server, token, path, f"Content-Length: {length}") as line:
        line.sendall(b"x" * 65_536)
        return _status(line)


def _endless(server: Server, token: str) -> str:
    with _head(server, token, "/akun/masuk/", "Transfer-Encoding: chunked") as line:
        try:
            for _ in range(200):
                line.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        except OSError:
            pass
        return _status(line)


def _cut(server: Server, token: str) -> bool:
    """The line breaks after a tenth, two tenths … of an honest file."""
    file = kecil()
    body = (
        b'--batas\r\nContent-Disposition: form-data; name="desa"\r\n\r\n76.03.01.2004\r\n--batas\r\n'
        b'Content-Disposition: form-data; name="berkas"; filename="a.xlsx"\r\n\r\n' + file + b"\r\n--batas--\r\n"
    )
    for tenth in range(10):
        with _head(server, token, API, f"Content-Length: {len(body)}") as line:
            line.sendall(body[: len(body) * tenth // 10])
    time.sleep(2)
    return True


def _slow(server: Server, form: list[str]) -> bool:
    """Forty seconds for forty kilobytes: read to the end and judged; its one row is no official of that village."""
    return server.curl("--limit-rate", "1K", *form) == "400"


MODES: dict[str, Callable[..., bool]] = {"memori": memory, "jaringan": network, "kabel": wire}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted not in MODES:
        sys.exit(__doc__)
    sys.exit(0 if MODES[wanted](*sys.argv[2:]) else 1)
