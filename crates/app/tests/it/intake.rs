//! Forms go out and come back: totals, missing, late, mismatched on one page; each workbook whole or not at all.

use vunggoc_app::figure::grid::{Question, grid};
use vunggoc_app::figure::save::{Entered, Typed, save};
use vunggoc_app::figure::sums::totals;
use vunggoc_app::file::File;
use vunggoc_app::form::act::act;
use vunggoc_app::form::list::{Question as Asked, list as returns};
use vunggoc_app::form::out::workbooks;
use vunggoc_app::intake::begin::{Wish, begin};
use vunggoc_app::intake::list;
use vunggoc_app::intake::show::{BookLine, Preview, show};
use vunggoc_app::intake::write::{Chosen, Confirmed, Seen, write};
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::{AppError, Ctx, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::form::Act;
use vunggoc_core::period::Period;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::workbook::{edit, opened, zipped};
use vunggoc_testkit::world::World;

fn h1() -> Period {
    Period::parse("2024-H1").unwrap()
}

fn file(name: &str, bytes: Vec<u8>) -> File {
    File { name: name.into(), media_type: String::new(), bytes }
}

/// The workbooks that went out, by unit.
async fn sent_out(ctx: &Ctx, form: &str, under: Id<Unit>) -> Vec<(String, Vec<u8>)> {
    opened(&workbooks(ctx, form, h1(), under).await.unwrap())
}

fn book_of(books: &[(String, Vec<u8>)], unit: Id<Unit>) -> Vec<u8> {
    books.iter().find(|(name, _)| name.ends_with(&format!("-{unit}.xlsx"))).unwrap().1.clone()
}

async fn taken(ctx: &Ctx, form: &str, under: Id<Unit>, on: Date, files: Vec<File>) -> Preview {
    let wish = Wish { form: form.into(), period: h1(), under, received_on: on };
    show(ctx, begin(ctx, &wish, files).await.unwrap()).await.unwrap()
}

fn of(preview: &Preview, unit: Id<Unit>) -> &BookLine {
    preview.books.iter().find(|b| b.unit_id == Some(unit.number())).unwrap()
}

fn flaws(book: &BookLine) -> Vec<(&str, &str)> {
    book.flaws.iter().map(|f| (f.cell.as_str(), f.code)).collect()
}

async fn confirm(ctx: &Ctx, preview: &Preview, chosen: &[(i64, &str)], seen: Seen) -> Result<i64, AppError> {
    let chosen = chosen.iter().map(|(no, copy)| Chosen { no: *no, copy: (*copy).into() }).collect();
    let (version, fingerprint) = (Version(preview.version), preview.fingerprint.clone());
    write(ctx, Id::new(preview.id), &Confirmed { version, fingerprint, chosen, seen }).await
}

async fn states(ctx: &Ctx, world: &World) -> Vec<(Option<String>, String, Option<String>)> {
    let asked = Asked { form: "M02".into(), period: h1(), under: world.city, only: None, offset: 0 };
    let lines = returns(ctx, &asked).await.unwrap().lines;
    lines.into_iter().map(|l| (l.state, l.timeliness, l.copy)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_comes_back_and_goes_in_by_workbook() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let [a, b, c, d] = world.communes;
        let out = sent_out(&expert, "M02", world.city).await;
        // The first fills in his form, the second a text, the third sends another file of the same unit, the
        // fourth nothing.
        let first = edit(&book_of(&out, a), &[("D7", "1250"), ("E7", "25")]);
        let second = edit(&book_of(&out, b), &[("D7", "mười"), ("E7", "3")]);
        let third = edit(&book_of(&out, c), &[("D7", "8")]);
        let again = edit(&book_of(&out, c), &[("D7", "9")]);
        let zip =
            zipped(&[("xã/a.xlsx", &first), ("b.xlsx", &second), ("c.xlsx", &third), ("c (1).xlsx", &again)]);
        let files = vec![file("về.zip", zip), file("ghi chú.txt", b"xin chao".to_vec())];
        let preview = taken(&expert, "M02", world.city, date(2024, 7, 12), files).await;
        assert_eq!((preview.n_asked, preview.books.len()), (4, 5), "{preview:?}");
        let standings: Vec<_> =
            preview.books.iter().map(|l| (l.name.as_str(), l.standing.as_str())).collect();
        assert_eq!(
            standings,
            [
                ("b.xlsx", "mismatched"),
                ("ghi chú.txt", "mismatched"),
                ("a.xlsx", "ready"),
                ("c (1).xlsx", "ready"),
                ("c.xlsx", "ready")
            ]
        );
        assert_eq!(flaws(of(&preview, b)), [("D7", "not-a-number")]);
        assert_eq!(flaws(of(&preview, c)), [("", "twin")]);
        assert_eq!(flaws(&preview.books[1]), [("", "no-identity")]);
        assert_eq!((of(&preview, a).timeliness.as_deref(), of(&preview, a).n_new), (Some("late"), 2));
        let missing: Vec<_> = preview.missing.iter().map(|m| m.unit_id).collect();
        assert_eq!(missing, [b.number(), d.number()], "a workbook that cannot be written has not answered");
        let due = &preview.totals[0];
        assert_eq!(
            (due.before, due.n_before, due.n_brought, due.n_after, due.n_expected),
            (None, 0, 2, 2, 4)
        );

        let no = |unit| of(&preview, unit).no;
        let (a_no, b_no) = (no(a), no(b));
        let c_all: Vec<i64> =
            preview.books.iter().filter(|l| l.unit_id == Some(c.number())).map(|l| l.no).collect();
        for (chosen, seen) in [(vec![a_no, b_no], Seen::Yes), (c_all.clone(), Seen::Yes)] {
            let chosen: Vec<_> = chosen.into_iter().map(|no| (no, "")).collect();
            let refused = confirm(&expert, &preview, &chosen, seen).await;
            assert!(matches!(refused, Err(AppError::Broken(Rule::ImportNotReady))), "{refused:?}");
        }
        let unseen = confirm(&expert, &preview, &[(a_no, ""), (c_all[0], "")], Seen::NotYet).await;
        assert!(matches!(unseen, Err(AppError::Broken(Rule::ImportNotSeen))), "{unseen:?}");
        assert!(confirm(&expert, &preview, &[], Seen::Yes).await.is_err(), "nothing is chosen");
        assert_eq!(states(&expert, &world).await[0].0, None, "nothing was written so far");

        let n = confirm(&expert, &preview, &[(a_no, "12-BC/ĐU"), (c_all[0], "")], Seen::Yes).await.unwrap();
        assert_eq!(n, 3);
        let state =
            |s: &str, copy: Option<&str>| (Some(s.to_owned()), "late".to_owned(), copy.map(str::to_owned));
        let stand = states(&expert, &world).await;
        assert_eq!([&stand[0], &stand[2]], [&state("closed", Some("12-BC/ĐU")), &state("sent", None)]);
        let after = show(&expert, Id::new(preview.id)).await.unwrap();
        assert_eq!(of(&after, a).written.as_ref().map(|w| w.1), Some(2));
        assert_eq!(list(&expert, "M02", h1(), world.city).await.unwrap()[0].n_written, 2);
        let stale = confirm(&expert, &preview, &[(a_no, "")], Seen::Yes).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");

        // The same file again says nothing new; its copy closes what was only sent.
        let sums = totals(&expert, "M02", h1(), world.city).await.unwrap().whole.sums;
        let same = taken(
            &expert,
            "M02",
            world.city,
            date(2024, 7, 20),
            vec![file("a.xlsx", first), file("c.xlsx", again)],
        )
        .await;
        assert_eq!((of(&same, a).standing.as_str(), of(&same, a).n_same), ("same", 2), "{same:?}");
        let both = [(of(&same, a).no, ""), (of(&same, c).no, "7-BC/ĐU")];
        assert_eq!(confirm(&expert, &same, &both, Seen::Yes).await.unwrap(), 0);
        assert_eq!(states(&expert, &world).await[2], state("closed", Some("7-BC/ĐU")));
        assert_eq!(totals(&expert, "M02", h1(), world.city).await.unwrap().whole.sums, sums);
        // Another figure for a closed return has to wait until it is sent back.
        let other = edit(&book_of(&out, a), &[("D7", "1251")]);
        let locked = taken(&expert, "M02", world.city, date(2024, 7, 20), vec![file("a.xlsx", other)]).await;
        let found = flaws(of(&locked, a));
        assert_eq!((of(&locked, a).standing.as_str(), found[0]), ("mismatched", ("", "locked")), "{found:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_named_by_cell_and_what_changed_meanwhile_is_told() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let [a, b, c, d] = world.communes;
        let out = sent_out(&expert, "M02", world.city).await;
        let (rename, merge) = ([("D5", "Đơn đã giải quyết")], [("D7", "5"), ("E7", "=1/0")]);
        let head = edit(&book_of(&out, a), &rename);
        let formula = edit(&book_of(&out, b), &merge);
        let keys = edit(&book_of(&out, c), &[("D4", "petitions.overdue"), ("A7", "1")]);
        let numbers = edit(&book_of(&out, d), &[("D7", "8.5"), ("E7", "-3"), ("F7", "-")]);
        let books = [head, formula, keys, numbers];
        let files =
            books.iter().zip(["a", "b", "c", "d"]).map(|(b, n)| file(&format!("{n}.xlsx"), b.clone()));
        let preview = taken(&expert, "M02", world.city, date(2024, 7, 5), files.collect()).await;
        assert!(preview.books.iter().all(|b| b.standing == "mismatched"), "{preview:?}");
        assert_eq!(flaws(of(&preview, a)), [("D5", "head-changed")]);
        assert_eq!(flaws(of(&preview, b)), [("E7", "formula-error")]);
        assert_eq!(
            flaws(of(&preview, c)),
            [
                ("E4", "column-twice"),
                ("", "column-missing"),
                ("D5", "head-changed"),
                ("C7", "row-unknown"),
                ("", "row-missing")
            ]
        );
        assert_eq!(flaws(of(&preview, d)), [("D7", "too-many-decimals"), ("F7", "dash"), ("E7", "negative")]);
        assert_eq!(of(&preview, d).timeliness.as_deref(), Some("in-time"));

        // Another form, another period, a unit that is not there.
        let wish = |form: &str, period: &str| Wish {
            form: form.into(),
            period: Period::parse(period).unwrap(),
            under: world.city,
            received_on: date(2024, 7, 5),
        };
        for (form, period, expected) in [("M02", "2023-H1", "other-period"), ("M01", "2024-H1", "other-form")]
        {
            let id =
                begin(&expert, &wish(form, period), vec![file("a.xlsx", books[3].clone())]).await.unwrap();
            let found = show(&expert, id).await.unwrap();
            assert_eq!(flaws(&found.books[0]), [("", expected)], "{form} {period}");
        }
        let under = world.districts[1];
        let foreign = Wish { under, ..wish("M02", "2024-H1") };
        let id = begin(&expert, &foreign, vec![file("a.xlsx", book_of(&out, a))]).await.unwrap();
        assert_eq!(flaws(&show(&expert, id).await.unwrap().books[0]), [("", "other-unit")]);

        // An empty form; a blank cell takes nothing back; what is written meanwhile makes the preview stale.
        let empty =
            taken(&expert, "M02", world.city, date(2024, 7, 5), vec![file("a.xlsx", book_of(&out, a))]).await;
        assert_eq!(flaws(of(&empty, a)), [("", "empty")]);
        let filled = edit(&book_of(&out, a), &[("D7", "20")]);
        let preview = taken(&expert, "M02", world.city, date(2024, 7, 5), vec![file("a.xlsx", filled)]).await;
        let question = Question { form: "M02".into(), period: h1(), under: world.city, offset: 0 };
        assert_eq!(grid(&expert, &question).await.unwrap().rows[0].cells[0].value, None);
        let typed = |indicator: &str, text: &str| Typed {
            unit: a,
            indicator: indicator.into(),
            seen: 0,
            text: text.into(),
        };
        let cells = vec![typed("petitions.due", "18"), typed("petitions.overdue", "2")];
        save(&expert, &Entered { form: "M02".into(), period: h1(), under: world.city, cells }).await.unwrap();
        let stale = confirm(&expert, &preview, &[(1, "")], Seen::Yes).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
        let preview = show(&expert, Id::new(preview.id)).await.unwrap();
        assert_eq!((of(&preview, a).n_changed, flaws(of(&preview, a))), (1, vec![("E7", "blank-kept")]));
        assert_eq!(confirm(&expert, &preview, &[(1, "")], Seen::Yes).await.unwrap(), 1);
        let cells = grid(&expert, &question).await.unwrap().rows[0].cells.clone();
        assert_eq!((cells[0].value, cells[1].value), (Some(20), Some(2)));

        // Sent back on a later day than the workbook came.
        let asked = Asked { form: "M02".into(), period: h1(), under: world.city, only: None, offset: 0 };
        let line = returns(&expert, &asked).await.unwrap().lines.remove(0);
        let back = Act::SendBack { why: "Chưa khớp".into() };
        act(&expert, Id::new(line.id.unwrap()), Version(line.version), date(2024, 8, 1), back).await.unwrap();
        let early = edit(&book_of(&out, a), &[("D7", "21")]);
        let preview = taken(&expert, "M02", world.city, date(2024, 7, 6), vec![file("a.xlsx", early)]).await;
        assert!(flaws(of(&preview, a)).contains(&("", "before-sent-back")), "{preview:?}");
    })
    .await;
}

async fn branch(world: &World, under: Id<Unit>, name: &str) -> Id<Unit> {
    let wish = Founding {
        tree: Tree::Party,
        under: Some(under),
        from_on: date(2010, 1, 1),
        name: name.into(),
        kind: "residential".into(),
        level: "branch".into(),
        code: None,
        paper: None,
    };
    found(&world.task(), wish).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_many_rows_is_checked_against_its_total() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let commune = world.communes[0];
        for n in 1..=3 {
            branch(&world, commune, &format!("Chi bộ khu phố {n}")).await;
        }
        let out = sent_out(&expert, "M01", world.districts[0]).await;
        let book = book_of(&out, commune);
        // The commune's own row, three branches and their total; the total was typed over, a name was changed.
        let right = edit(&book, &[("D8", "12"), ("D9", "9"), ("D10", "10"), ("D11", "31")]);
        let wrong =
            edit(&book, &[("D8", "12"), ("D9", "9"), ("D10", "10"), ("D11", "30"), ("C9", "Chi bộ khác")]);
        let preview =
            taken(&expert, "M01", world.city, date(2024, 7, 5), vec![file("a.xlsx", right.clone())]).await;
        assert_eq!(
            (of(&preview, commune).standing.as_str(), flaws(of(&preview, commune))),
            ("ready", vec![])
        );
        let preview = taken(&expert, "M01", world.city, date(2024, 7, 5), vec![file("a.xlsx", wrong)]).await;
        let found = flaws(of(&preview, commune));
        assert!(found.contains(&("C9", "row-name")) && found.contains(&("D11", "total")), "{found:?}");
        let preview = taken(&expert, "M01", world.city, date(2024, 7, 5), vec![file("a.xlsx", right)]).await;
        assert_eq!(preview.totals[0].brought, Some(31));
        assert_eq!(confirm(&expert, &preview, &[(1, "")], Seen::NotYet).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_named_and_foreign_scopes_do_not_exist() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, base, viewer) =
            (world.person("expert").await, world.person("base").await, world.person("viewer").await);
        let [a, _, _, d] = world.communes;
        let out = sent_out(&expert, "M02", world.city).await;
        let whole = edit(&book_of(&out, a), &[("D7", "4")]);
        let cut = whole[..whole.len() / 2].to_vec();
        let nothing = vec![0_u8; 20 << 20];
        let bomb = zipped(&[("a.xlsx", &nothing)]);
        let files = vec![
            file("cut.xlsx", cut),
            file("bomb.zip", bomb),
            file("large.xlsx", vec![b'x'; 100 << 20]),
            file("empty.xlsx", Vec::new()),
        ];
        let preview = taken(&expert, "M02", world.city, date(2024, 7, 5), files).await;
        let found: Vec<_> =
            preview.books.iter().map(|b| (b.name.as_str(), b.standing.as_str(), b.flaws[0].code)).collect();
        assert_eq!(
            found,
            [
                ("cut.xlsx", "unreadable", "truncated"),
                ("bomb.zip", "unreadable", "bomb"),
                ("large.xlsx", "unreadable", "too-large"),
                ("empty.xlsx", "unreadable", "not-a-spreadsheet"),
            ]
        );
        let wish =
            Wish { form: "M02".into(), period: h1(), under: world.city, received_on: date(2024, 10, 16) };
        let tomorrow = begin(&expert, &wish, vec![file("a.xlsx", whole.clone())]).await;
        assert!(
            matches!(tomorrow, Err(AppError::Broken(Rule::Field { name: "received_on" }))),
            "{tomorrow:?}"
        );
        assert!(matches!(
            begin(&expert, &wish, vec![]).await,
            Err(AppError::Broken(Rule::Field { name: "files" }))
        ));

        // Who may enter figures of one commune takes back only its workbook, and closes nothing.
        assert!(matches!(
            begin(&base, &wish, vec![file("a.xlsx", whole.clone())]).await,
            Err(AppError::NotFound)
        ));
        assert!(matches!(show(&base, Id::new(preview.id)).await, Err(AppError::NotFound)));
        let refused = show(&viewer, Id::new(preview.id)).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        let files = vec![file("a.xlsx", whole), file("d.xlsx", book_of(&out, d))];
        let own = taken(&base, "M02", a, date(2024, 7, 5), files).await;
        assert_eq!(
            (own.books[0].standing.as_str(), flaws(&own.books[0])),
            ("mismatched", vec![("", "other-unit")])
        );
        assert!(!own.may_close && own.n_asked == 1);
        let no = of(&own, a).no;
        let closed = confirm(&base, &own, &[(no, "3-BC/ĐU")], Seen::Yes).await;
        assert!(
            matches!(closed, Err(AppError::Refused(Refusal::NotGranted(Action::CloseFigures)))),
            "{closed:?}"
        );
        assert_eq!(confirm(&base, &own, &[(no, "")], Seen::Yes).await.unwrap(), 1);
    })
    .await;
}
