"""The API door of the ground floor, and the frame that the floors above build their API on."""

from .galat import indonesian_errors
from .skema import PortalSchema

__all__ = ["PortalSchema", "indonesian_errors"]
