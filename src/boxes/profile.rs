//! Named defaults of runs.

use super::{BoxLimits, Command};

/// A language, and what runs in it get unless they say otherwise.
///
/// ```
/// use enclos::boxes::{BoxLimits, Boxes, Profile, Run};
///
/// let enclos = enclos::Enclos::builder().workers(1).build()?;
/// enclos.set_up(&["lua"], &enclos::depot::Silent)?;
/// let hello = Profile::new("hello", "lua")
///     .command(["lua", "-"])
///     .limits(BoxLimits::new().memory_mb(16))
///     .read_only(true);
/// let boxes = Boxes::new(enclos).profile(hello);
///
/// assert_eq!(boxes.run_blocking(Run::new("hello").stdin("print('hello')"))?.stdout, b"hello\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) command: Option<Command>,
    pub(super) limits: BoxLimits,
    pub(super) read_only: bool,
}

impl Profile {
    /// A profile of this name, whose commands are of a language given by name or alias.
    #[must_use]
    pub fn new(name: impl Into<String>, language: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: language.into(),
            command: None,
            limits: BoxLimits::default(),
            read_only: false,
        }
    }

    /// The same with a command for runs that have none. Without it, those do nothing.
    #[must_use]
    pub fn command(mut self, command: impl Into<Command>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// The same with limits for runs that don't set theirs.
    #[must_use]
    pub fn limits(mut self, limits: BoxLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, whose programs can change nothing but a [`WorkingDirectory`](super::WorkingDirectory) that their run
    /// brought along.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }
}
