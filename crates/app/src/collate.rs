//! Vietnamese order: stored sort keys, so that both engines sort alike and none at run time.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use std::sync::LazyLock;

static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut options = CollatorOptions::default();
    options.strength = Some(icu_collator::options::Strength::Tertiary);
    let mut preferences = icu_collator::CollatorPreferences::from(icu_locale_core::locale!("vi"));
    preferences.numeric_ordering = Some(icu_collator::preferences::CollationNumericOrdering::True);
    Collator::try_new(preferences, options).ok()
});

/// The sort key of a name in Vietnamese order, numbers by their value ("Mẫu 2" before "Mẫu 10").
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(48);
    if let Some(collator) = VIETNAMESE.as_ref()
        && collator.write_sort_key_to(name, &mut key).is_ok()
    {
        return key;
    }
    vunggoc_core::fold::fold(name).into_bytes()
}
