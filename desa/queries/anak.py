"""Starts one of our own programs as a child process with bytes from outside: it may fail without harm."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from jaminan.kesalahan import Kesalahan

ROOT = Path(__file__).resolve().parents[2]
Surat = tuple[str, str]  # a letter: what happened, and what to do now


def ask_child(
    program: list[str], isi: bytes, *, seconds: int, sibuk: Surat, rusak: Surat, **env: str
) -> dict[str, Any]:
    """What the program answers as JSON to `isi` on its standard input, within `seconds` of the clock.

    It sees no environment but `env`. Raises Kesalahan: `sibuk` when time ran out, `rusak` when it failed or said
    nothing that can be read.
    """
    try:
        done = subprocess.run(  # noqa: S603 our own program, and no part of the command comes from outside
            [sys.executable, "-E", "-s", *program],
            input=isi,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONUTF8": "1", **env},
            timeout=seconds,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Kesalahan(*sibuk) from None
    except (subprocess.SubprocessError, ValueError):
        raise Kesalahan(*rusak) from None
    return answer
