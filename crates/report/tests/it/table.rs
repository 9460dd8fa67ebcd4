//! The table model.

use crate::specimen;
use proptest::prelude::*;
use vunggoc_report::paper::{Block, Section};
use vunggoc_report::table::*;
use vunggoc_report::xlsx::{self, Sheet, TableSheet, Workbook};
use vunggoc_report::{RenderError, docx, text};

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

fn any_head() -> impl Strategy<Value = Head> {
    let column =
        ("\\PC{0,12}", 0_u16..90).prop_map(|(title, weight)| Column::number("k", title, weight).into());
    column.prop_recursive(3, 12, 4, |under| {
        ("\\PC{0,20}", prop::collection::vec(under, 1..4))
            .prop_map(|(title, under)| Head::Group { title, under })
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Missing),
        Just(Value::NotApplicable),
        Just(Value::Blank),
        any::<i64>().prop_map(Value::Whole),
        any::<i64>().prop_map(Value::Change),
        (any::<i64>(), 0_u8..6).prop_map(|(value, scale)| Value::Decimal { value, scale }),
        (any::<i64>(), any::<i64>()).prop_map(|(n, base)| Value::ratio(n, base)),
        "\\PC{0,40}".prop_map(Value::Text),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    prop::collection::vec(any_head(), 1..5).prop_flat_map(|head| {
        let table = Table { caption: "Biểu".into(), head, ..Table::default() };
        let n = table.columns().len();
        let row = prop_oneof![
            prop::collection::vec(any_value().prop_map(Cell::from), n..=n).prop_map(Row::plain),
            "\\PC{0,20}".prop_map(Row::Banner),
        ];
        prop::collection::vec(row, 0..8).prop_map(move |rows| Table { rows, ..table.clone() })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_table_can_be_printed_in_every_way(table in any_table()) {
        let grid = table.head_grid();
        for row in 0..grid.n_rows {
            for column in 0..grid.n_columns {
                prop_assert!(grid.covering(row, column).is_some());
            }
        }
        let covered: usize = grid.cells.iter().map(|c| c.n_rows * c.n_columns).sum();
        prop_assert_eq!(covered, grid.n_rows * grid.n_columns);
        let mut paper = specimen::submission();
        paper.body = vec![Section::portrait(vec![Block::from(table.clone())])];
        let bytes = docx::write(&paper).unwrap();
        crate::ooxml::elements(&crate::ooxml::part(&bytes, "word/document.xml"));
        prop_assert!(text::write(&paper).unwrap().text.contains("Biểu"));
        let sheet = Sheet::Table(TableSheet { name: "Biểu".into(), top: vec![], table });
        let book = Workbook { sheets: vec![sheet], ..Workbook::default() };
        prop_assert!(xlsx::write(&book).is_ok());
    }
}
