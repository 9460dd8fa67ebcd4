//! Papers: collected first, numbered last, so that numbers rise with the days of each issuer.

use crate::model::{PaperAt, SamplePaper};
use crate::rng::Rng;
use vunggoc_core::{Date, date};

/// A paper before it has a number.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) symbol: &'static str,
    pub(crate) signed_on: Date,
    pub(crate) issuer: String,
    pub(crate) signer: &'static str,
    pub(crate) about: String,
}

/// Papers without numbers yet.
#[derive(Debug, Default)]
pub(crate) struct Papers(Vec<Wording>);

/// Numbers begin anew with the term of the committees.
const NEW_TERM: Date = date(2020, 8, 1);

impl Papers {
    pub(crate) fn add(&mut self, wording: Wording) -> PaperAt {
        self.0.push(wording);
        PaperAt::try_from(self.0.len() - 1).unwrap_or(PaperAt::MAX)
    }

    /// All papers, numbered by issuer, symbol and term, with the gaps of all the papers that are not here.
    pub(crate) fn numbered(self, mut rng: Rng) -> Vec<SamplePaper> {
        let mut order: Vec<usize> = (0..self.0.len()).collect();
        let series =
            |at: &usize| self.0.get(*at).map(|w| (w.issuer.clone(), w.symbol, w.signed_on >= NEW_TERM));
        order.sort_by_cached_key(|at| (series(at), self.0.get(*at).map(|w| w.signed_on), *at));
        let mut numbers = vec![0_u32; self.0.len()];
        let (mut held, mut number) = (None, 0);
        for at in order {
            let now = series(&at);
            number = if now == held { number } else { 0 } + 1 + rng.below(9);
            held = now;
            if let Some(place) = numbers.get_mut(at) {
                *place = number;
            }
        }
        self.0
            .into_iter()
            .zip(numbers)
            .map(|(w, number)| SamplePaper {
                number: format!("{number:02}-{}", w.symbol),
                signed_on: w.signed_on,
                issuer: w.issuer,
                signer: w.signer.into(),
                about: w.about,
            })
            .collect()
    }
}
