//! Environment variables, whose values may have placeholders.

use std::collections::BTreeMap;

use super::error::Finding;
use super::template::{Placeholder, Text, Values};

/// Environment variables by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Env(BTreeMap<String, Text>);

impl Env {
    /// Values that are meant as they stand, braces and all.
    pub(super) fn literal(variables: BTreeMap<String, String>) -> Self {
        let text = |(name, value)| (name, Text::literal(value));
        Self(variables.into_iter().map(text).collect())
    }

    /// Values with placeholders.
    pub(super) fn parse(
        variables: &BTreeMap<String, String>,
        allowed: &[Placeholder],
    ) -> Result<Self, Finding> {
        let text = |(name, value): (&String, &String)| {
            let text = Text::parse(value, allowed)
                .map_err(|reason| Finding::new(format!("env.{name}"), reason))?;
            Ok((name.clone(), text))
        };
        variables
            .iter()
            .map(text)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The same, under these.
    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The variables of one call.
    pub fn expand(&self, values: &Values<'_>) -> BTreeMap<String, String> {
        let variables = self.0.iter();
        variables
            .map(|(name, text)| (name.clone(), text.expand(values)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_placeholders_only_where_they_were_parsed() {
        let variables = BTreeMap::from([("OPTS".to_owned(), "-m{mem}k".to_owned())]);
        let values = Values {
            mem: "512",
            ..Values::default()
        };
        let of = |env: &Env| env.expand(&values)["OPTS"].clone();
        assert_eq!(of(&Env::literal(variables.clone())), "-m{mem}k");
        let parsed = Env::parse(&variables, &[Placeholder::Mem]).expect("valid");
        assert_eq!(of(&parsed), "-m512k");
        assert!(Env::parse(&variables, &[Placeholder::Stack]).is_err());
    }
}
