"""Spreadsheets of every kind: the child that reads XLSX, XLS, ODS and CSV, and what writes XLSX.

The room is called by the commonest of them. Reading starts in `desa.queries.berkas`, writing in `tabel` and `templat`.
"""
