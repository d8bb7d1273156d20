//! What a setting is: its names, what its values may be, its default and one sentence about it.
//!
//! [`concern!`] declares the settings of one section together with the struct that their values become. Nothing here knows
//! which settings there are.

use std::str::FromStr;

use toml::Value;

/// A section of the configuration.
pub(crate) struct Section {
    /// As in the file, without brackets.
    pub(crate) name: &'static str,
    /// One sentence.
    pub(crate) about: &'static str,
    pub(crate) settings: Vec<Setting>,
}

impl Section {
    /// `scope` stands for the `*` in the environment variables of settings that occur in several sections.
    pub(super) fn new(
        name: &'static str,
        about: &'static str,
        scope: &str,
        mut settings: Vec<Setting>,
    ) -> Self {
        for setting in &mut settings {
            setting.name = format!("{name}.{}", setting.key);
            setting.env = setting.env.replace('*', scope);
        }
        Self {
            name,
            about,
            settings,
        }
    }
}

/// Something that an operator may set.
pub(crate) struct Setting {
    /// Its section and its key, as in `server.max-body`.
    pub(crate) name: String,
    /// Its key in the file.
    pub(crate) key: String,
    /// Its environment variable.
    pub(crate) env: String,
    /// Its flag, and what the flag's value is called.
    pub(crate) flag: Option<(&'static str, &'static str)>,
    /// One sentence, without a period.
    pub(crate) doc: &'static str,
    pub(crate) kind: Kind,
    pub(crate) default: Option<Value>,
}

impl Setting {
    /// Its value from text, as an environment variable or a flag has it.
    ///
    /// # Errors
    /// What was expected instead.
    pub(crate) fn read(&self, text: &str) -> Result<Value, String> {
        let value = self.kind.guess(text);
        self.kind.check(&value).map(|()| value)
    }

    /// Its value as anybody may see it.
    pub(crate) fn shown(&self, value: &Value) -> Value {
        match (&self.kind, value) {
            (Kind::Secrets, Value::Table(secrets)) => secrets
                .keys()
                .map(|name| (name.clone(), Value::from(HIDDEN)))
                .collect::<toml::Table>()
                .into(),
            _ => value.clone(),
        }
    }
}

/// What is shown of a secret.
pub(super) const HIDDEN: &str = "…";

/// What the values of a setting may be.
pub(crate) enum Kind {
    /// A whole number between two.
    Whole(i64, i64),
    /// A number between two.
    Number(f64, f64),
    /// True or false.
    Switch,
    /// A text that this finds nothing wrong with.
    Text(fn(&str) -> Result<(), String>),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// Any number of texts that this finds nothing wrong with.
    List(fn(&str) -> Result<(), String>),
    /// Secrets by name.
    Secrets,
}

impl Kind {
    /// The value that a text means, if it means one; else the text, so that [`Kind::check`] can show it.
    fn guess(&self, text: &str) -> Value {
        let parts = || {
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
        };
        let whole = text.parse().ok().map(Value::Integer);
        let meant = match self {
            Self::Whole(..) => whole,
            Self::Number(..) => whole.or(text.parse().ok().map(Value::Float)),
            Self::Switch => text.parse().ok().map(Value::Boolean),
            Self::Text(_) | Self::OneOf(_) => None,
            Self::List(_) => Some(parts().collect::<Vec<_>>().into()),
            Self::Secrets => parts()
                .map(|part| {
                    let (name, secret) = part.split_once('=')?;
                    Some((name.to_owned(), secret.into()))
                })
                .collect::<Option<toml::Table>>()
                .map(Value::Table),
        };
        meant.unwrap_or_else(|| text.into())
    }

    /// Looks a value over.
    ///
    /// # Errors
    /// What was expected, and the value.
    pub(super) fn check(&self, value: &Value) -> Result<(), String> {
        let number = value
            .as_float()
            .or(value.as_integer().map(|whole| whole as f64));
        let fits = match self {
            Self::Whole(least, most) => value
                .as_integer()
                .is_some_and(|whole| (*least..=*most).contains(&whole)),
            Self::Number(least, most) => {
                number.is_some_and(|number| (*least..=*most).contains(&number))
            }
            Self::Switch => value.is_bool(),
            Self::OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
            Self::Text(check) => match value.as_str() {
                Some(text) => return check(text),
                None => false,
            },
            Self::List(check) => match value.as_array() {
                Some(items) if items.iter().all(Value::is_str) => {
                    return items.iter().filter_map(Value::as_str).try_for_each(check);
                }
                _ => false,
            },
            Self::Secrets => {
                // What was given instead may be a secret, and is not repeated.
                let secrets = value.as_table().ok_or("expected secrets by name")?;
                return secrets
                    .iter()
                    .try_for_each(|(name, secret)| check_secret(name, secret.as_str()));
            }
        };
        if fits {
            return Ok(());
        }
        Err(format!("expected {self}, got {value}"))
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(least, i64::MAX) => write!(f, "a whole number from {least}"),
            Self::Whole(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Number(least, most) => write!(f, "a number from {least} to {most}"),
            Self::Switch => f.write_str("true or false"),
            Self::Text(_) => f.write_str("a text in quotes"),
            Self::OneOf(known) => write!(f, "one of {}", known.join(", ")),
            Self::List(_) => f.write_str("a list of texts"),
            Self::Secrets => f.write_str("secrets by name"),
        }
    }
}

/// Finds out whether a secret can be one, without repeating it.
pub(super) fn check_secret(name: &str, secret: Option<&str>) -> Result<(), String> {
    match secret {
        None => Err(format!("expected the secret of {name} to be a text")),
        Some(HIDDEN) => Err(format!(
            "the secret of {name} is {HIDDEN}, which only stands for a secret that `enclos config` did not tell"
        )),
        Some(secret) if secret.is_empty() || secret.contains(char::is_whitespace) => Err(format!(
            "the secret of {name} is empty or has white space in it"
        )),
        Some(_) => Ok(()),
    }
}

/// For texts that can be anything.
pub(super) fn any(_: &str) -> Result<(), String> {
    Ok(())
}

/// For texts that have to be a `T`.
pub(super) fn parses<T: FromStr<Err = String>>(text: &str) -> Result<(), String> {
    text.parse::<T>().map(drop)
}

/// For what a setting is when nothing sets it.
pub(super) fn default(value: impl serde::Serialize) -> Option<Value> {
    match Value::try_from(value).ok()? {
        // As people write it.
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e9 => {
            Some(Value::Integer(number as i64))
        }
        value => Some(value),
    }
}

/// Declares a section's struct and its settings in one go: for each field the sentence, the type, the default (none: unset),
/// the kind of value, the environment variable, and the flag with its value's name if there is one. Its key is the field's
/// name with dashes.
macro_rules! concern {
    (
        $(#[$meta:meta])*
        $name:ident $(($from:ident: $from_type:ty))? {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $type:ty $(= $default:expr)?, $kind:expr, $env:literal $(, $flag:literal $value:literal)?;
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) struct $name {
            $($(#[doc = $doc])+ pub(crate) $field: $type,)+
        }

        impl $name {
            pub(super) fn settings($($from: $from_type)?) -> Vec<$crate::config::setting::Setting> {
                vec![$(
                    $crate::config::setting::Setting {
                        name: String::new(),
                        key: stringify!($field).replace('_', "-"),
                        env: $env.to_owned(),
                        flag: None$(.or(Some(($flag, $value))))?,
                        doc: concat!($($doc),+).trim(),
                        kind: $kind,
                        default: None$(.or($crate::config::setting::default($default)))?,
                    },
                )+]
            }
        }
    };
}
pub(super) use concern;
