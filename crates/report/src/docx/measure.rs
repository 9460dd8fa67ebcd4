//! Measures: millimetres and points to the units of the format.

/// Twentieths of a point in a millimetre, times 127 (1 mm = 7200/127 twips).
pub(crate) const fn mm(millimetres: u16) -> u32 {
    (millimetres as u32 * 7200 + 63) / 127
}

/// Points to twentieths of a point.
pub(crate) const fn pt(points: u16) -> u32 {
    points as u32 * 20
}

/// Short and long side of A4, in twips.
pub(crate) const A4: (u32, u32) = (11906, 16838);
