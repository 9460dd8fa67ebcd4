//! A post is held or vacant on every day of its life, and never both.

use super::*;
use crate::date;
use jiff::ToSpan as _;
use proptest::prelude::*;

fn founded() -> Post {
    Post::found(Id::new(1), Id::new(2), " Bí thư Đảng ủy ", Rank::Head, date(2020, 1, 1)).unwrap()
}

fn holder(name: &str) -> Holder {
    Holder { name: name.into(), account: None }
}

#[test]
fn the_next_holder_follows_without_a_gap() {
    let post = founded()
        .act(date(2020, 1, 1), Act::TakeUp(holder("Nguyễn Văn Mẫu")), None)
        .unwrap()
        .act(date(2023, 5, 1), Act::TakeUp(holder("Trần Thị Mẫu")), None)
        .unwrap()
        .act(date(2024, 2, 1), Act::Leave, None)
        .unwrap();
    assert_eq!(post.name, "Bí thư Đảng ủy");
    assert_eq!(post.tenures().len(), 3);
    assert_eq!(post.on(date(2023, 4, 30)), Held::By(&holder("Nguyễn Văn Mẫu")));
    assert_eq!(post.on(date(2023, 5, 1)), Held::By(&holder("Trần Thị Mẫu")));
    assert_eq!(post.on(date(2024, 6, 1)), Held::Vacant { since: date(2024, 2, 1) });
    assert_eq!(post.on(date(2019, 6, 1)), Held::NotYet);
    let gone = post.act(date(2025, 1, 1), Act::Abolish, None).unwrap();
    assert_eq!(gone.on(date(2025, 1, 1)), Held::Abolished { on: date(2025, 1, 1) });
}

#[test]
fn what_cannot_be() {
    let on = date(2021, 1, 1);
    let taken = founded().act(on, Act::TakeUp(holder("A")), None).unwrap();
    assert_eq!(founded().act(on, Act::Leave, None), Err(Broken::VacantAlready));
    assert_eq!(founded().act(on, Act::TakeUp(holder(" ")), None), Err(Broken::BadName));
    assert_eq!(taken.clone().act(on, Act::Leave, None), Err(Broken::NotAfterLast { last_on: on }));
    let gone = taken.act(date(2022, 1, 1), Act::Abolish, None).unwrap();
    let again = gone.act(date(2023, 1, 1), Act::TakeUp(holder("B")), None);
    assert_eq!(again, Err(Broken::Abolished { on: date(2022, 1, 1) }));
    let (a, b) = (Id::new(1), Id::new(2));
    assert_eq!(Deputy::new(a, a, on, date(2022, 1, 1)), Err(Broken::ByItself));
    assert_eq!(Deputy::new(a, b, on, on), Err(Broken::EndsBeforeItBegins));
}

proptest! {
    /// Whatever happens to a post, each day from its founding on has exactly one tenure, and it can be stored again.
    #[test]
    fn each_day_has_one_tenure(acts in proptest::collection::vec((0_i64..400, 0_u8..3), 0..12)) {
        let mut post = founded();
        let mut day = date(2020, 1, 1);
        for (n, kind) in acts {
            day = day.checked_add(n.days()).unwrap();
            let act = match kind { 0 => Act::TakeUp(holder("Ai đó")), 1 => Act::Leave, _ => Act::TakeUp(holder("Người khác")) };
            let version = post.version;
            match post.clone().act(day, act, None) {
                Ok(after) => { prop_assert_eq!(after.version, version.next()); post = after; }
                Err(_) => prop_assert_eq!(post.version, version),
            }
        }
        for n in [0_i64, 1, 30, 365, 1000, 4000, 9000] {
            let day = date(2020, 1, 1).checked_add(n.days()).unwrap();
            prop_assert_eq!(post.tenures().iter().filter(|t| t.covers(day)).count(), 1);
        }
        let again = Post::restore(post.id, post.unit, post.name.clone(), post.rank, post.version, post.tenures().to_vec());
        prop_assert_eq!(again, Some(post));
    }
}
