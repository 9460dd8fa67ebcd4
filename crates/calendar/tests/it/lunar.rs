//! The lunar table, computed anew, and beside dates that were published.

use jiff::civil::{Date, date};
use vunggoc_calendar::lunar::astronomy::{LunarYear, Zone, new_moon, solar_term, sun_longitude};
use vunggoc_calendar::lunar::{YEARS, hung_kings, new_year};

#[test]
fn the_table_is_what_astronomy_gives() {
    for year in YEARS {
        let computed = LunarYear::of(year, Zone::HANOI);
        assert_eq!(new_year(year), computed.new_year(), "Tết {year}");
        assert_eq!(hung_kings(year), computed.hung_kings(), "Giỗ Tổ {year}");
    }
    assert_eq!((new_year(1989), new_year(2051), hung_kings(i16::MIN)), (None, None, None));
}

#[test]
fn the_table_holds_beside_published_dates() {
    // As printed in calendars of these years.
    let tet: [(i16, i8, i8); 29] = [
        (1990, 1, 27),
        (1995, 1, 31),
        (2000, 2, 5),
        (2001, 1, 24),
        (2002, 2, 12),
        (2003, 2, 1),
        (2004, 1, 22),
        (2005, 2, 9),
        (2006, 1, 29),
        (2007, 2, 17),
        (2008, 2, 7),
        (2009, 1, 26),
        (2010, 2, 14),
        (2011, 2, 3),
        (2012, 1, 23),
        (2013, 2, 10),
        (2014, 1, 31),
        (2015, 2, 19),
        (2016, 2, 8),
        (2017, 1, 28),
        (2018, 2, 16),
        (2019, 2, 5),
        (2020, 1, 25),
        (2021, 2, 12),
        (2022, 2, 1),
        (2023, 1, 22),
        (2024, 2, 10),
        (2025, 1, 29),
        (2026, 2, 17),
    ];
    for (year, month, day) in tet {
        assert_eq!(new_year(year), Some(date(year, month, day)));
    }
    let kings: [(i16, i8, i8); 12] = [
        (2007, 4, 26),
        (2010, 4, 23),
        (2016, 4, 16),
        (2017, 4, 6),
        (2018, 4, 25),
        (2019, 4, 14),
        (2020, 4, 2),
        (2021, 4, 21),
        (2022, 4, 10),
        (2023, 4, 29),
        (2024, 4, 18),
        (2025, 4, 7),
    ];
    for (year, month, day) in kings {
        assert_eq!(hung_kings(year), Some(date(year, month, day)));
    }
}

#[test]
fn ha_noi_and_beijing_differ_in_2007_and_2030() {
    let tet = |year, zone| LunarYear::of(year, zone).new_year();
    assert_eq!(tet(2007, Zone::HANOI), Some(date(2007, 2, 17)));
    assert_eq!(tet(2007, Zone::BEIJING), Some(date(2007, 2, 18)));
    assert_eq!(tet(2030, Zone::HANOI), Some(date(2030, 2, 2)));
    assert_eq!(tet(2030, Zone::BEIJING), Some(date(2030, 2, 3)));
    // A whole month apart, in the year in which the two calendars had different leap months.
    assert_eq!(tet(1985, Zone::HANOI), Some(date(1985, 1, 21)));
    assert_eq!(tet(1985, Zone::BEIJING), Some(date(1985, 2, 20)));
    let differ: Vec<i16> = YEARS.filter(|y| tet(*y, Zone::HANOI) != tet(*y, Zone::BEIJING)).collect();
    assert_eq!(differ, [2007, 2030]);
}

#[test]
fn the_formulas_give_the_worked_examples_of_the_book() {
    assert!((new_moon(-283) - 2_443_192.651_18).abs() < 0.000_02, "{}", new_moon(-283));
    assert!((sun_longitude(2_448_908.5) - 199.908_95).abs() < 0.000_02, "{}", sun_longitude(2_448_908.5));
}

/// Whether the error of a formula could move an instant over a midnight of Hà Nội.
fn near_midnight(julian: f64, error_minutes: f64) -> bool {
    let clock = Zone::HANOI.civil(julian).rem_euclid(1.0);
    clock.min(1.0 - clock) < error_minutes / 1440.0
}

#[test]
fn no_instant_that_decides_lies_within_the_error_of_midnight() {
    // New moons: the formula is good to some seconds, the difference of times by 2050 to less than a minute. The
    // nearest is that of 21 September 1998, a minute and a half after midnight.
    let moons: Vec<f64> = (-140..640).map(new_moon).collect();
    assert!(Zone::HANOI.day(moons[0]) < date(1989, 1, 1) && Zone::HANOI.day(moons[779]) > date(2051, 1, 1));
    let close: Vec<Date> =
        moons.iter().filter(|m| near_midnight(**m, 1.0)).map(|m| Zone::HANOI.day(*m)).collect();
    assert_eq!(close, []);
    // A solar term decides only where it lies within twenty minutes of the midnight that begins a month, and only a
    // solstice or a term of a year with a leap month (that of September 2033 is near, but its year has none).
    let starts: Vec<Date> = moons.iter().map(|m| Zone::HANOI.day(*m)).collect();
    let mut at = 2_447_516.0; // 21 December 1988
    let mut undecided = Vec::new();
    for n in 0..=(62 * 12) {
        at = solar_term((270.0 + 30.0 * f64::from(n)).rem_euclid(360.0), at);
        let (early, late) = (Zone::HANOI.day(at - 20.0 / 1440.0), Zone::HANOI.day(at + 20.0 / 1440.0));
        let decides = n % 12 == 0 || LunarYear::of(late.year(), Zone::HANOI).leap().is_some();
        if decides && early != late && starts.contains(&late) {
            undecided.push(late);
        }
        at += 30.44;
    }
    assert!(Zone::HANOI.day(at) > date(2050, 12, 21));
    assert_eq!(undecided, []);
}
