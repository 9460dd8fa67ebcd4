//! Prints `src/lunar/table.rs`, computed anew.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use vunggoc_calendar::lunar::YEARS;
use vunggoc_calendar::lunar::astronomy::{LunarYear, Zone};

fn main() {
    println!("//! Printed by the example `lunar_table`; see the module above for how.\n");
    println!("use jiff::civil::{{Date, date}};\n");
    println!("/// Mùng 1 tháng Giêng and mùng 10 tháng Ba of each year from 1990.");
    println!("pub(super) const TABLE: [(Date, Date); {}] = [", YEARS.count());
    for year in YEARS {
        let lunar = LunarYear::of(year, Zone::HANOI);
        let (Some(tet), Some(kings)) = (lunar.new_year(), lunar.hung_kings()) else { continue };
        let date = |d: jiff::civil::Date| format!("date({}, {}, {})", d.year(), d.month(), d.day());
        println!("    ({}, {}),", date(tet), date(kings));
    }
    println!("];");
}
