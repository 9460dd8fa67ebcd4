//! Use cases: authorise, load, decide in core, save with an event. The only place with SQL.
