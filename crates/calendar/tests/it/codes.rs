//! Codes are what stores keep: each leads back to its value.

use vunggoc_calendar::{Counted, DayKind, HolidayNo, InLieu, Mark, Roll, Start, TermUnit, Way, WeeklyOff};

#[test]
fn every_code_leads_back() {
    macro_rules! there_and_back {
        ($($of:ident),+) => {$(
            for value in $of::ALL {
                assert_eq!($of::from_code(value.code()), Some(value));
            }
            assert_eq!($of::from_code(""), None);
        )+};
    }
    there_and_back!(Counted, InLieu, Roll, Start, TermUnit, Way, WeeklyOff);
    for mark in
        [Mark::Holiday(Some(HolidayNo(3))), Mark::Holiday(None), Mark::InLieu, Mark::Exchanged, Mark::MakeUp]
    {
        let holiday = if let Mark::Holiday(no) = mark { no } else { None };
        assert_eq!(Mark::from_code(mark.code(), holiday), Some(mark));
    }
    assert_eq!(Mark::of(DayKind::MakeUp), Some(Mark::MakeUp));
    assert_eq!((Mark::of(DayKind::Weekend), Mark::from_code("weekend", None)), (None, None));
}
