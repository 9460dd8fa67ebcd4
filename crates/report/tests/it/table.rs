//! The table model.

use crate::specimen;
use vunggoc_report::RenderError;
use vunggoc_report::table::*;

#[test]
fn the_grid_of_the_head_covers_every_place_once() {
    for table in [specimen::b02(), specimen::b03(), specimen::b04(3), specimen::b05(), specimen::b07()] {
        let grid = table.head_grid();
        assert_eq!(grid.n_columns, table.columns().len());
        for row in 0..grid.n_rows {
            for column in 0..grid.n_columns {
                let n = grid
                    .cells
                    .iter()
                    .filter(|c| {
                        (c.row..c.row + c.n_rows).contains(&row)
                            && (c.column..c.column + c.n_columns).contains(&column)
                    })
                    .count();
                assert_eq!(n, 1, "{} at {row},{column}", table.title());
            }
        }
    }
    let grid = specimen::b02().head_grid();
    assert_eq!(grid.n_rows, 3);
    let rise = grid.cells.iter().find(|c| c.title == "Tăng trong kỳ").unwrap();
    assert_eq!((rise.n_columns, rise.n_rows), (3, 1));
    assert_eq!(grid.marks.unwrap()[..3], ["A", "(1)", "(2)"]);
}

#[test]
fn missing_is_never_zero_and_is_explained() {
    assert_eq!(Value::Missing.shown(), "…");
    assert_eq!(Value::whole_or_missing(None).shown(), "…");
    assert_eq!(Value::whole_or_missing(Some(0)).shown(), "0");
    let legend = specimen::b03().legend();
    assert!(legend.contains("“…” chưa có số liệu") && legend.contains("10/11"), "{legend}");
    assert!(specimen::b05().legend().is_empty());
}

#[test]
fn a_ratio_keeps_numerator_and_base() {
    assert_eq!(Value::ratio(52, 85).shown(), "61,2% (52/85)");
    assert_eq!(Value::ratio(0, 0).shown(), "- (0/0)");
    let fraction = Value::Ratio { numerator: 1052, base: 2000, style: RatioStyle::Fraction };
    assert_eq!(fraction.shown(), "1.052/2.000");
}

#[test]
fn a_row_of_another_width_is_refused() {
    let mut table = specimen::b07();
    table.rows.push(Row::plain([1.into()]));
    assert!(matches!(table.check(), Err(RenderError::RowWidth { expected: 5, found: 1, .. })));
    table.head = vec![Head::group("rỗng", [])];
    assert!(matches!(table.check(), Err(RenderError::EmptyHead(_))));
}
