//! Bodies in JSON, and what is wrong with those that are not, in the words of Python's `json`.

use crate::api::value::Value;

/// Decodes a body.
///
/// # Errors
/// The description of what is wrong.
pub(super) fn read(body: &[u8]) -> Result<Value, String> {
    if body.is_empty() {
        return Err("Could not parse an empty JSON body".to_owned());
    }
    Value::from_json(body)
        .or_else(|error| {
            // Python takes half a surrogate pair for a character.
            let mended = mend_surrogates(body).ok_or(error)?;
            Value::from_json(&mended)
        })
        .map_err(|error| {
            let error = complaint(body).unwrap_or(error);
            format!("Could not parse JSON body - {error}")
        })
}

/// Makes the escape of a NUL of each half of a surrogate pair, if there are any. In snekbox, a program or a path with either
/// comes to the same end.
fn mend_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::new();
    let mut at = 0;
    let mut kept = 0;
    while at < body.len() {
        if body[at] != b'\\' {
            at += 1;
            continue;
        }
        match (escaped(&body[at..]), body.get(at + 6..).and_then(escaped)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => at += 12,
            (Some(0xd800..0xe000), _) => {
                mended.extend_from_slice(&body[kept..at]);
                mended.extend_from_slice(br"\u0000");
                at += 6;
                kept = at;
            }
            _ => at += 2,
        }
    }
    mended.extend_from_slice(&body[kept..]);
    (kept > 0).then_some(mended)
}

/// The code unit of an escape with four digits.
fn escaped(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(br"\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

/// What Python says of a body. None when it would take it.
fn complaint(body: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => return Some(undecodable(body, error)),
    };
    let (what, at) = if text.starts_with('\u{feff}') {
        ("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0)
    } else {
        Scanner { text: body, at: 0 }.scan().err()?
    };
    let before = text.get(..at)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next()?.chars().count() + 1;
    let at = before.chars().count();
    Some(format!("{what}: line {line} column {column} (char {at})"))
}

fn undecodable(body: &[u8], error: std::str::Utf8Error) -> String {
    let at = error.valid_up_to();
    let wrong = &body[at..];
    let (wrong, reason) = match error.error_len() {
        None => (wrong, "unexpected end of data"),
        Some(length) if matches!(wrong, [0xc2..=0xf4, ..]) => {
            (&wrong[..length], "invalid continuation byte")
        }
        Some(length) => (&wrong[..length], "invalid start byte"),
    };
    match wrong {
        [byte] => {
            format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}")
        }
        _ => {
            let last = at + wrong.len() - 1;
            format!("'utf-8' codec can't decode bytes in position {at}-{last}: {reason}")
        }
    }
}

/// Goes through a body as Python's decoder does, to where that would stop.
struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

/// What was wrong, and at which byte.
type Wrong = (&'static str, usize);

impl Scanner<'_> {
    fn scan(mut self) -> Result<(), Wrong> {
        // The brackets that are open.
        let mut open = Vec::new();
        self.skip_space();
        loop {
            // At a value.
            match self.peek() {
                Some(b'{') => {
                    self.at += 1;
                    self.skip_space();
                    if self.peek() != Some(b'}') {
                        open.push(b'}');
                        self.key()?;
                        continue;
                    }
                    self.at += 1;
                }
                Some(b'[') => {
                    self.at += 1;
                    self.skip_space();
                    if self.peek() != Some(b']') {
                        open.push(b']');
                        continue;
                    }
                    self.at += 1;
                }
                Some(b'"') => self.string()?,
                _ => self.plain()?,
            }
            // Behind one.
            loop {
                self.skip_space();
                match (open.last(), self.peek()) {
                    (None, None) => return Ok(()),
                    (None, Some(_)) => return Err(("Extra data", self.at)),
                    (Some(close), Some(found)) if *close == found => {
                        self.at += 1;
                        open.pop();
                    }
                    (Some(close), Some(b',')) => {
                        self.at += 1;
                        self.skip_space();
                        if *close == b'}' {
                            self.key()?;
                        }
                        break;
                    }
                    _ => return Err(("Expecting ',' delimiter", self.at)),
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Result<(), Wrong> {
        if self.peek() != Some(b'"') {
            let what = "Expecting property name enclosed in double quotes";
            return Err((what, self.at));
        }
        self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(("Expecting ':' delimiter", self.at));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    fn string(&mut self) -> Result<(), Wrong> {
        let begin = self.at;
        let unterminated = ("Unterminated string starting at", begin);
        self.at += 1;
        loop {
            match self.peek().ok_or(unterminated)? {
                b'"' => break,
                b'\\' => {
                    let backslash = self.at;
                    self.at += 1;
                    match self.peek().ok_or(unterminated)? {
                        // Python wants to see what comes after the digits.
                        b'u' if escaped(&self.text[backslash..]).is_some()
                            && backslash + 6 < self.text.len() =>
                        {
                            self.at += 4;
                        }
                        b'u' => return Err(("Invalid \\uXXXX escape", self.at)),
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        _ => return Err(("Invalid \\escape", backslash)),
                    }
                }
                0..=0x1f => return Err(("Invalid control character at", self.at)),
                _ => {}
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(())
    }

    /// A number or a word.
    fn plain(&mut self) -> Result<(), Wrong> {
        let rest = &self.text[self.at..];
        let words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"];
        let word = words.iter().find(|word| rest.starts_with(word.as_bytes()));
        let length = match word {
            Some(word) => word.len(),
            None => number(rest),
        };
        if length == 0 {
            return Err(("Expecting value", self.at));
        }
        self.at += length;
        Ok(())
    }
}

/// How many bytes at the start of a text are a number.
fn number(text: &[u8]) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let sign = usize::from(text.first() == Some(&b'-'));
    let mut length = match text.get(sign) {
        Some(b'0') => sign + 1,
        Some(b'1'..=b'9') => sign + digits(sign),
        _ => return 0,
    };
    if text.get(length) == Some(&b'.') && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    if matches!(text.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(length + 1), Some(b'+' | b'-')));
        if digits(length + 1 + sign) > 0 {
            length += 1 + sign + digits(length + 1 + sign);
        }
    }
    length
}
