//! Chia cột: widths by weight in which no word is broken.

use crate::fit::longest_word;
use crate::table::{Column, Row, Table};

/// Widths of the columns, in twips; their sum is the width given.
pub(super) fn widths(table: &Table, columns: &[&Column], width: u32, points: u16, padding: u32) -> Vec<u32> {
    let needed: Vec<u32> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = table.rows.iter().map(Row::cells).filter_map(|cells| cells.get(i));
            let widest = cells.map(|c| longest_word(&c.shown(), points)).max().unwrap_or(0);
            widest.max(longest_word(&column.title, points)) + 2 * padding + 20
        })
        .collect();
    let weights: Vec<u32> = columns.iter().map(|c| u32::from(c.weight.max(1))).collect();
    if needed.iter().sum::<u32>() >= width {
        return shares(&needed, width);
    }
    let mut widths = shares(&weights, width);
    settle(&mut widths, &needed);
    widths
}

/// Gives narrow columns what they need out of the room that the others can spare.
fn settle(widths: &mut [u32], needed: &[u32]) {
    let spare: Vec<u32> = widths.iter().zip(needed).map(|(w, n)| w.saturating_sub(*n)).collect();
    let lacking: u32 = widths.iter().zip(needed).map(|(w, n)| n.saturating_sub(*w)).sum();
    let given = shares(&spare, lacking);
    for ((width, need), gift) in widths.iter_mut().zip(needed).zip(given) {
        *width = (*width).max(*need).saturating_sub(gift);
    }
}

/// Parts of a whole by weight; what rounding leaves goes to the later ones, so the sum is the whole.
fn shares(weights: &[u32], whole: u32) -> Vec<u32> {
    let mut left = whole;
    let mut weights_left: u64 = weights.iter().map(|w| u64::from(*w)).sum();
    weights
        .iter()
        .map(|weight| {
            let share = u64::from(left) * u64::from(*weight) / weights_left.max(1);
            let share = u32::try_from(share).unwrap_or(left);
            left -= share;
            weights_left -= u64::from(*weight);
            share
        })
        .collect()
}
