//! Reading spreadsheets as offices keep them: workbooks to grids, heads, cells, total rows. Pure; knows no noun of the domain.
