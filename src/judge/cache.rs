//! Programs that were compiled before, by the content of everything that went into them.
//!
//! Several submissions of the same sources at the same time compile once, and the others wait. What failed to compile is
//! not kept: it costs its author a compilation each time, and nobody else a place here.

use std::sync::Arc;

use moka::sync::Cache;

use super::Plan;
use crate::error::Error;
use crate::model::CompileReport;

/// A program that compiled, with the report of that.
pub(super) struct Compiled<P> {
    pub(super) program: Arc<P>,
    pub(super) report: CompileReport,
}

/// What came of a compilation: something to keep, or a reason to tell this client only.
enum Miss {
    Rejected(Box<CompileReport>),
    Failed(Error),
}

/// The programs that were used last.
pub(super) struct Programs<P> {
    cache: Cache<[u8; 32], Arc<Compiled<P>>>,
}

/// Machine code and its image take a few megabytes each for C++; this bounds them to some hundreds.
const MAX_PROGRAMS: u64 = 128;

impl<P: Send + Sync + 'static> Programs<P> {
    pub(super) fn new() -> Self {
        Self {
            cache: Cache::new(MAX_PROGRAMS),
        }
    }

    /// The program of a plan, compiled now if need be. A report without a program says why there is none.
    pub(super) fn get(
        &self,
        plan: &Plan<'_>,
        compile: impl Fn() -> Result<(CompileReport, Option<P>), Error>,
    ) -> Result<(CompileReport, Option<Arc<P>>), Error> {
        let mut fresh = false;
        let compiled = self.cache.try_get_with(key(plan), || {
            fresh = true;
            match compile() {
                Ok((report, Some(program))) => Ok(Arc::new(Compiled {
                    program: Arc::new(program),
                    report,
                })),
                Ok((report, None)) => Err(Miss::Rejected(Box::new(report))),
                Err(error) => Err(Miss::Failed(error)),
            }
        });
        match compiled {
            Ok(compiled) => {
                let report = CompileReport {
                    cached: !fresh,
                    limits: plan.compile_limits,
                    ..compiled.report.clone()
                };
                Ok((report, Some(Arc::clone(&compiled.program))))
            }
            Err(miss) => match Arc::try_unwrap(miss) {
                Ok(Miss::Rejected(report)) => Ok((*report, None)),
                Ok(Miss::Failed(error)) => Err(error),
                // Somebody else's compilation of the same sources came to nothing; perhaps their limits were tighter, or
                // they went away. Ours is our own.
                Err(_) => compile().map(|(report, program)| (report, program.map(Arc::new))),
            },
        }
    }
}

/// Everything that the compiled program depends on, lengths first, so that no two plans run into one.
fn key(plan: &Plan<'_>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut field = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    field(plan.language.id.to_string().as_bytes());
    for flag in plan.flags {
        field(flag.as_bytes());
    }
    for file in &plan.files {
        field(file.name.as_str().as_bytes());
        field(&file.content);
    }
    *hasher.finalize().as_bytes()
}
