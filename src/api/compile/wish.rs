//! bg-compiler's request, read as Go's JSON decoder reads it: names in any case, unknown ones ignored, null as absent.

use super::super::value::Value;

/// Each run has the command's words for itself.
const MAX_COMMAND_BYTES: usize = 4096;

/// What a client asks for.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wish {
    pub(super) script: String,
    pub(super) image: String,
    pub(super) cmd: String,
    pub(super) extension: String,
    /// The content of the input file.
    pub(super) input: Option<String>,
    /// Standard input, its last line ended.
    pub(super) stdin: Option<String>,
    pub(super) count: usize,
}

impl Wish {
    /// Reads a body that may ask for up to `max_count` runs.
    ///
    /// # Errors
    /// The sentence to tell the client.
    pub(super) fn read(body: &[u8], max_count: usize) -> Result<Self, String> {
        let body = Value::from_json(body)
            .map_err(|error| format!("malformed application/json: {error}"))?;
        let Value::Map(fields) = body else {
            let got = body.describe();
            return Err(format!(
                "malformed payload: .: expected a mapping, got {got}"
            ));
        };
        let mut wish = Self {
            count: 1,
            ..Self::default()
        };
        for (name, value) in fields {
            wish.take(&name, value, max_count)
                .map_err(|complaint| format!("malformed payload: {complaint}"))?;
        }
        Ok(wish)
    }

    fn take(&mut self, name: &str, value: Value, max_count: usize) -> Result<(), String> {
        if value == Value::Null {
            return Ok(());
        }
        match name.to_ascii_lowercase().as_str() {
            "script" => self.script = text("script", value)?,
            "image" => self.image = text("image", value)?,
            "cmd" => {
                self.cmd = text("cmd", value)?;
                if self.cmd.len() > MAX_COMMAND_BYTES {
                    let bytes = self.cmd.len();
                    return Err(format!(
                        ".cmd: expected at most {MAX_COMMAND_BYTES} bytes, got {bytes}"
                    ));
                }
            }
            "extension" => self.extension = text("extension", value)?,
            "input" => self.input = Some(text("input", value)?),
            "stdin" => {
                let mut lines = text("stdIn", value)?;
                if !lines.ends_with('\n') {
                    lines.push('\n');
                }
                self.stdin = Some(lines);
            }
            "count" => self.count = count(&value, max_count)?,
            _ => {}
        }
        Ok(())
    }
}

fn text(name: &str, value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text),
        other => Err(format!(
            ".{name}: expected a string, got {}",
            other.describe()
        )),
    }
}

/// Fewer than none are none.
fn count(value: &Value, max_count: usize) -> Result<usize, String> {
    let wanted = |what: String| Err(format!(".count: expected {what}, got {}", value.describe()));
    let count = match value {
        Value::Int(count) => usize::try_from((*count).max(0)).ok(),
        Value::Uint(count) => usize::try_from(*count).ok(),
        _ => return wanted("a whole number".to_owned()),
    };
    match count.filter(|count| *count <= max_count) {
        Some(count) => Ok(count),
        None => wanted(format!("at most {max_count}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Wish, String> {
        Wish::read(json.as_bytes(), 10)
    }

    #[test]
    fn names_come_in_any_case_and_null_is_absent() {
        let wish = read(
            r#"{"Script":"x","IMAGE":"i","stdin":"a","input":null,"count":null,"color":[1],"cmd":"c","cmd":"d"}"#,
        );
        let expected = Wish {
            script: "x".to_owned(),
            image: "i".to_owned(),
            cmd: "d".to_owned(),
            stdin: Some("a\n".to_owned()),
            count: 1,
            ..Wish::default()
        };
        assert_eq!(wish, Ok(expected));
        let stdin = |json| read(json).expect("good").stdin;
        assert_eq!(stdin(r#"{"stdIn":""}"#).as_deref(), Some("\n"));
        assert_eq!(stdin(r#"{"stdIn":"a\n"}"#).as_deref(), Some("a\n"));
        assert_eq!(stdin("{}"), None);
    }

    #[test]
    fn counts_have_bounds() {
        let count = |count: &str| read(&format!(r#"{{"count":{count}}}"#)).map(|wish| wish.count);
        assert_eq!(count("0"), Ok(0));
        assert_eq!(count("-9223372036854775808"), Ok(0));
        assert_eq!(count("10"), Ok(10));
        for (bad, got) in [
            ("11", "at most 10, got an integer (11)"),
            (
                "18446744073709551615",
                "at most 10, got an integer (18446744073709551615)",
            ),
            ("1.5", "a whole number, got a float (1.5)"),
            (r#""1""#, r#"a whole number, got a string ("1")"#),
            ("1e30", "a whole number, got a float"),
        ] {
            let complaint = count(bad).expect_err(bad);
            assert!(
                complaint.starts_with(&format!("malformed payload: .count: expected {got}")),
                "{complaint}"
            );
        }
    }

    #[test]
    fn complaints_name_the_field_and_the_value() {
        for (json, complaint) in [
            (
                r#"{"script":5}"#,
                "malformed payload: .script: expected a string, got an integer (5)",
            ),
            (
                r#"{"STDIN":[]}"#,
                "malformed payload: .stdIn: expected a string, got a list",
            ),
            (
                "null",
                "malformed payload: .: expected a mapping, got nothing",
            ),
            ("[]", "malformed payload: .: expected a mapping, got a list"),
        ] {
            assert_eq!(read(json).expect_err(json), complaint);
        }
        for bad in ["", "{", "{} x", r#"{"script":"#] {
            let complaint = read(bad).expect_err(bad);
            assert!(
                complaint.starts_with("malformed application/json: "),
                "{complaint}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_body_is_read_or_refused(
            name in "(script|IMAGE|cmd|extension|input|stdin|count|.{0,4})",
            value in r#"("\PC{0,20}"|-?[0-9]{1,25}(\.[0-9]{1,3})?(e[0-9]{1,3})?|null|true|\[\]|\{"a":1\}|.{0,10})"#,
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60),
        ) {
            for body in [format!("{{\"{name}\":{value}}}").into_bytes(), bytes] {
                match Wish::read(&body, 5) {
                    Ok(wish) => assert!(wish.count <= 5),
                    Err(complaint) => assert!(complaint.starts_with("malformed ") && complaint.len() < 500, "{complaint}"),
                }
            }
        }
    }
}
