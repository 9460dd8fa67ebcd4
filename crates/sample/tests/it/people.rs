//! The people: posts only, every role there.

use super::CITY;
use std::collections::BTreeSet;
use vunggoc_core::access::Role;

#[test]
fn every_role_has_somebody_and_logins_are_given_once() {
    let roles: BTreeSet<_> = CITY.people.iter().map(|p| p.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let places: Vec<_> = CITY.people.iter().filter(|p| p.role == Role::Base).map(|p| p.unit).collect();
    assert_eq!(places.len(), 2);
    assert!(places.iter().all(|u| CITY.listings.iter().any(|l| l.unit == *u)), "both have something to show");
    let logins: BTreeSet<_> = CITY.people.iter().map(|p| &p.login).collect();
    assert_eq!(logins.len(), CITY.people.len());
    assert!(CITY.people.iter().all(|p| p.login.is_ascii() && (p.unit as usize) < CITY.units.len()));
}
