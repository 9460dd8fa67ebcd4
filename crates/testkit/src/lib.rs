//! Dev only: both-engines harness, named people, small fixed worlds, page checker.
