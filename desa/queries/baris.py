"""Thousands of rows as plain tuples, just as the database's own driver hands them over."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet


def plain_rows(rows: QuerySet[Any], *columns: str) -> list[tuple[Any, ...]]:
    """These columns, as `values_list` gives them, without its second look at every value.

    For text, numbers, days and yes/no, which each driver converts itself; JSON and moments are left to Django.
    """
    try:
        sql, params = rows.values_list(*columns).query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:  # nothing can match, and Django would not ask either
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
