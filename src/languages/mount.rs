//! Read-only trees that a program sees, and the two kinds of path that manifests name: inside the outputs and inside
//! the sandbox.

use serde::Deserialize;

use super::error::Finding;
use super::id::ToolchainId;

/// A tree of a component's outputs that a program sees at `at`, read-only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// The absolute path inside the sandbox.
    pub at: String,
    /// The path within the outputs of `owner`.
    pub from: String,
    /// Whose outputs.
    pub owner: Owner,
}

/// Whose outputs a mount shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The language's own.
    Language,
    /// Those of a toolchain that compiles it.
    Toolchain(ToolchainId),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireMount {
    at: String,
    from: String,
}

impl WireMount {
    /// `outputs` are the outputs that the tree may come from, in the order in which they are asked.
    pub(super) fn check(self, outputs: &[(Owner, &[String])]) -> Result<Mount, Finding> {
        let at = guest_path("mount.at", &self.at)?;
        let from = relative_path("mount.from", &self.from)?;
        let owner = outputs
            .iter()
            .find(|(_, outputs)| is_declared(&from, outputs))
            .map(|(owner, _)| owner.clone())
            .ok_or_else(|| {
                Finding::new("mount.from", format!("{from:?} is in no build.outputs"))
            })?;
        Ok(Mount { at, from, owner })
    }
}

/// Whether `path` is one of the outputs or lies in one.
pub(super) fn is_declared(path: &str, outputs: &[String]) -> bool {
    outputs.iter().any(|output| {
        path.strip_prefix(output.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// A path below a folder of ours, spelled in the one way that has no `.`, `..` or doubled slash.
pub(super) fn relative_path(key: &str, path: &str) -> Result<String, Finding> {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    if path.split('/').all(plain) && !path.contains(['\0', '\n', '\\']) {
        Ok(path.to_owned())
    } else {
        Err(Finding::new(
            key,
            format!("{path:?} is not a plain relative path"),
        ))
    }
}

/// An absolute path inside the sandbox, other than its root.
pub(super) fn guest_path(key: &str, path: &str) -> Result<String, Finding> {
    path.strip_prefix('/')
        .and_then(|rest| relative_path(key, rest).ok())
        .map(|_| path.to_owned())
        .ok_or_else(|| Finding::new(key, format!("{path:?} is not an absolute path below /")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_climb_or_hide_are_refused() {
        for path in ["", "/etc", "a/../b", "..", "a//b", "./a", "a/", "a\\b"] {
            assert!(relative_path("from", path).is_err(), "{path}");
        }
        for path in ["", "/", "usr", "/usr/../etc", "//usr", "/usr/"] {
            assert!(guest_path("at", path).is_err(), "{path}");
        }
        assert!(relative_path("from", "usr/lib/x.y").is_ok());
        assert!(guest_path("at", "/usr/lib").is_ok());
    }

    #[test]
    fn the_first_outputs_that_hold_the_tree_own_it() {
        let (own, compiler) = (["pch".to_owned()], ["usr".to_owned()]);
        let outputs = [
            (Owner::Language, &own[..]),
            (
                Owner::Toolchain("cc".parse().expect("an id")),
                &compiler[..],
            ),
        ];
        let mount = |from: &str| {
            let (at, from) = ("/usr".to_owned(), from.to_owned());
            WireMount { at, from }
                .check(&outputs)
                .map(|mount| mount.owner)
        };
        assert!(matches!(mount("pch"), Ok(Owner::Language)));
        assert!(matches!(mount("usr/include"), Ok(Owner::Toolchain(_))));
        assert!(mount("usrx").is_err());
    }
}
