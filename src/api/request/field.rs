//! A value of a body with the path that leads to it, and what it may be read as.

use std::sync::Arc;
use std::time::Duration;

use super::Value;

/// A sentence for the client that begins with the field's path.
pub(super) type Complaint = String;

/// No time that a client may ask for is longer than a day; more is cut, long before the operator's maximum would do it.
const MAX_SECONDS: f64 = 86_400.0;

/// A value with the path that leads to it.
#[derive(Clone)]
pub(super) struct Field<'a> {
    pub(super) path: String,
    pub(super) value: Option<&'a Value>,
}

impl<'a> Field<'a> {
    /// The whole body, whose path is empty.
    pub(super) fn root(body: &'a Value) -> Self {
        Self {
            path: String::new(),
            value: Some(body),
        }
    }

    /// An entry of a map.
    pub(super) fn entry(&self, name: &str, value: &'a Value) -> Self {
        Self {
            path: format!("{}.{name}", self.path),
            value: Some(value),
        }
    }

    pub(super) fn of(&self, key: &str) -> Field<'a> {
        Field {
            path: format!("{}.{key}", self.path),
            value: self.value.and_then(|value| value.get(key)),
        }
    }

    /// Null counts as absent everywhere.
    pub(super) fn present(self) -> Option<Field<'a>> {
        self.value
            .is_some_and(|value| *value != Value::Null)
            .then_some(self)
    }

    pub(super) fn wanted<T>(&self, what: &str) -> Result<T, Complaint> {
        let got = self
            .value
            .map_or_else(|| "nothing".to_owned(), Value::describe);
        Err(format!("{}: expected {what}, got {got}", self.path))
    }

    pub(super) fn text(&self) -> Result<&'a str, Complaint> {
        match self.value {
            Some(Value::Text(text)) => Ok(text),
            // MessagePack's older form has one type for text and binary.
            Some(Value::Binary(bytes)) => {
                std::str::from_utf8(bytes).or_else(|_| self.wanted("a string"))
            }
            _ => self.wanted("a string"),
        }
    }

    pub(super) fn bytes(&self) -> Result<Arc<[u8]>, Complaint> {
        match self.value {
            Some(Value::Text(text)) => Ok(text.as_bytes().into()),
            Some(Value::Binary(bytes)) => Ok(bytes.as_slice().into()),
            _ => self.wanted("a string or binary data"),
        }
    }

    pub(super) fn boolean(&self) -> Result<bool, Complaint> {
        match self.value {
            Some(Value::Bool(value)) => Ok(*value),
            _ => self.wanted("a bool"),
        }
    }

    /// A number that is not negative and not NaN.
    pub(super) fn number(&self) -> Result<f64, Complaint> {
        let number = match self.value {
            Some(Value::Int(value)) => *value as f64,
            Some(Value::Uint(value)) => *value as f64,
            Some(Value::Float(value)) => *value,
            _ => return self.wanted("a float or an integer"),
        };
        if number.is_finite() && number >= 0.0 {
            Ok(number)
        } else {
            self.wanted("a finite number that is not negative")
        }
    }

    /// An integer, which some clients write as `1.0` or as `1e3`.
    pub(super) fn count(&self) -> Result<u64, Complaint> {
        match self.value {
            Some(Value::Uint(value)) => Ok(*value),
            // MessagePack has signed forms for positive numbers.
            Some(Value::Int(value)) => {
                u64::try_from(*value).or_else(|_| self.wanted("an integer that is not negative"))
            }
            Some(Value::Float(value)) if value.fract() != 0.0 => self.wanted("an integer"),
            // A cast from float saturates.
            Some(Value::Float(_)) => Ok(self.number()? as u64),
            _ => self.wanted("an integer"),
        }
    }

    pub(super) fn seconds(&self) -> Result<Duration, Complaint> {
        Ok(Duration::from_secs_f64(self.number()?.min(MAX_SECONDS)))
    }

    pub(super) fn kilobytes(&self) -> Result<u64, Complaint> {
        Ok(self.count()?.saturating_mul(1024))
    }

    pub(super) fn list(&self) -> Result<Vec<Field<'a>>, Complaint> {
        let Some(Value::List(items)) = self.value else {
            return self.wanted("a list");
        };
        Ok(items
            .iter()
            .enumerate()
            .map(|(index, value)| Field {
                path: format!("{}[{index}]", self.path),
                value: Some(value),
            })
            .collect())
    }

    pub(super) fn object(&self) -> Result<&'a [(String, Value)], Complaint> {
        match self.value {
            Some(Value::Map(fields)) => Ok(fields),
            _ => self.wanted("a mapping"),
        }
    }

    /// A field that may be absent.
    pub(super) fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Field<'a>) -> Result<T, Complaint>,
    ) -> Result<Option<T>, Complaint> {
        // A path is only put together for what is there: a body may have a hundred thousand tests with nothing in them.
        if self.value.is_none_or(|value| value.get(key).is_none()) {
            return Ok(None);
        }
        self.of(key).present().map(|field| read(&field)).transpose()
    }
}
