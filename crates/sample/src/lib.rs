//! The sample city: invented units and figures at true scale, by a deterministic generator. Pure.
