//! Laws of the screening: agreement with a naive reading of the rules, monotony, and the words.

mod laws;
mod naive;
mod sentences;
mod world;
