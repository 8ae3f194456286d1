"""The workbooks of a month's money: the same figures as the papers, to be added up again."""

from .lembar import bill_xlsx, posting_xlsx

__all__ = ["bill_xlsx", "posting_xlsx"]
