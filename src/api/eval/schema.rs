//! snekbox's schema of a request, and what is wrong with a body that does not fit it, in the words of Python's `jsonschema`,
//! which clients of snekbox know. It knows nothing of programs and files.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use crate::api::value::Value;

/// What a path must match: relative, and no backslash with a zero. `jsonschema` shows it as Python would.
const PATH_PATTERN: &str = r"'^(?!/)(?!.*\\\\0).*$'";
/// More of a sentence than this helps nobody. A value in it may be as large as the body.
const MAX_SENTENCE_BYTES: usize = 2000;

/// A body that fits the schema.
#[derive(Debug, PartialEq)]
pub(super) struct Request<'a> {
    pub(super) input: Option<&'a str>,
    pub(super) args: Option<Vec<&'a str>>,
    /// Paths, each with its content in base64.
    pub(super) files: Vec<(&'a str, &'a str)>,
    /// Empty when there is none.
    pub(super) executable_path: &'a str,
}

/// Something that does not fit.
enum Complaint<'a> {
    Type(&'a Value, &'static str),
    Missing(&'static str),
    Pattern(&'a str),
    /// Neither of the alternatives.
    NoneFits(&'a Value),
}

impl Complaint<'_> {
    fn sentence(&self) -> String {
        let mut sentence = Bounded(String::new());
        // It only fails when the bound is reached, and then the sentence ends there.
        let whole = match self {
            Self::Type(value, wanted) => {
                write!(sentence, "{} is not of type '{wanted}'", Repr(value))
            }
            Self::Missing(name) => write!(sentence, "'{name}' is a required property"),
            Self::Pattern(text) => {
                write!(sentence, "{} does not match {PATH_PATTERN}", Quoted(text))
            }
            Self::NoneFits(value) => {
                let value = Repr(value);
                write!(
                    sentence,
                    "{value} is not valid under any of the given schemas"
                )
            }
        };
        if whole.is_err() {
            sentence.0.push('…');
        }
        sentence.0
    }
}

/// The complaint that is told, of all there are.
#[derive(Default)]
struct Best<'a>(Option<(usize, Complaint<'a>)>);

impl<'a> Best<'a> {
    /// The least deep in the body wins; then a wrong type goes before all else, and then the first.
    fn offer(&mut self, depth: usize, complaint: Complaint<'a>) {
        let rank = |depth: usize, complaint: &Complaint<'_>| {
            (depth, !matches!(complaint, Complaint::Type(..)))
        };
        let better = match &self.0 {
            None => true,
            Some((other, known)) => rank(depth, &complaint) < rank(*other, known),
        };
        if better {
            self.0 = Some((depth, complaint));
        }
    }

    fn text(&mut self, depth: usize, value: &'a Value) -> Option<&'a str> {
        let Value::Text(text) = value else {
            self.offer(depth, Complaint::Type(value, "string"));
            return None;
        };
        Some(text)
    }

    fn list(&mut self, depth: usize, value: &'a Value) -> &'a [Value] {
        let Value::List(items) = value else {
            self.offer(depth, Complaint::Type(value, "array"));
            return &[];
        };
        items
    }

    fn file(&mut self, value: &'a Value) -> Option<(&'a str, &'a str)> {
        if !matches!(value, Value::Map(_)) {
            self.offer(2, Complaint::Type(value, "object"));
            return None;
        }
        let path = field(value, "path");
        if path.is_none() {
            self.offer(2, Complaint::Missing("path"));
        }
        let path = path.and_then(|path| self.text(3, path));
        if let Some(path) = path.filter(|path| !is_path(path)) {
            self.offer(3, Complaint::Pattern(path));
        }
        let content = match field(value, "content") {
            None => Some(""),
            Some(content) => self.text(3, content),
        };
        path.zip(content)
    }
}

/// Reads a body.
///
/// # Errors
/// The sentence that tells how it fails the schema.
pub(super) fn read(body: &Value) -> Result<Request<'_>, String> {
    if !matches!(body, Value::Map(_)) {
        return Err(Complaint::Type(body, "object").sentence());
    }
    let mut best = Best::default();
    let input = field(body, "input").and_then(|input| best.text(1, input));
    let args = field(body, "args").map(|args| {
        let args = best.list(1, args);
        args.iter().filter_map(|arg| best.text(2, arg)).collect()
    });
    let files = field(body, "files").map_or(&[][..], |files| best.list(1, files));
    let files = files.iter().filter_map(|file| best.file(file)).collect();
    let executable_path = field(body, "executable_path").and_then(|path| best.text(1, path));
    if field(body, "input").or(field(body, "args")).is_none() {
        best.offer(0, Complaint::NoneFits(body));
    }
    match best.0 {
        Some((_, complaint)) => Err(complaint.sentence()),
        None => Ok(Request {
            input,
            args,
            files,
            executable_path: executable_path.unwrap_or_default(),
        }),
    }
}

/// What a map says of a name, null included; what it said last, if it said it twice.
fn field<'a>(map: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Map(fields) = map else {
        return None;
    };
    let mut fields = fields.iter().rev();
    fields.find_map(|(known, value)| (known == name).then_some(value))
}

/// What snekbox's pattern means in a regular expression of Python's, where a dot is no newline and the end of the text may
/// have one after it. A NUL, which no path can have, is refused here as well.
fn is_path(text: &str) -> bool {
    let line = text.strip_suffix('\n').unwrap_or(text);
    !text.starts_with('/') && !line.contains(['\n', '\0']) && !line.contains("\\0")
}

/// A text that takes no more than its bound.
struct Bounded(String);

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_SENTENCE_BYTES - self.0.len();
        let fits = text.floor_char_boundary(room.min(text.len()));
        self.0.push_str(&text[..fits]);
        if fits < text.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

/// A value as Python's `repr` writes it.
struct Repr<'a>(&'a Value);

impl fmt::Display for Repr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("None"),
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Int(number) => write!(f, "{number}"),
            Value::Uint(number) => write!(f, "{number}"),
            Value::Float(number) => write_float(f, *number),
            Value::Text(text) => Quoted(text).fmt(f),
            // JSON has none.
            Value::Binary(_) => f.write_str("b''"),
            Value::List(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(f, "{comma}{}", Repr(item))?;
                }
                f.write_char(']')
            }
            Value::Map(fields) => {
                // A key stands where it came first and means what it said last.
                let mut last = HashMap::new();
                for (name, value) in fields {
                    last.insert(name.as_str(), value);
                }
                let mut comma = "";
                f.write_char('{')?;
                for (name, _) in fields {
                    if let Some(value) = last.remove(name.as_str()) {
                        write!(f, "{comma}{}: {}", Quoted(name), Repr(value))?;
                        comma = ", ";
                    }
                }
                f.write_char('}')
            }
        }
    }
}

/// The shortest digits that mean the number, with an exponent where it is below 1e-4 or from 1e16 on.
fn write_float(f: &mut fmt::Formatter<'_>, number: f64) -> fmt::Result {
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let scientific = format!("{number:e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(exponent) => ('-', exponent),
            None => ('+', exponent),
        };
        write!(f, "{digits}e{sign}{exponent:0>2}")
    } else {
        write!(f, "{number:?}")
    }
}

/// A text as Python's `repr` writes it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.0.contains('\'') && !self.0.contains('"') {
            '"'
        } else {
            '\''
        };
        f.write_char(quote)?;
        for c in self.0.chars() {
            match c {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '\\' => f.write_str("\\\\")?,
                _ if c == quote => write!(f, "\\{c}")?,
                _ if is_printable(c) => f.write_char(c)?,
                _ if c <= '\u{ff}' => write!(f, "\\x{:02x}", u32::from(c))?,
                _ if c <= '\u{ffff}' => write!(f, "\\u{:04x}", u32::from(c))?,
                _ => write!(f, "\\U{:08x}", u32::from(c))?,
            }
        }
        f.write_char(quote)
    }
}

/// Rust's own `Debug` leaves the same characters as they are, but for marks that would combine with what stands before.
fn is_printable(c: char) -> bool {
    let mut buffer = [b'x', 0, 0, 0, 0];
    let length = c.encode_utf8(&mut buffer[1..]).len();
    let Ok(text) = std::str::from_utf8(&buffer[..=length]) else {
        return false;
    };
    matches!(c, '\'' | '"') || text.escape_debug().nth(1) == Some(c)
}
