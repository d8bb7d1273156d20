//! A body as data, whichever of the two formats it came in or goes out by.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

/// Values that one body may hold. Each takes a few dozen bytes here and may take as few as two in the body.
const MAX_VALUES: usize = 200_000;
/// How deep they may be nested; the deepest that the contract knows is five.
const MAX_DEPTH: usize = 64;

/// JSON, plus binary strings and 64-bit integers, as MessagePack has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(String),
    Binary(Vec<u8>),
    List(Vec<Value>),
    /// In the order of the body or of writing. A key that comes twice counts for what it said last.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The field of a map, with null taken as absent.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Map(fields) => fields
                .iter()
                .rev()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value)
                .filter(|v| **v != Self::Null),
            _ => None,
        }
    }

    /// What to call it in an error message: camisole's word for its type, and the value if it is short.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("a bool ({value})"),
            Self::Int(value) => format!("an integer ({value})"),
            Self::Uint(value) => format!("an integer ({value})"),
            Self::Float(value) => format!("a float ({value:?})"),
            Self::Text(text) => {
                let shown: String = text.chars().take(40).collect();
                let dots = if shown.len() < text.len() { "…" } else { "" };
                format!("a string ({:?})", format!("{shown}{dots}"))
            }
            Self::Binary(_) => "binary data".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a dict".to_owned(),
        }
    }

    /// Decodes JSON.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, String> {
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        let value = Seed::new(&Cell::new(MAX_VALUES))
            .deserialize(&mut deserializer)
            .map_err(|error| error.to_string())?;
        deserializer.end().map_err(|error| error.to_string())?;
        Ok(value)
    }

    /// Decodes MessagePack.
    pub(super) fn from_msgpack(body: &[u8]) -> Result<Self, String> {
        let mut rest = body;
        let mut deserializer = rmp_serde::Deserializer::new(&mut rest);
        deserializer.set_max_depth(MAX_DEPTH + 8);
        let value = Seed::new(&Cell::new(MAX_VALUES))
            .deserialize(&mut deserializer)
            .map_err(|error| error.to_string())?;
        if rest.is_empty() {
            Ok(value)
        } else {
            Err("trailing bytes".to_owned())
        }
    }

    /// Encodes as JSON, unless something in it is binary and no UTF-8.
    pub(super) fn to_json(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(&Json(self)).ok()
    }

    /// Encodes as MessagePack.
    pub(super) fn to_msgpack(&self) -> Option<Vec<u8>> {
        rmp_serde::to_vec(self).ok()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Uint(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A map written down in order.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Map(
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// MessagePack's form: binary stays binary.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Uint(value) => serializer.serialize_u64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Binary(bytes) => serializer.serialize_bytes(bytes),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items
                    .iter()
                    .try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields
                    .iter()
                    .try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

/// JSON's form: binary must be UTF-8.
struct Json<'a>(&'a Value);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Binary(bytes) => serializer
                .serialize_str(std::str::from_utf8(bytes).map_err(|_| S::Error::custom("binary"))?),
            Value::List(items) => serializer.collect_seq(items.iter().map(Json)),
            Value::Map(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, Json(value))))
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// Decodes one value, counting it against the body's budget.
struct Seed<'a> {
    budget: &'a Cell<usize>,
    depth: usize,
}

impl<'a> Seed<'a> {
    fn new(budget: &'a Cell<usize>) -> Self {
        Self { budget, depth: 0 }
    }

    fn deeper<E: de::Error>(&self) -> Result<Seed<'a>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("nested more than {MAX_DEPTH} deep")));
        }
        Ok(Seed {
            budget: self.budget,
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self
            .budget
            .get()
            .checked_sub(1)
            .ok_or_else(|| de::Error::custom(format_args!("more than {MAX_VALUES} values")))?;
        self.budget.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Uint(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Value, E> {
        Ok(Value::Binary(value.to_owned()))
    }

    fn visit_byte_buf<E>(self, value: Vec<u8>) -> Result<Value, E> {
        Ok(Value::Binary(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        // No capacity is taken from the size that the body claims.
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self.deeper()?)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            fields.push((name, access.next_value_seed(self.deeper()?)?));
        }
        Ok(Value::Map(fields))
    }
}

/// Values of any kind, for what reads them.
#[cfg(test)]
pub(super) mod arbitrary {
    use proptest::prelude::*;

    use super::Value;

    /// Their keys, and a third of their texts, are these.
    pub(in super::super) fn value(
        words: impl Strategy<Value = String> + Clone + 'static,
    ) -> impl Strategy<Value = Value> {
        let number = prop_oneof![
            any::<f64>(),
            prop::sample::select(vec![
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                -0.0,
                1e308,
                -1.0,
                0.5,
                1e300
            ]),
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            prop_oneof![any::<u64>(), Just(u64::MAX), 0..10u64].prop_map(Value::Uint),
            number.prop_map(Value::Float),
            words.clone().prop_map(Value::Text),
            ".{0,12}".prop_map(Value::Text),
            prop::collection::vec(any::<u8>(), 0..12).prop_map(Value::Binary),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            let field = (words.clone(), inner.clone());
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::List),
                prop::collection::vec(field, 0..6).prop_map(Value::Map),
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_formats_carry_the_same_values() {
        let value = object([
            (
                "a",
                Value::List(vec![Value::Uint(1), Value::Float(0.5), Value::Null]),
            ),
            ("b", "x".into()),
        ]);
        let json = value.to_json().expect("text only");
        assert_eq!(json, br#"{"a":[1,0.5,null],"b":"x"}"#);
        assert_eq!(Value::from_json(&json), Ok(value.clone()));
        let msgpack = value.to_msgpack().expect("anything");
        assert_eq!(Value::from_msgpack(&msgpack), Ok(value));
    }

    #[test]
    fn binary_is_lossless_in_msgpack_and_refused_by_json() {
        let value = Value::Binary(vec![0xff, 0]);
        assert_eq!(value.to_json(), None);
        assert_eq!(
            Value::from_msgpack(&value.to_msgpack().expect("anything")),
            Ok(value)
        );
        assert_eq!(
            Value::Binary(b"text".to_vec()).to_json().as_deref(),
            Some(&br#""text""#[..])
        );
    }

    #[test]
    fn bombs_are_refused() {
        assert!(Value::from_json(&b"[".repeat(100_000)).is_err());
        assert!(
            Value::from_json(format!("[{}0]", "0,".repeat(300_000)).as_bytes())
                .is_err_and(|e| e.contains("more than"))
        );
        // A list that claims four billion items and has none.
        assert!(Value::from_msgpack(&[0xdd, 0xff, 0xff, 0xff, 0xff]).is_err());
        assert!(Value::from_json(br#""\ud800""#).is_err());
        assert!(Value::from_json(b"{} x").is_err());
    }

    /// Whatever a format can carry.
    fn some() -> impl Strategy<Value = Value> {
        arbitrary::value(r"\PC{0,8}")
    }

    /// JSON is read quickly rather than to the last bit of a float.
    fn without_floats(value: Value) -> Value {
        match value {
            Value::Float(_) => Value::Null,
            Value::List(list) => Value::List(list.into_iter().map(without_floats).collect()),
            Value::Map(fields) => {
                let fields = fields.into_iter();
                Value::Map(
                    fields
                        .map(|(name, value)| (name, without_floats(value)))
                        .collect(),
                )
            }
            other => other,
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_value_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
            for read in [Value::from_json(&body), Value::from_msgpack(&body)] {
                if let Err(complaint) = read {
                    assert!(!complaint.is_empty() && complaint.len() < 500, "{complaint}");
                }
            }
        }

        #[test]
        fn what_was_cut_or_changed_on_its_way_is_a_value_or_refused(value in some(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            for body in [value.to_json(), value.to_msgpack()].into_iter().flatten() {
                let at = at.index(body.len());
                let cut = &body[..at];
                let mut changed = body.clone();
                changed[at] = byte;
                for body in [cut, &changed] {
                    let _ = (Value::from_json(body), Value::from_msgpack(body));
                }
            }
        }

        #[test]
        fn every_value_comes_back_from_messagepack(value in some()) {
            let body = value.to_msgpack().expect("carries all");
            assert_eq!(Value::from_msgpack(&body).map(|read| read.to_msgpack()), Ok(Some(body)));
        }

        #[test]
        fn json_is_the_same_read_and_written_or_not_written_at_all(value in some().prop_map(without_floats)) {
            if let Some(body) = value.to_json() {
                assert_eq!(Value::from_json(&body).map(|read| read.to_json()), Ok(Some(body)));
            }
        }

        #[test]
        fn bytes_stand_in_json_as_text_if_they_are_and_not_otherwise(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let body = Value::Binary(bytes.clone()).to_json();
            let text = String::from_utf8(bytes).ok().map(Value::Text);
            assert_eq!(body.map(|body| Value::from_json(&body)), text.map(Ok));
        }
    }
}
