//! As much of JSON Schema as the document uses. A keyword that is not known here is an error, so that none is passed over.

use regex::Regex;
use serde_json::{Map, Value};

/// What is wrong with a value by the schema at `place`; empty where it fits.
pub(super) fn complaints(document: &Value, place: &str, value: &Value) -> Vec<String> {
    let schema = document
        .pointer(place)
        .unwrap_or_else(|| panic!("the document has no {place}"));
    let mut complaints = Vec::new();
    check(document, schema, value, "", &mut complaints);
    complaints
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, complaints: &mut Vec<String>) {
    let fits = |schema: &Value| {
        let mut complaints = Vec::new();
        check(document, schema, value, at, &mut complaints);
        complaints.is_empty()
    };
    let number = value.as_f64();
    let text = value.as_str();
    let length = text.map(|text| text.chars().count() as f64);
    for (keyword, wanted) in schema.as_object().unwrap() {
        let limit = wanted.as_f64();
        let each = || wanted.as_array().unwrap().iter();
        let good = match keyword.as_str() {
            "$ref" => {
                let target = wanted.as_str().unwrap().trim_start_matches('#');
                check(
                    document,
                    document.pointer(target).unwrap(),
                    value,
                    at,
                    complaints,
                );
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|name| is_of(name, value)),
                name => is_of(name, value),
            },
            "enum" => each().any(|allowed| allowed == value),
            "oneOf" => each().filter(|schema| fits(schema)).count() == 1,
            "anyOf" => each().any(fits),
            "allOf" => {
                each().for_each(|schema| check(document, schema, value, at, complaints));
                true
            }
            "required" => value.as_object().is_none_or(|fields| {
                each().all(|name| fields.contains_key(name.as_str().unwrap()))
            }),
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(document, schema, value, &format!("{at}.{name}"), complaints);
                    }
                }
                true
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                let named = |name: &String| named.is_some_and(|named| named.contains_key(name));
                let fields = value.as_object().map_or_else(Map::new, Map::clone);
                for (name, value) in fields.iter().filter(|(name, _)| !named(name)) {
                    check(document, wanted, value, &format!("{at}.{name}"), complaints);
                }
                true
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flat_map(Map::keys) {
                    let name = Value::from(name.as_str());
                    check(document, wanted, &name, at, complaints);
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(
                        document,
                        wanted,
                        value,
                        &format!("{at}[{index}]"),
                        complaints,
                    );
                }
                true
            }
            "maxProperties" => value
                .as_object()
                .is_none_or(|fields| fields.len() as f64 <= limit.unwrap()),
            "minimum" => number.is_none_or(|number| number >= limit.unwrap()),
            "maximum" => number.is_none_or(|number| number <= limit.unwrap()),
            "minLength" => length.is_none_or(|length| length >= limit.unwrap()),
            "maxLength" => length.is_none_or(|length| length <= limit.unwrap()),
            // The engine of the tests has no look-ahead.
            "pattern" if wanted.as_str().unwrap().contains("(?!") => true,
            "pattern" => {
                let pattern = Regex::new(wanted.as_str().unwrap()).unwrap();
                text.is_none_or(|text| pattern.is_match(text))
            }
            "title" | "description" | "default" | "example" | "examples" | "format"
            | "contentEncoding" => true,
            unknown => panic!("{at}: what does {unknown} mean?"),
        };
        if !good {
            complaints.push(format!("{at}: {keyword} {wanted}"));
        }
    }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("no type is called {unknown}"),
    }
}
