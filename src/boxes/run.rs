//! What is asked for: a command with all that belongs to it.

use std::sync::Arc;

use super::{BoxLimits, Command, WorkingDirectory};
use crate::queue::Client;

/// A command under a profile, with its files, its standard input and its limits.
#[derive(Debug, Clone)]
pub struct Run {
    pub(super) profile: String,
    pub(super) command: Option<Command>,
    pub(super) files: Vec<(String, Arc<[u8]>)>,
    pub(super) stdin: Arc<[u8]>,
    pub(super) limits: BoxLimits,
    pub(super) workdir: Option<WorkingDirectory>,
    pub(super) client: Client,
}

impl Run {
    /// The profile's command, without files or input.
    #[must_use]
    pub fn new(profile: impl Into<String>) -> Self {
        Self {
            profile: profile.into(),
            command: None,
            files: Vec::new(),
            stdin: Arc::default(),
            limits: BoxLimits::default(),
            workdir: None,
            client: Client::default(),
        }
    }

    /// The same with a command of its own.
    #[must_use]
    pub fn command(mut self, command: impl Into<Command>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// The same with one more file, which replaces one of that name in the working directory. The name is a path in it.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, content: impl AsRef<[u8]>) -> Self {
        self.files.push((name.into(), content.as_ref().into()));
        self
    }

    /// The same with standard input, which is otherwise empty.
    #[must_use]
    pub fn stdin(mut self, stdin: impl AsRef<[u8]>) -> Self {
        self.stdin = stdin.as_ref().into();
        self
    }

    /// The same with limits of its own.
    #[must_use]
    pub fn limits(mut self, limits: BoxLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The same in a directory that runs share. Otherwise it gets an empty one of its own.
    #[must_use]
    pub fn workdir(mut self, workdir: &WorkingDirectory) -> Self {
        self.workdir = Some(workdir.clone());
        self
    }

    /// The same for one of several clients, who take turns at the workers.
    #[must_use]
    pub fn client(mut self, client: Client) -> Self {
        self.client = client;
        self
    }
}
