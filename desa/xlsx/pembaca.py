"""The one guarded reader of uploaded workbooks, under the name by which importers know it.

The reading itself happens in a child process (`desa.xlsx.anak`); its caller stands among the queries,
because actions read the kept bytes again before they apply them.
"""

from desa.queries.berkas import read_workbook
from desa.rules.lembar import Baris, Lembar, Sel

__all__ = ["Baris", "Lembar", "Sel", "read_workbook"]
