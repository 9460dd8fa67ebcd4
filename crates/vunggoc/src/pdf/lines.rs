//! Ghép chữ thành dòng: the letters that a PDF places on its pages, put together to words, lines and blocks.
//!
//! A PDF need not hold a blank between words, and where it does, the gaps between letters may lie: widths of fonts are
//! missing, letters with marks come from another font, headings are spaced. So a file whose letters bring their own
//! blanks is believed; in any other a gap is a blank.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::ops::Range;

/// The letters of a file as they are placed.
#[derive(Default)]
pub(super) struct Placed {
    text: String,
    letters: Vec<Letter>,
    height: f64,
    /// Whether the next letter begins a run of its own, placed by its own coordinates.
    begins: bool,
    n_blanks: usize,
}

/// One letter: where it begins and ends on its line, how far down the page it stands, how large it is.
struct Letter {
    text: Range<usize>,
    from: f64,
    to: f64,
    down: f64,
    size: f64,
    begins: bool,
}

/// A gap wider than this share of the letter is a blank where the file brings none.
const BLANK: f64 = 0.1;
/// A gap wider than this many letters parts two columns, whatever the file brings.
const COLUMN: f64 = 2.0;
/// A file brings its own blanks where at least one letter in so many is one.
const BRINGS: usize = 16;

impl Placed {
    /// The text: lines by one line end, blocks by an empty line, columns by three blanks.
    pub(super) fn lines(&self) -> String {
        let brings = self.n_blanks * BRINGS >= self.letters.len();
        let mut out = String::with_capacity(self.text.len());
        let (mut down, mut to, mut size) = (0.0, 0.0, 0.0);
        for letter in &self.letters {
            if letter.begins {
                // A raised mark is small and belongs to the line of the larger letters beside it.
                let (fall, line) = ((letter.down - down).abs(), letter.size.max(size));
                out.push_str(match (fall > line * 1.5, fall > line * 0.5, letter.from - to) {
                    (true, ..) => "\n\n",
                    (_, true, _) => "\n",
                    (.., gap) if gap > line * COLUMN => "   ",
                    (.., gap) if gap > line * BLANK && !brings => " ",
                    _ => "",
                });
            }
            out.push_str(self.text.get(letter.text.clone()).unwrap_or_default());
            (down, to, size) = (letter.down, letter.to, letter.size);
        }
        out
    }
}

impl OutputDev for Placed {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media.ury - media.lly;
        Ok(())
    }
    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (across, along) = ((place.m11 + place.m21) * size, (place.m12 + place.m22) * size);
        let size = (across * along).abs().sqrt();
        let start = self.text.len();
        self.text.push_str(text);
        if text.trim().is_empty() {
            self.n_blanks += 1;
        }
        self.letters.push(Letter {
            text: start..self.text.len(),
            from: place.m31,
            to: place.m31 + width * size,
            down: self.height - place.m32,
            size,
            begins: std::mem::take(&mut self.begins),
        });
        Ok(())
    }
    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins = true;
        Ok(())
    }
    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of ten points, each its own run, of which some are placed too far right.
    fn placed(runs: &[(&str, f64, f64)]) -> String {
        let mut out = Placed { height: 800.0, ..Placed::default() };
        for (text, across, up) in runs {
            out.begin_word().unwrap();
            for (n, letter) in (0u32..).zip(text.chars()) {
                let place = Transform::row_major(1.0, 0.0, 0.0, 1.0, across + 5.0 * f64::from(n), *up);
                out.output_character(&place, 0.5, 0.0, 10.0, &letter.to_string()).unwrap();
            }
        }
        out.lines()
    }

    #[test]
    fn a_file_with_blanks_of_its_own_is_believed() {
        // "kế" ends at 30, and "t nạp được" is placed at 34: a gap, and no blank.
        let runs = [("Đã kế", 5.0, 700.0), ("t nạp được ba", 34.0, 700.0), ("Hai dòng", 5.0, 688.0)];
        assert_eq!(placed(&runs), "\n\nĐã kết nạp được ba\nHai dòng");
    }

    #[test]
    fn in_a_file_without_blanks_a_gap_is_one() {
        let runs = [("Đã", 5.0, 700.0), ("kết", 18.0, 700.0), ("nạp", 36.0, 700.0)];
        assert_eq!(placed(&runs), "\n\nĐã kết nạp");
    }

    #[test]
    fn columns_are_parted() {
        let runs = [("THÀNH ỦY MẪU", 5.0, 700.0), ("ĐẢNG CỘNG SẢN", 200.0, 700.0)];
        assert_eq!(placed(&runs), "\n\nTHÀNH ỦY MẪU   ĐẢNG CỘNG SẢN");
    }
}
