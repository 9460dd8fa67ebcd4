//! New moons, solar terms and the lunisolar year that follows from them.
//!
//! Formulas: Jean Meeus, *Astronomical Algorithms*, 2nd ed., ch. 49 (new moon, within seconds over these years) and
//! ch. 25 (apparent longitude of the Sun, within 0.01°, that is about a quarter of an hour); difference of terrestrial
//! and universal time: Espenak and Meeus, polynomials of 1986–2050. A test shows that no new moon and no solar term of
//! 1989–2051 that decides something lies as near to midnight in Hà Nội as these errors.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};

/// Julian day (terrestrial time) of the new moon number `k`; number 0 is that of 6 January 2000.
pub fn new_moon(k: i32) -> f64 {
    let k = f64::from(k);
    let t = k / 1236.85;
    let mean = 2_451_550.097_66
        + 29.530_588_861 * k
        + t * t * (0.000_154_37 - t * (0.000_000_150 - t * 0.000_000_000_73));
    let e = 1.0 - t * (0.002_516 + 0.000_007_4 * t);
    let sun = 2.5534 + 29.105_356_70 * k - t * t * (0.000_001_4 + 0.000_000_11 * t);
    let moon = 201.5643 + 385.816_935_28 * k + t * t * (0.010_758_2 + t * (0.000_012_38 - 0.000_000_058 * t));
    let f = 160.7108 + 390.670_502_84 * k - t * t * (0.001_611_8 + t * (0.000_002_27 - 0.000_000_011 * t));
    let node = 124.7746 - 1.563_755_88 * k + t * t * (0.002_067_2 + 0.000_002_15 * t);
    let periodic: f64 = TERMS
        .iter()
        .map(|(size, es, m, s, g)| {
            let angle = f64::from(*m) * moon + f64::from(*s) * sun + f64::from(*g) * f;
            size * e.powi(*es) * angle.to_radians().sin()
        })
        .sum();
    let planets: f64 = PLANETS
        .iter()
        .enumerate()
        .map(|(place, (size, at, each))| {
            let bend = if place == 0 { 0.009_173 * t * t } else { 0.0 };
            size * (at + each * k - bend).to_radians().sin()
        })
        .sum();
    mean + periodic - 0.000_17 * node.to_radians().sin() + planets
}

/// Size in days; power of the eccentricity; multiples of the anomaly of the Moon, of the Sun, of the latitude.
const TERMS: [(f64, i32, i8, i8, i8); 24] = [
    (-0.407_20, 0, 1, 0, 0),
    (0.172_41, 1, 0, 1, 0),
    (0.016_08, 0, 2, 0, 0),
    (0.010_39, 0, 0, 0, 2),
    (0.007_39, 1, 1, -1, 0),
    (-0.005_14, 1, 1, 1, 0),
    (0.002_08, 2, 0, 2, 0),
    (-0.001_11, 0, 1, 0, -2),
    (-0.000_57, 0, 1, 0, 2),
    (0.000_56, 1, 2, 1, 0),
    (-0.000_42, 0, 3, 0, 0),
    (0.000_42, 1, 0, 1, 2),
    (0.000_38, 1, 0, 1, -2),
    (-0.000_24, 1, 2, -1, 0),
    (-0.000_07, 0, 1, 2, 0),
    (0.000_04, 0, 2, 0, -2),
    (0.000_04, 0, 0, 3, 0),
    (0.000_03, 0, 1, 1, -2),
    (0.000_03, 0, 2, 0, 2),
    (-0.000_03, 0, 1, 1, 2),
    (0.000_03, 0, 1, -1, 2),
    (-0.000_02, 0, 1, -1, -2),
    (-0.000_02, 0, 3, 1, 0),
    (0.000_02, 0, 4, 0, 0),
];

/// Size in days; angle at number 0; its growth with each new moon.
const PLANETS: [(f64, f64, f64); 14] = [
    (0.000_325, 299.77, 0.107_408),
    (0.000_165, 251.88, 0.016_321),
    (0.000_164, 251.83, 26.651_886),
    (0.000_126, 349.42, 36.412_478),
    (0.000_110, 84.66, 18.206_239),
    (0.000_062, 141.74, 53.303_771),
    (0.000_060, 207.14, 2.453_732),
    (0.000_056, 154.84, 7.306_860),
    (0.000_047, 34.52, 27.261_239),
    (0.000_042, 207.19, 0.121_824),
    (0.000_040, 291.34, 1.844_379),
    (0.000_037, 161.72, 24.198_154),
    (0.000_035, 239.56, 25.513_099),
    (0.000_023, 331.55, 3.592_518),
];

/// Apparent longitude of the Sun in degrees, 0 to 360, at a Julian day (terrestrial time).
pub fn sun_longitude(julian: f64) -> f64 {
    let t = (julian - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + t * (36_000.769_83 + 0.000_303_2 * t);
    let anomaly = (357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t)).to_radians();
    let centre = (1.914_602 - t * (0.004_817 + 0.000_014 * t)) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t).to_radians();
    (mean + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
}

/// Trung khí: the Julian day (terrestrial time) at which the Sun reaches a longitude, near a given day.
pub fn solar_term(degrees: f64, near: f64) -> f64 {
    let mut at = near;
    for _ in 0..12 {
        let short = (degrees - sun_longitude(at) + 180.0).rem_euclid(360.0) - 180.0;
        at += short * 365.2422 / 360.0;
    }
    at
}

/// Terrestrial minus universal time, in seconds.
fn delta_t(julian: f64) -> f64 {
    let t = (julian - 2_451_544.5) / 365.25;
    if t < 5.0 {
        let fine = 0.001_727_5 + t * (0.000_651_814 + t * 0.000_023_735_99);
        63.86 + t * (0.3345 + t * (-0.060_374 + t * fine))
    } else {
        62.92 + t * (0.322_17 + 0.005_589 * t)
    }
}

/// Hours that a clock is ahead of universal time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(pub u8);

impl Zone {
    /// Hà Nội (Asia/Ho_Chi_Minh).
    pub const HANOI: Self = Self(7);
    /// Beijing.
    pub const BEIJING: Self = Self(8);

    /// The civil time, in days since the midnight that begins 1 January 2000.
    pub fn civil(self, julian: f64) -> f64 {
        julian - 2_451_544.5 - delta_t(julian) / 86_400.0 + f64::from(self.0) / 24.0
    }

    /// The civil day of an instant.
    pub fn day(self, julian: f64) -> Date {
        let whole = SignedDuration::try_from_secs_f64(self.civil(julian).floor() * 86_400.0);
        let days = whole.map_or(0, |d| d.as_secs().div_euclid(86_400));
        date(2000, 1, 1).saturating_add(days.days())
    }
}

/// The months from the one with the winter solstice of the year before to the one with that of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LunarYear {
    /// First day of each month, and of the one that holds the second solstice.
    starts: Vec<Date>,
    /// Which of them is the leap month.
    leap: Option<usize>,
}

impl LunarYear {
    /// The months by which the lunar year that begins in a year is numbered.
    ///
    /// The month that holds the winter solstice is the eleventh. Where 13 months begin from one such month until the
    /// next, the first without a major solar term repeats the number of the month before it.
    pub fn of(year: i16, zone: Zone) -> Self {
        let solstice = |y: i16| solar_term(270.0, 2_451_900.0 + (f64::from(y) - 2000.0) * 365.2422);
        let (first, last) = (zone.day(solstice(year - 1)), zone.day(solstice(year)));
        // The number of the new moon before a solstice: the last that does not fall on a later day.
        let mut k = (i32::from(year) - 2000) * 12_368 / 1000 - 2;
        while zone.day(new_moon(k + 1)) <= first {
            k += 1;
        }
        while zone.day(new_moon(k)) > first {
            k -= 1;
        }
        let starts: Vec<Date> =
            (k..k + 16).map(|k| zone.day(new_moon(k))).take_while(|day| *day <= last).collect();
        let leap = (starts.len() == 14).then(|| Self::without_term(&starts, zone)).flatten();
        Self { starts, leap }
    }

    /// The first month in which the Sun reaches no multiple of 30°.
    fn without_term(starts: &[Date], zone: Zone) -> Option<usize> {
        let terms: Vec<Date> = (0_u8..=13)
            .filter_map(|n| {
                let first = starts.first()?;
                let days = f64::from((*first - date(2000, 1, 1)).get_days());
                // The solstice is the first term of these months; the others follow by thirty degrees.
                let near = 2_451_544.5 + days + 15.0 + f64::from(n) * 30.44;
                Some(zone.day(solar_term((270.0 + 30.0 * f64::from(n)).rem_euclid(360.0), near)))
            })
            .collect();
        starts.windows(2).position(|pair| match pair {
            [from, until] => !terms.iter().any(|term| from <= term && term < until),
            _ => false,
        })
    }

    /// The place of the leap month among the months from the eleventh (place 0) on, if the year has one.
    pub fn leap(&self) -> Option<usize> {
        self.leap
    }

    /// First day of a month, 1 to 9, of the lunar year (not of the leap month after it).
    pub fn month(&self, number: usize) -> Option<Date> {
        // 0 is the eleventh month of the year before, 1 the twelfth, 2 the first.
        let place = number + 1;
        let late = self.leap.is_some_and(|leap| leap <= place);
        self.starts.get(place + usize::from(late)).copied()
    }

    /// Mùng 1 tháng Giêng.
    pub fn new_year(&self) -> Option<Date> {
        self.month(1)
    }

    /// Mùng 10 tháng Ba.
    pub fn hung_kings(&self) -> Option<Date> {
        Some(self.month(3)?.saturating_add(9.days()))
    }
}
