//! Posts, charge and help, and tasks of the sample, in every state of progress around the day of the demonstration.
//!
//! Holders' names are invented and say so ("… Mẫu 12"). Nothing here is made to look at any real place.

mod grounds;
mod posts;

use crate::model::{SampleCharge, SampleGround, SampleListing, SamplePerson, SamplePost};
use crate::register::Layout;

/// Posts, charges and grounds.
pub(crate) fn build(
    seed: u64,
    layout: &Layout,
    listings: &[SampleListing],
    people: &[SamplePerson],
) -> (Vec<SamplePost>, Vec<SampleCharge>, Vec<SampleGround>) {
    let posts = posts::build(seed, layout, listings, people);
    let charges = posts::charges(seed, layout, listings, &posts);
    let grounds = grounds::build(seed, layout, &posts);
    (posts, charges, grounds)
}
