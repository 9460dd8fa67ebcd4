//! Lời giải thích: the words of a note in Vietnamese and English.

use crate::claim::Note;

impl Note {
    /// One Vietnamese sentence.
    #[must_use]
    pub fn vi(&self) -> String {
        match self {
            Self::Division { numerator, base } => format!("So với {numerator} trên {base}."),
            Self::Average { total, groups } => format!("{total} chia cho {groups}."),
            Self::RatioAlone => "Văn bản không ghi tỷ lệ phần trăm bên cạnh.".to_owned(),
            Self::BaseNotStated => "Văn bản không nêu mẫu số của tỷ lệ này.".to_owned(),
            Self::NoWholeBase { numerator } => {
                format!("Không có số nguyên nào làm mẫu số để {numerator} cho tỷ lệ này.")
            }
            Self::BaseUncertain { numerator, base } => {
                format!("{numerator} trên {base} cho tỷ lệ khác; có thể mẫu số là số khác.")
            }
            Self::Parts { parts, sum, whole, .. } => {
                format!("{} = {}; tổng ghi {whole}.", parts.join(" + "), sum.vietnamese())
            }
            Self::Balance { computed, closing, .. } => {
                format!("{} = {}; cuối kỳ ghi {closing}.", self.balance(), computed.vietnamese())
            }
            Self::PartsNotExhaustive => "Các phần có thể trùng nhau hoặc chưa kể hết.".to_owned(),
            Self::Difference { now, before } => format!("Nay {now}, trước {before}."),
            Self::FallThatRises { now, before } => {
                format!("Câu viết giảm, nhưng {now} lớn hơn {before}.")
            }
            Self::RiseThatFalls { now, before } => {
                format!("Câu viết tăng, nhưng {now} nhỏ hơn {before}.")
            }
            Self::EarlierNotStated => "Văn bản không nêu số của kỳ trước.".to_owned(),
            Self::TargetAndResult { target, result } => format!("Chỉ tiêu {target}; kết quả {result}."),
            Self::TargetWithoutResult => "Văn bản nêu chỉ tiêu, chưa nêu kết quả.".to_owned(),
            Self::MetWithoutFigure => "Văn bản nhận định đạt chỉ tiêu, chưa nêu số liệu.".to_owned(),
            Self::WordsAgainstFigures => "Lời nhận định và số liệu kèm theo chưa tương xứng.".to_owned(),
            Self::TwoValues { first, second } => {
                format!("Cùng một nội dung, nơi ghi {first}, nơi ghi {second}.")
            }
            Self::OneNumberTwoSets => "Cùng một con số cho hai nhóm khác nhau, xin xác nhận.".to_owned(),
            Self::TwoPeriods { first, second } => format!("Văn bản nêu hai kỳ số liệu: {first}; {second}."),
            Self::Approximate => "Số nêu ước lượng, chỉ so được gần đúng.".to_owned(),
            Self::TooLong => "Số quá dài để tính.".to_owned(),
        }
    }

    /// One English sentence.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Division { numerator, base } => format!("Compared with {numerator} over {base}."),
            Self::Average { total, groups } => format!("{total} divided by {groups}."),
            Self::RatioAlone => "The text prints no percent beside it.".to_owned(),
            Self::BaseNotStated => "The text does not state the base of this share.".to_owned(),
            Self::NoWholeBase { numerator } => {
                format!("There is no whole number of which {numerator} is this share.")
            }
            Self::BaseUncertain { numerator, base } => {
                format!("{numerator} over {base} gives another share; the base may be another number.")
            }
            Self::Parts { parts, sum, whole, .. } => {
                format!("{} = {}; the total says {whole}.", parts.join(" + "), sum.english())
            }
            Self::Balance { computed, closing, .. } => {
                format!("{} = {}; the end says {closing}.", self.balance(), computed.english())
            }
            Self::PartsNotExhaustive => "The parts may overlap or be a selection.".to_owned(),
            Self::Difference { now, before } => format!("Now {now}, before {before}."),
            Self::FallThatRises { now, before } => {
                format!("The sentence speaks of a fall, but {now} is more than {before}.")
            }
            Self::RiseThatFalls { now, before } => {
                format!("The sentence speaks of a rise, but {now} is less than {before}.")
            }
            Self::EarlierNotStated => "The text does not state the earlier figure.".to_owned(),
            Self::TargetAndResult { target, result } => format!("Target {target}; result {result}."),
            Self::TargetWithoutResult => "The text sets the target and reports no result.".to_owned(),
            Self::MetWithoutFigure => "The text says that the target is met and gives no figure.".to_owned(),
            Self::WordsAgainstFigures => "The words and the figures beside them do not match.".to_owned(),
            Self::TwoValues { first, second } => {
                format!("One quantity: {first} in one place, {second} in another.")
            }
            Self::OneNumberTwoSets => "One number for two different sets; please confirm.".to_owned(),
            Self::TwoPeriods { first, second } => {
                format!("The text speaks of two periods: {first}; {second}.")
            }
            Self::Approximate => "Said roughly; it can only be compared roughly.".to_owned(),
            Self::TooLong => "Too long to compute with.".to_owned(),
        }
    }

    /// "25 + 4 − 17".
    fn balance(&self) -> String {
        let Self::Balance { opening, came, left, .. } = self else { return String::new() };
        let steps = came.iter().map(|x| format!(" + {x}")).chain(left.iter().map(|x| format!(" − {x}")));
        std::iter::once(opening.clone()).chain(steps).collect()
    }
}
