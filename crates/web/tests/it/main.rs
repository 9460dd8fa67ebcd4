//! Pages in process: every page any test visits keeps the rules of the house.

mod accounts;
mod authority;
mod client;
mod figures;
mod pages;
mod screening;
