//! The first run: nothing before the declaration, one code, one winner; then never again.

use vunggoc_app::account::sign_in::{Attempt, sign_in};
use vunggoc_app::account::start::ready;
use vunggoc_app::account::{OneTimeCode, session};
use vunggoc_app::installation::{
    Declaration, FirstRun, Kind, declare, declared, finish_first_run, is_new, open_first_run,
};
use vunggoc_app::{App, AppError, Asked, Refusal, Rule};
use vunggoc_core::{Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::request;

fn run(code: OneTimeCode) -> FirstRun {
    FirstRun {
        code,
        declaration: Declaration {
            kind: Kind::IsolatedLan,
            number: "15-QĐ/TU".into(),
            decided_on: date(2024, 9, 1),
            body: "Ban Thường vụ Thành ủy Mẫu".into(),
        },
        root: ("Đảng bộ Thành phố Mẫu".into(), "city".into(), "province".into(), date(2010, 1, 1)),
        login: "quantri".into(),
        shown_name: "Người quản trị".into(),
        post: "Chuyên viên Văn phòng".into(),
        password: "sáu-bến-đò-ngang".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn declared_once_behind_the_code_of_the_terminal() {
    both(async |store| {
        let app = App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived);
        let task = app.task("start", request());
        ready(&task).await.unwrap();
        assert!(is_new(&task).await.unwrap());
        let old = open_first_run(&task).await.unwrap();
        let code = open_first_run(&task).await.unwrap();
        let refused = finish_first_run(&app, run(old), request()).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::BadCode))),
            "a later start spends the code: {refused:?}"
        );
        let weak = FirstRun { password: "quantri".into(), ..run(code.clone()) };
        let weak = finish_first_run(&app, weak, request()).await;
        assert!(matches!(weak, Err(AppError::Broken(Rule::WeakPassword))), "{weak:?}");
        assert!(is_new(&task).await.unwrap(), "nothing was written");

        let (one, two) = tokio::join!(
            finish_first_run(&app, run(code.clone()), request()),
            finish_first_run(&app, run(code.clone()), request())
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        assert!(!is_new(&task).await.unwrap());
        let third = finish_first_run(&app, run(code), request()).await;
        assert!(matches!(third, Err(AppError::Refused(Refusal::BadCode))), "{third:?}");
        let known = declared(&task).await.unwrap().unwrap();
        assert_eq!(
            (known.kind, known.number.as_str(), known.version),
            (Kind::IsolatedLan, "15-QĐ/TU", Version(1))
        );

        let attempt = Attempt {
            login: "QuanTri".into(),
            password: "sáu-bến-đò-ngang".into(),
            from_address: "127.0.0.1".into(),
        };
        let token = sign_in(&app, attempt, request()).await.unwrap();
        let session::Found::Alive(found) = session::find(&app, &token, request()).await.unwrap() else {
            panic!()
        };
        let anew = Declaration { kind: Kind::Connected, ..run(OneTimeCode::typed("")).declaration };
        let stale = declare(&found.0, anew.clone(), Version(7)).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
        declare(&found.0, anew, Version(1)).await.unwrap();
        assert_eq!(declared(&task).await.unwrap().unwrap().kind, Kind::Connected);
    })
    .await;
}
