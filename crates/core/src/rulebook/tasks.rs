//! Nhiệm vụ: the heads under which a task is written ("5 rõ") and the fields of each (`rules/tasks.toml`).

use super::{Ground, Named};
use crate::tagged;

tagged! {
    /// A field of a task, as it stands under a head.
    pub enum TaskField {
        /// Nội dung nhiệm vụ.
        Content = "content",
        /// Cơ quan chủ trì.
        Lead = "lead",
        /// Cơ quan phối hợp.
        Support = "support",
        /// Người chịu trách nhiệm (chức vụ).
        Post = "post",
        /// Ngày giao, thời hạn hoàn thành.
        Dates = "dates",
        /// Sản phẩm, kết quả.
        Product = "product",
    }
}

/// Đầu mục "rõ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskHead {
    /// Code and names.
    pub name: Named,
    /// Its fields, in order.
    pub fields: Vec<TaskField>,
    /// Where it comes from.
    pub ground: Ground,
}
