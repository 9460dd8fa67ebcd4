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
