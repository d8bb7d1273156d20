//! Who asks: the unit of fairness and of rate limits.

use std::sync::Arc;

/// A client, known by a name of the embedder's choice: an account, a token's name, an address.
///
/// ```
/// assert_eq!(enclos::Client::new("alice"), enclos::Client::new("alice"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Client(Arc<str>);

impl Client {
    /// The client of this name.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Default for Client {
    /// The only client of a program that knows no others.
    fn default() -> Self {
        Self::new("local")
    }
}
