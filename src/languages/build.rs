//! The `[build]` section: which packages a component is made of, which toolchains it needs, what its recipe leaves.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;

use super::error::Finding;
use super::folder::Folder;
use super::id::ToolchainId;
use super::mount::relative_path;

/// How a component is made. A component without a recipe has nothing to make: no packages and no outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Build {
    /// The recipe, a file of the component's folder.
    pub recipe: Option<String>,
    /// Toolchains whose outputs the recipe uses.
    pub needs: Vec<ToolchainId>,
    /// Files and folders that the recipe leaves behind.
    pub outputs: Vec<String>,
    /// What is fetched for the recipe.
    pub packages: Vec<Package>,
}

/// A package of a public registry, pinned by version and by the hash of its archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Where it comes from.
    pub registry: Registry,
    /// Its name there.
    pub name: String,
    /// Its version; for `apt-source` the upstream version or the distribution's whole one.
    pub version: String,
    /// SHA-256 of the archive, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The distribution's release that has this version (`apt-source` only), such as `trixie`.
    pub suite: Option<String>,
}

impl Package {
    /// The variable under which a recipe finds the unpacked package: `PKG_YOWASP_CLANG` for `@yowasp/clang`.
    pub fn variable(&self) -> String {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        };
        let name: String = self.name.chars().map(plain).collect();
        format!("PKG_{}", name.trim_start_matches('_'))
    }
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.name, self.version, self.registry)
    }
}

/// A package registry, each with an ordinary client that knows its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registry {
    /// JavaScript packages, through `npm`.
    Npm,
    /// Python wheels, through `pip`.
    Pip,
    /// Rust crates, through `cargo`.
    Cargo,
    /// Source packages of Debian and its kin, through `apt-get`.
    AptSource,
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Npm => "npm",
            Self::Pip => "pip",
            Self::Cargo => "cargo",
            Self::AptSource => "apt-source",
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireBuild {
    recipe: Option<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    outputs: Vec<String>,
    #[serde(default)]
    package: Vec<WirePackage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePackage {
    registry: Registry,
    name: String,
    version: String,
    sha256: String,
    suite: Option<String>,
}

impl WireBuild {
    pub(super) fn check(self, folder: &Folder) -> Result<Build, Finding> {
        match &self.recipe {
            Some(recipe) if folder.get(recipe).is_none() => {
                return Err(Finding::new(
                    "recipe",
                    format!("the folder has no file {recipe:?}"),
                ));
            }
            None if !self.outputs.is_empty() || !self.package.is_empty() => {
                return Err(Finding::new(
                    "recipe",
                    "is missing: packages and outputs need one",
                ));
            }
            _ => {}
        }
        let needs: Result<Vec<ToolchainId>, _> = self.needs.iter().map(|id| id.parse()).collect();
        let needs = needs.map_err(|error| Finding::new("needs", error.to_string()))?;
        let outputs: Result<Vec<_>, _> = self
            .outputs
            .iter()
            .map(|o| relative_path("outputs", o))
            .collect();
        let packages: Result<Vec<_>, _> =
            self.package.into_iter().map(WirePackage::check).collect();
        let packages = packages.map_err(|finding| finding.under("package"))?;
        let mut variables = HashSet::new();
        if let Some(twice) = packages.iter().find(|p| !variables.insert(p.variable())) {
            let reason = format!("two packages would both be ${}", twice.variable());
            return Err(Finding::new("package.name", reason));
        }
        Ok(Build {
            recipe: self.recipe,
            needs,
            outputs: outputs?,
            packages,
        })
    }
}

impl WirePackage {
    fn check(self) -> Result<Package, Finding> {
        word("name", &self.name, "@/._+-")?;
        word("version", &self.version, "._+-:~")?;
        if let Some(suite) = &self.suite {
            word("suite", suite, "._-")?;
            if self.registry != Registry::AptSource {
                return Err(Finding::new("suite", "only apt-source packages have one"));
            }
        }
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if self.sha256.len() != 64 || !self.sha256.bytes().all(is_hex) {
            return Err(Finding::new(
                "sha256",
                "must be 64 lower-case hexadecimal digits",
            ));
        }
        Ok(Package {
            registry: self.registry,
            name: self.name,
            version: self.version,
            sha256: self.sha256,
            suite: self.suite,
        })
    }
}

/// These words become arguments of package clients, so none may look like an option or a path that climbs.
fn word(key: &str, text: &str, punctuation: &str) -> Result<(), Finding> {
    let known = |c: char| c.is_ascii_alphanumeric() || punctuation.contains(c);
    let head = |c: char| c.is_ascii_alphanumeric() || c == '@';
    if text.starts_with(head) && text.chars().all(known) && !text.contains("..") {
        Ok(())
    } else {
        Err(Finding::new(
            key,
            format!("{text:?} is not a {key} that a registry has"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str) -> Package {
        Package {
            registry: Registry::Npm,
            name: name.to_owned(),
            version: "1".to_owned(),
            sha256: "0".repeat(64),
            suite: None,
        }
    }

    #[test]
    fn a_package_name_becomes_a_variable() {
        assert_eq!(package("@yowasp/clang").variable(), "PKG_YOWASP_CLANG");
        assert_eq!(package("lua-src").variable(), "PKG_LUA_SRC");
        assert_eq!(package("python3.13").variable(), "PKG_PYTHON3_13");
    }

    #[test]
    fn words_that_a_client_would_take_for_an_option_or_a_path_are_refused() {
        for name in ["--index", "", "../x", "a;b", "a b"] {
            assert!(word("name", name, "@/._+-").is_err(), "{name}");
        }
        assert!(word("name", "@yowasp/clang", "@/._+-").is_ok());
    }
}
