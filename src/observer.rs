//! What an embedder may learn of the work of the workers while it goes on: how each step ended and what it used. Nothing
//! that goes into a program or comes out of it passes here, so that whatever is made of it can't give that away.

use std::fmt;
use std::sync::Arc;

use crate::model::{Status, Usage};

/// Something that a worker did for a submission.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Work<'a> {
    /// The language's id.
    pub language: &'a str,
    /// What it was.
    pub kind: WorkKind,
    /// How it ended; `None` when it was stopped because nobody waited for it any more.
    pub status: Option<Status>,
    /// What it used.
    pub usage: Usage,
}

/// The kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkKind {
    /// A compile step.
    Compile {
        /// Whether an earlier compilation of the same sources answered; then the usage is that one's.
        cached: bool,
    },
    /// One run of a program; a test that is repeated has several.
    Run,
}

/// Is told of everything that is done for one submission.
pub type Watch = Box<dyn Fn(&Work<'_>) + Send>;

/// Makes a [`Watch`] for each submission.
///
/// It is asked on the thread that submits, so that it can see who that is. The watch is called on the worker's thread, and
/// what it takes of time the next run waits.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// let runs = Arc::new(AtomicU64::new(0));
/// let counted = Arc::clone(&runs);
/// let observer = enclos::Observer::new(move || {
///     let counted = Arc::clone(&counted);
///     Box::new(move |work| {
///         if work.kind == enclos::WorkKind::Run {
///             counted.fetch_add(1, Ordering::Relaxed);
///         }
///     })
/// });
/// let enclos = enclos::Enclos::builder().observer(observer).build()?;
/// enclos.set_up(&["lua"], &enclos::depot::Silent)?;
/// enclos.run_blocking(enclos::Submission::new("lua", "print('hello')"))?;
/// assert_eq!(runs.load(Ordering::Relaxed), 1);
/// # Ok::<(), enclos::Error>(())
/// ```
#[derive(Clone)]
pub struct Observer(Arc<dyn Fn() -> Watch + Send + Sync>);

impl Observer {
    /// The observer whose watches `watch` makes.
    pub fn new(watch: impl Fn() -> Watch + Send + Sync + 'static) -> Self {
        Self(Arc::new(watch))
    }

    /// A watch for a submission that is being made.
    pub(crate) fn watch(&self) -> Watch {
        (self.0)()
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer").finish_non_exhaustive()
    }
}
