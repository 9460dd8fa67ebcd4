//! Từ tố: words, numbers, marks and the breaks between paragraphs, each with its place in code points, and with the
//! numbers of its sentence and paragraph.
//!
//! Invariants: tokens stand in the order of the text and do not overlap; the work is linear in its length.
//! Deliberately not here: what a number means (`noise`, `quantity`).

use crate::text::Source;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    Mark(char),
    /// Hết đoạn.
    Break,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// Code points, half open.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Bytes in the folded string.
    from: usize,
    to: usize,
    /// First folded bytes of a word, 0 for all else: a quick look before words are compared.
    lead: u32,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// No blank before it.
    pub(crate) glued: bool,
    pub(crate) sentence: usize,
    pub(crate) paragraph: usize,
}

/// Phrases that are looked for at once, at most.
const MOST_PHRASES: usize = 32;

/// The tokens of a text with the folded string that they point into.
pub(crate) struct Tokens {
    folded: String,
    pub(crate) list: Vec<Token>,
}

impl Tokens {
    pub(crate) fn new(source: &Source) -> Self {
        let mut lexer = Lexer::new(source);
        lexer.run();
        let mut tokens = Self { folded: lexer.out, list: lexer.list };
        tokens.number_sentences();
        tokens
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// The folded text of a token, "" beyond the end.
    pub(crate) fn text(&self, i: usize) -> &str {
        self.list.get(i).and_then(|t| self.folded.get(t.from..t.to)).unwrap_or("")
    }

    /// The folded text of a word, "" for all other tokens.
    pub(crate) fn word(&self, i: usize) -> &str {
        if self.is_word(i) { self.text(i) } else { "" }
    }

    /// The word `back` places before token `i`.
    pub(crate) fn word_before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |at| self.word(at))
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(crate) fn is_number(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub(crate) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.get(i).is_some_and(|t| t.kind == TokenKind::Mark(mark))
    }

    pub(crate) fn mark(&self, i: usize) -> Option<char> {
        match self.get(i)?.kind {
            TokenKind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether the words of `phrase` stand from token `i` on.
    pub(crate) fn phrase_at(&self, i: usize, phrase: &str) -> bool {
        self.phrase_end(i, phrase).is_some()
    }

    /// One past the last token of `phrase`, where it stands from token `i` on.
    fn phrase_end(&self, i: usize, phrase: &str) -> Option<usize> {
        let (mut at, mut rest) = (i, phrase);
        loop {
            let token = self.text(at);
            rest = rest.strip_prefix(token).filter(|_| !token.is_empty())?;
            at += 1;
            if rest.is_empty() {
                return Some(at);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }

    /// Whether the words of `phrase` stand just before token `i`.
    pub(crate) fn phrase_before(&self, i: usize, phrase: &str) -> bool {
        let words = 1 + phrase.bytes().filter(|b| *b == b' ').count();
        i >= words && self.phrase_at(i - words, phrase)
    }

    /// The first place in `from..to` where one of the phrases stands whole.
    pub(crate) fn find(&self, from: usize, to: usize, phrases: &[&str]) -> Option<usize> {
        let tokens = self.list.get(from..to.min(self.len()))?;
        debug_assert!(phrases.len() <= MOST_PHRASES, "the rest would not be looked for");
        let mut leads = [0; MOST_PHRASES];
        // One bit for each lead: most tokens have none of them.
        let mut bits = 0_u64;
        for (slot, phrase) in leads.iter_mut().zip(phrases) {
            *slot = lead(phrase.as_bytes());
            bits |= bit(*slot);
        }
        let stands = |i: usize, own: u32| {
            let mut alike = phrases.iter().zip(&leads).filter(|(_, lead)| **lead == own);
            alike.any(|(p, _)| self.phrase_end(i, p).is_some_and(|end| end <= to))
        };
        let found = tokens.iter().enumerate().find(|(k, token)| {
            token.lead != 0 && bits & bit(token.lead) != 0 && stands(from + k, token.lead)
        });
        found.map(|(k, _)| from + k)
    }

    pub(crate) fn has(&self, from: usize, to: usize, phrases: &[&str]) -> bool {
        self.find(from, to, phrases).is_some()
    }

    /// One bit for each lead of the words in the range, for [`may_have`].
    pub(crate) fn leads(&self, from: usize, to: usize) -> u64 {
        let tokens = self.list.get(from..to.min(self.len())).unwrap_or_default();
        tokens.iter().filter(|t| t.lead != 0).fold(0, |bits, t| bits | bit(t.lead))
    }

    /// The year that a token names: 1900 to 2199.
    pub(crate) fn year(&self, i: usize) -> Option<u16> {
        let digits = self.text(i);
        let year = (digits.len() == 4).then(|| digits.parse::<u16>().ok())??;
        (1900..2200).contains(&year).then_some(year)
    }

    /// The last year named by "năm …" in the range.
    pub(crate) fn last_year(&self, from: usize, to: usize) -> Option<u16> {
        let at = (from..to).rev().find(|&i| self.word(i) == "năm" && self.is_number(i + 1))?;
        self.year(at + 1)
    }

    pub(crate) fn count_words(&self, from: usize, to: usize) -> usize {
        (from..to).filter(|&i| self.is_word(i)).count()
    }

    fn number_sentences(&mut self) {
        let (mut sentence, mut paragraph) = (0, 0);
        for i in 0..self.len() {
            let ends = self.ends_sentence(i);
            let is_break = self.get(i).is_some_and(|t| t.kind == TokenKind::Break);
            if let Some(token) = self.list.get_mut(i) {
                token.sentence = sentence;
                token.paragraph = paragraph;
            }
            sentence += usize::from(ends || is_break);
            paragraph += usize::from(is_break);
        }
    }

    fn ends_sentence(&self, i: usize) -> bool {
        let Some(mark) = self.mark(i) else { return false };
        if !matches!(mark, '.' | '!' | '?' | '…') {
            return false;
        }
        let Some(next) = self.get(i + 1) else { return true };
        if mark == '.' && is_abbreviation(self.word_before(i, 1)) && !begins_sentence(self.word(i + 1)) {
            return false;
        }
        match next.kind {
            TokenKind::Break => true,
            TokenKind::Number => !next.glued,
            TokenKind::Word => next.capital && (!next.glued || mark != '.'),
            TokenKind::Mark(c) => !next.glued && matches!(c, '"' | '(' | '-' | '+' | '\'' | '['),
        }
    }
}

/// Whether words with these leads may hold one of the phrases.
pub(crate) fn may_have(leads: u64, phrases: &[&str]) -> bool {
    phrases.iter().any(|p| leads & bit(lead(p.as_bytes())) != 0)
}

/// One of 64 bits for a lead, spread evenly.
fn bit(lead: u32) -> u64 {
    1 << (lead.wrapping_mul(0x9e37_79b1) >> 26)
}

/// The first four bytes of the first word.
fn lead(word: &[u8]) -> u32 {
    word.iter().take(4).take_while(|b| **b != b' ').fold(0, |sum, b| sum << 8 | u32::from(*b))
}

/// A letter; the ranges of Vietnamese are told without a look into the tables.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '×' | '÷' => false,
        'À'..='ɏ' | 'Ḁ'..='ỹ' => true,
        _ => c.is_alphabetic(),
    }
}

/// Words that no name of a place or person begins with.
fn begins_sentence(word: &str) -> bool {
    matches!(word, "trong" | "ngoài" | "tuy" | "qua" | "theo" | "tính" | "bên" | "đến" | "kết" | "các")
}

fn is_abbreviation(word: &str) -> bool {
    matches!(word, "tp" | "tx" | "tt" | "ths" | "ts" | "gs" | "pgs" | "bs" | "ks" | "ubnd" | "v" | "st")
}

struct Lexer<'a> {
    source: &'a Source,
    out: String,
    list: Vec<Token>,
    at: usize,
    blank: bool,
    /// The line has the edge of a table cell, so it is a row.
    in_row: bool,
}

impl<'a> Lexer<'a> {
    fn new(source: &'a Source) -> Self {
        let n = source.folded.len();
        Self {
            source,
            out: String::with_capacity(n + n / 2),
            list: Vec::with_capacity(n / 4),
            at: 0,
            blank: true,
            in_row: false,
        }
    }

    fn peek(&self, ahead: usize) -> char {
        self.source.folded.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn run(&mut self) {
        while self.at < self.source.folded.len() {
            let c = self.peek(0);
            if c == '\n' || c == '\r' {
                self.line_end();
            } else if c == '\t' {
                self.push(TokenKind::Mark('\t'), 1);
            } else if c.is_whitespace() {
                self.blank = true;
                self.at += 1;
            } else if c.is_ascii_digit() {
                let n = self.number_length();
                self.push(TokenKind::Number, n);
            } else if is_letter(c) {
                let n = self.word_length();
                self.push(TokenKind::Word, n);
            } else {
                self.push(TokenKind::Mark(c), 1);
            }
        }
        self.push(TokenKind::Break, 0);
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let from = self.out.len();
        let folded = self.source.folded.get(self.at..self.at + length).unwrap_or(&[]);
        self.out.extend(folded.iter().filter(|c| !c.is_whitespace()));
        let capital = self.source.chars.get(self.at).is_some_and(|c| c.is_uppercase());
        self.list.push(Token {
            kind,
            start: self.at,
            end: self.at + length,
            from,
            to: self.out.len(),
            lead: if kind == TokenKind::Word {
                lead(self.out.as_bytes().get(from..).unwrap_or(&[]))
            } else {
                0
            },
            capital,
            glued: !self.blank,
            sentence: 0,
            paragraph: 0,
        });
        self.in_row |= matches!(kind, TokenKind::Mark('\t' | '|'));
        self.at += length;
        self.blank = matches!(kind, TokenKind::Break | TokenKind::Mark('\t'));
    }

    /// Digits with dots and commas inside; a non-breaking blank may group thousands.
    fn number_length(&self) -> usize {
        let mut n = 0;
        loop {
            let c = self.peek(n);
            let next_is_digit = self.peek(n + 1).is_ascii_digit();
            if c.is_ascii_digit() || (matches!(c, '.' | ',') && next_is_digit) || self.groups_at(n) {
                n += 1;
            } else {
                return n;
            }
        }
    }

    fn groups_at(&self, n: usize) -> bool {
        let original = self.source.chars.get(self.at + n).copied().unwrap_or(' ');
        let digits = (1..=3).all(|k| self.peek(n + k).is_ascii_digit()) && !self.peek(n + 4).is_ascii_digit();
        n > 0 && n < 12 && matches!(original, '\u{a0}' | '\u{202f}' | '\u{2009}') && digits
    }

    /// Letters with the marks that stay apart after NFC; "đ/c" is one word.
    fn word_length(&self) -> usize {
        if self.peek(0) == 'đ' && self.peek(1) == '/' && self.peek(2) == 'c' && !is_letter(self.peek(3)) {
            return 3;
        }
        let mut n = 1;
        while is_letter(self.peek(n)) || ('\u{300}'..='\u{36f}').contains(&self.peek(n)) {
            n += 1;
        }
        n
    }

    /// One line end inside a sentence is a line wrapped by a PDF and no end of a paragraph.
    fn line_end(&mut self) {
        let begin = self.at;
        let mut lines = 0;
        while matches!(self.peek(0), '\n' | '\r' | ' ' | '\u{b}' | '\u{c}')
            && self.at < self.source.folded.len()
        {
            lines += usize::from(self.peek(0) == '\n' || (self.peek(0) == '\r' && self.peek(1) != '\n'));
            self.at += 1;
        }
        self.blank = true;
        let row = std::mem::take(&mut self.in_row);
        if lines >= 2 || row || !self.wraps(begin) {
            let after = self.at;
            self.at = begin;
            self.push(TokenKind::Break, 0);
            self.at = after;
        }
    }

    fn wraps(&self, line_end: usize) -> bool {
        let next = self.source.chars.get(self.at).copied().unwrap_or('\0');
        let next_folded = self.peek(0);
        if next_folded.is_ascii_digit() {
            let long = self.list.last().is_some_and(|t| t.kind == TokenKind::Word)
                && self.line_length(line_end) >= 45;
            let mut n = 0;
            while self.peek(n).is_ascii_digit() {
                n += 1;
            }
            let list_number = matches!(self.peek(n), '.' | ')') && !self.peek(n + 1).is_ascii_digit();
            return long && !list_number;
        }
        let opens = next == '('
            && (self.peek(1).is_ascii_digit()
                || self.source.chars.get(self.at + 1).is_some_and(|c| c.is_lowercase()));
        let ended = self
            .list
            .last()
            .is_some_and(|t| matches!(t.kind, TokenKind::Mark('.' | ':' | '!' | '?' | '\t' | '|')));
        !ended && (opens || (next.is_lowercase() && self.line_length(line_end) >= 25))
    }

    fn line_length(&self, line_end: usize) -> usize {
        let upto = self.source.folded.get(line_end.saturating_sub(120)..line_end).unwrap_or(&[]);
        upto.iter().rev().take_while(|c| **c != '\n').count()
    }
}
