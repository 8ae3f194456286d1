"""The sample: invented officials of 211 villages and three months played with the portal's own actions."""

from .akun import Akun
from .muat import load_sample

__all__ = ["Akun", "load_sample"]
