"""The papers of a month's money: payment request, deposit sheet, slips, posting sheet. Same content, same bytes."""

from .lembar import KERTAS, deposit_sheet_pdf, posting_pdf, request_list_pdf, request_pdf
from .slip import slips_pdf

__all__ = ["KERTAS", "deposit_sheet_pdf", "posting_pdf", "request_list_pdf", "request_pdf", "slips_pdf"]
