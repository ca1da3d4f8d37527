"""Spreadsheet exports of group-buying tools (xlsx, xls, csv, tsv, web tables)."""

from __future__ import annotations

from leader_app.importing.sheets.sheet import read_sheet

__all__ = ["read_sheet"]
