//! Tài khoản: who may sign in, and with what.
//!
//! No default password exists anywhere. A password is set only by its owner, behind a one-time code; an
//! administrator can make such a code but never choose a password. Sessions are rows, so that they can be
//! listed and ended; the store holds only hashes of their tokens.

pub mod change;
pub mod code;
pub mod draft;
pub mod grant;
pub mod invite;
pub mod list;
pub mod overview;
pub mod own;
pub mod password;
pub mod second_factor;
pub mod session;
pub mod sign_in;
pub mod start;

pub use code::OneTimeCode;
pub use session::{Session, Token};

use vunggoc_core::tagged;

/// Tài khoản.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Tên đăng nhập.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// State.
    pub state: State,
}

tagged! {
    /// Tình trạng tài khoản.
    pub enum State {
        /// Đã mời, chưa đặt mật khẩu.
        Invited = "invited",
        /// Đang dùng.
        Active = "active",
        /// Đã kết thúc.
        Ended = "ended",
    }
}
