//! Signing in, the second factor, drafts.

use vunggoc_app::account::session::{Found, SecondFactor};
use vunggoc_app::account::sign_in::{Attempt, sign_in};
use vunggoc_app::account::{Token, draft, second_factor, session};
use vunggoc_app::{App, AppError, Asked, Refusal, Request};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{PASSWORD, World, request};

/// The same store, where the second factor is asked for as in real use.
fn strict(world: &World) -> App {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    App::new(world.app.store().clone(), key, Asked::Required)
}

fn later(seconds: i64) -> Request {
    let now = vunggoc_testkit::noon() + jiff::SignedDuration::from_secs(seconds);
    Request { now, ..request() }
}

async fn enter(app: &App, login: &str, at: Request) -> Token {
    let attempt =
        Attempt { login: login.into(), password: PASSWORD.into(), from_address: "127.0.0.1".into() };
    sign_in(app, attempt, at).await.unwrap()
}

async fn state(app: &App, token: &Token, at: Request) -> SecondFactor {
    let Found::Alive(found) = session::find(app, token, at).await.unwrap() else { panic!("no session") };
    let refused = matches!(found.0.look().await, Err(AppError::Refused(Refusal::SecondFactor)));
    assert_eq!(
        refused,
        !found.1.second_factor.passed(),
        "a session that owes its second factor has no leave"
    );
    found.1.second_factor
}

fn code(secret: &str, at: &Request) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.now.as_second()).unwrap()).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decider_opens_nothing_before_the_second_factor() {
    both(async |store| {
        let world = World::build(store).await;
        let app = strict(&world);
        let token = enter(&app, "expert", later(0)).await;
        assert_eq!(state(&app, &token, later(0)).await, SecondFactor::ToSetUp);
        let set_up = second_factor::begin(&app, &token, later(0)).await.unwrap();
        let again = second_factor::begin(&app, &token, later(1)).await.unwrap();
        assert_eq!(set_up.secret, again.secret, "a page loaded twice shows one secret");
        assert!(set_up.uri.starts_with("otpauth://totp/Vung%20Goc:expert?secret="), "{}", set_up.uri);
        let first = code(&set_up.secret, &later(0));
        second_factor::confirm(&app, &token, &first, later(0)).await.unwrap();
        assert_eq!(state(&app, &token, later(0)).await, SecondFactor::Shown);

        let token = enter(&app, "expert", later(5)).await;
        assert_eq!(state(&app, &token, later(5)).await, SecondFactor::ToShow);
        let replayed = second_factor::show(&app, &token, &first, later(5)).await;
        assert!(matches!(replayed, Err(AppError::Refused(Refusal::SecondFactor))), "{replayed:?}");
        let next = code(&set_up.secret, &later(60));
        second_factor::show(&app, &token, &next, later(60)).await.unwrap();
        assert_eq!(state(&app, &token, later(61)).await, SecondFactor::Shown);
        assert_eq!(
            state(&app, &enter(&app, "viewer", later(70)).await, later(70)).await,
            SecondFactor::NotNeeded
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_opens_one_session_of_two_at_once_and_guessing_is_slowed_down() {
    both(async |store| {
        let world = World::build(store).await;
        let app = strict(&world);
        let token = enter(&app, "expert", later(0)).await;
        let set_up = second_factor::begin(&app, &token, later(0)).await.unwrap();
        second_factor::confirm(&app, &token, &code(&set_up.secret, &later(0)), later(0)).await.unwrap();
        let (a, b) = (enter(&app, "expert", later(60)).await, enter(&app, "expert", later(60)).await);
        let right = code(&set_up.secret, &later(60));
        let (one, two) = tokio::join!(
            second_factor::show(&app, &a, &right, later(60)),
            second_factor::show(&app, &b, &right, later(60))
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        let mut slowed = false;
        for _ in 0..8 {
            let wrong = second_factor::show(&app, &a, "000000", later(90)).await;
            slowed |= matches!(wrong, Err(AppError::Refused(Refusal::SlowDown { .. })));
        }
        assert!(slowed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_outlives_the_session_for_the_same_account_only() {
    both(async |store| {
        let world = World::build(store).await;
        let token = world.token("expert").await;
        let much_later = later(3 * 3600);
        let Found::Ended(whose) = session::find(&world.app, &token, much_later.clone()).await.unwrap() else {
            panic!("the session should have ended")
        };
        let typed = vec![
            ("csrf".to_owned(), "x".to_owned()),
            ("reasons".to_owned(), "Khuyết bí thư, mất đoàn kết".to_owned()),
            ("new_password".to_owned(), "không được giữ".to_owned()),
        ];
        let kept =
            draft::keep(&world.app, whose, "/listings/1/decide", typed, much_later.clone()).await.unwrap();
        assert_eq!(kept, draft::Kept::Yes);
        let long = vec![("reasons".to_owned(), "a".repeat(draft::LIMIT))];
        assert_eq!(draft::keep(&world.app, whose, "/x", long, much_later).await.unwrap(), draft::Kept::No);
        let (expert, viewer) = (world.person("expert").await, world.person("viewer").await);
        assert!(draft::waiting(&viewer).await.unwrap().is_empty());
        assert!(draft::take(&viewer, "/listings/1/decide").await.unwrap().is_none());
        assert_eq!(draft::waiting(&expert).await.unwrap().len(), 1);
        let back = draft::take(&expert, "/listings/1/decide").await.unwrap().unwrap();
        assert_eq!(back, [("reasons".to_owned(), "Khuyết bí thư, mất đoàn kết".to_owned())]);
        assert!(draft::take(&expert, "/listings/1/decide").await.unwrap().is_none());
    })
    .await;
}

mod managed {
    //! Inviting, granting, resetting, ending: never a password that somebody else knows.

    use super::{enter, later};
    use vunggoc_app::account::change::{end, reset};
    use vunggoc_app::account::code::redeem;
    use vunggoc_app::account::grant::{self, NewGrant};
    use vunggoc_app::account::invite::{Invitation, invite};
    use vunggoc_app::account::list::{list, places, show};
    use vunggoc_app::account::session::Found;
    use vunggoc_app::account::sign_in::{Attempt, sign_in};
    use vunggoc_app::account::{OneTimeCode, own, session};
    use vunggoc_app::unit::show::show as show_unit;
    use vunggoc_app::{AppError, Refusal, Rule};
    use vunggoc_core::access::Role;
    use vunggoc_core::{Id, OPEN_END, Version, date};
    use vunggoc_testkit::both;
    use vunggoc_testkit::world::{PASSWORD, World, request, request_on};

    const NEW: &str = "ba-cây-đa-đầu-làng";

    fn invitation(login: &str) -> Invitation {
        let (shown_name, post) = ("Người mới".into(), "Chuyên viên".into());
        Invitation { login: login.into(), shown_name, post, grants: Vec::new() }
    }

    async fn try_enter(world: &World, login: &str, password: &str) -> Result<(), AppError> {
        let attempt =
            Attempt { login: login.into(), password: password.into(), from_address: "10.0.0.9".into() };
        sign_in(&world.app, attempt, request()).await.map(drop)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn invited_granted_reset_and_ended() {
        both(async |store| {
            let world = World::build(store).await;
            let admin = world.person("admin").await;
            let made = invite(&admin.clone().once(Some("k1".into())), invitation("Mới.01")).await.unwrap();
            let twice = invite(&admin.clone().once(Some("k1".into())), invitation("Mới.01")).await.unwrap();
            assert_eq!(
                (twice.account, twice.code.is_none()),
                (made.account, true),
                "a double click shows no second code"
            );
            assert!(matches!(
                invite(&admin, invitation("moi.01")).await,
                Err(AppError::Broken(Rule::LoginTaken))
            ));
            let code = made.code.unwrap();
            assert!(try_enter(&world, "mới.01", "").await.is_err(), "no password, no door");
            let weak = redeem(&world.app, &code, "ngắn", "1.1.1.1", request()).await;
            assert!(matches!(weak, Err(AppError::Broken(Rule::WeakPassword))), "{weak:?}");
            let shouted = OneTimeCode::typed(&code.reveal().to_uppercase().replace('-', " "));
            redeem(&world.app, &shouted, NEW, "1.1.1.1", request()).await.unwrap();
            let again = redeem(&world.app, &code, PASSWORD, "1.1.1.1", request()).await;
            assert!(
                matches!(again, Err(AppError::Refused(Refusal::BadCode))),
                "a code is good once: {again:?}"
            );
            try_enter(&world, "mới.01", NEW).await.unwrap();

            let place = places(&admin, "quan mau 01").await.unwrap();
            assert_eq!(place[0].id, world.districts[0].number());
            let wish = NewGrant {
                role: Role::Viewer,
                unit: Some(world.districts[0]),
                from_on: date(2024, 10, 16),
                until_on: date(2024, 11, 1),
            };
            let given = grant::grant(&admin, made.account, wish).await.unwrap();
            let token = enter_new(&world, NEW).await;
            let may_read = async |today| {
                let Found::Alive(found) = session::find(&world.app, &token, request_on(today)).await.unwrap()
                else {
                    panic!("no session")
                };
                show_unit(&found.0, world.communes[0], None).await.is_ok()
            };
            assert!(!may_read(date(2024, 10, 15)).await, "not before its first day");
            assert!(may_read(date(2024, 10, 16)).await && may_read(date(2024, 10, 31)).await);
            assert!(!may_read(date(2024, 11, 1)).await, "not from its end on");
            grant::end(&admin, given, Version(1), date(2024, 10, 20)).await.unwrap();
            assert!(may_read(date(2024, 10, 19)).await && !may_read(date(2024, 10, 20)).await);

            let seen = Version(show(&admin, made.account).await.unwrap().version);
            let code = reset(&admin, made.account, seen).await.unwrap().code.unwrap();
            assert!(matches!(session::find(&world.app, &token, request()).await.unwrap(), Found::Ended(_)));
            assert!(try_enter(&world, "mới.01", NEW).await.is_err(), "the old password opens nothing");
            redeem(&world.app, &code, "bốn-mùa-hoa-ban-nở", "1.1.1.1", request()).await.unwrap();
            let token = enter_new(&world, "bốn-mùa-hoa-ban-nở").await;
            let Found::Alive(found) = session::find(&world.app, &token, request()).await.unwrap() else {
                panic!()
            };
            assert!(found.1.notice.as_deref().is_some_and(|n| n.starts_with("reset ")), "he is told");
            own::dismiss_notice(&found.0).await.unwrap();

            let seen = Version(show(&admin, made.account).await.unwrap().version);
            assert!(matches!(end(&admin, made.account, Version(1)).await, Err(AppError::Stale { .. })));
            end(&admin, made.account, seen).await.unwrap();
            assert!(matches!(session::find(&world.app, &token, request()).await.unwrap(), Found::Ended(_)));
            assert!(try_enter(&world, "mới.01", "bốn-mùa-hoa-ban-nở").await.is_err());
        })
        .await;
    }

    async fn enter_new(world: &World, password: &str) -> vunggoc_app::account::Token {
        let attempt =
            Attempt { login: "mới.01".into(), password: password.into(), from_address: "10.0.0.8".into() };
        sign_in(&world.app, attempt, request()).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_nobody_may_do() {
        both(async |store| {
            let world = World::build(store).await;
            let admin = world.person("admin").await;
            let id = |login: &str| world.people.iter().find(|(l, _)| *l == login).unwrap().1;
            let to = |role, unit| NewGrant { role, unit, from_on: date(2024, 1, 1), until_on: OPEN_END };
            let said = |answer: Result<String, AppError>, wanted: &str| {
                assert!(
                    matches!(&answer, Err(AppError::Broken(Rule::Said { code, .. })) if *code == wanted),
                    "{wanted}: {answer:?}"
                );
            };
            let own = grant::grant(&admin, id("admin"), to(Role::StandingExpert, Some(world.city))).await;
            said(own.map(|i| i.to_string()), "grant-to-oneself");
            said(end(&admin, id("admin"), Version(1)).await.map(|i| i.to_string()), "end-oneself");
            let line = show(&admin, id("admin")).await.unwrap();
            let last = grant::end(&admin, Id::new(line.grants[0].id), Version(1), date(2024, 10, 15)).await;
            said(last.map(|i| i.to_string()), "last-administrator");
            let nowhere = grant::grant(&admin, id("viewer"), to(Role::Viewer, None)).await;
            assert!(matches!(nowhere, Err(AppError::Broken(Rule::Field { name: "unit" }))), "{nowhere:?}");
            for login in ["expert", "clerk", "leader", "member", "base", "viewer", "district"] {
                let person = world.person(login).await;
                assert!(matches!(list(&person).await, Err(AppError::NotFound)), "{login}");
                assert!(matches!(places(&person, "").await, Err(AppError::NotFound)), "{login}");
                let wish = to(Role::Administrator, None);
                assert!(
                    matches!(grant::grant(&person, id("viewer"), wish).await, Err(AppError::NotFound)),
                    "{login}"
                );
                assert!(
                    matches!(invite(&person, invitation("x.y.z")).await, Err(AppError::NotFound)),
                    "{login}"
                );
                assert!(
                    matches!(reset(&person, id("admin"), Version(1)).await, Err(AppError::NotFound)),
                    "{login}"
                );
                assert!(
                    matches!(end(&person, id("viewer"), Version(1)).await, Err(AppError::NotFound)),
                    "{login}"
                );
            }
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_changes_his_own_password_and_ends_his_other_sessions() {
        both(async |store| {
            let world = World::build(store).await;
            let (here, there) =
                (enter(&world.app, "expert", later(0)).await, enter(&world.app, "expert", later(0)).await);
            let Found::Alive(found) = session::find(&world.app, &here, later(1)).await.unwrap() else {
                panic!()
            };
            let me = found.0;
            let sessions = own::sessions(&me, &here).await.unwrap();
            assert_eq!((sessions.len(), sessions.iter().filter(|s| s.here).count()), (2, 1));
            let wrong = own::set_password(&me, &here, "không phải", NEW).await;
            assert!(matches!(wrong, Err(AppError::Refused(Refusal::SignIn))), "{wrong:?}");
            own::set_password(&me, &here, PASSWORD, NEW).await.unwrap();
            assert!(matches!(session::find(&world.app, &there, later(2)).await.unwrap(), Found::Ended(_)));
            assert!(matches!(session::find(&world.app, &here, later(2)).await.unwrap(), Found::Alive(_)));
            try_enter(&world, "expert", NEW).await.unwrap();
            assert!(matches!(own::end_session(&me, "0000").await, Err(AppError::NotFound)));
        })
        .await;
    }
}
