//! What has to exist for a set of languages: components, what they need, and digests that say when one is out of
//! date.

use std::collections::BTreeMap;
use std::fmt;

use crate::languages::{
    Build, Catalog, File, Folder, Language, LanguageId, Toolchain, ToolchainId,
};

use super::error::Error;

/// Raise this when the same inputs would be laid out differently in the store.
const FORMAT: &str = "enclos depot 2";

/// A toolchain or a language, as something to build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ComponentId {
    Toolchain(ToolchainId),
    Language(LanguageId),
}

impl ComponentId {
    /// The name in messages.
    pub(super) fn label(&self) -> &str {
        match self {
            Self::Toolchain(id) => id.as_str(),
            Self::Language(id) => id.as_str(),
        }
    }
}

/// The name in the cache. A toolchain and a language may share an id, and must not share a log.
impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toolchain(id) => write!(f, "toolchain-{id}"),
            Self::Language(id) => write!(f, "{id}"),
        }
    }
}

/// One node of the graph.
#[derive(Debug)]
pub(super) struct Component<'c> {
    pub(super) id: ComponentId,
    pub(super) build: &'c Build,
    pub(super) folder: &'c Folder,
    /// Toolchains whose outputs the recipe uses.
    pub(super) needs: Vec<ComponentId>,
    /// The toolchains that compile submissions.
    pub(super) compilers: Vec<ComponentId>,
    /// The language whose interpreter runs the programs of this one.
    pub(super) runtime: Option<ComponentId>,
    /// Modules that are precompiled.
    pub(super) modules: Vec<&'c str>,
    /// The language, if the component is one.
    pub(super) language: Option<&'c Language>,
    /// The toolchain, if the component is one.
    pub(super) toolchain: Option<&'c Toolchain>,
    digest: blake3::Hash,
}

impl Component<'_> {
    /// The name of its folder in the store, which changes with everything that the outputs depend on.
    pub(super) fn store_name(&self) -> String {
        format!("{}-{}", self.id, &self.digest.to_hex()[..16])
    }

    /// The files of the folder that its recipe gets to see.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &File)> {
        sources(self.folder, self.language)
    }
}

/// A recipe sees neither the manifest nor a language's reference program, so that a new limit or another greeting does not
/// build an interpreter anew.
fn sources<'f>(
    folder: &'f Folder,
    language: Option<&Language>,
) -> impl Iterator<Item = (&'f str, &'f File)> {
    let reference = language.map(|language| language.reference.source.clone());
    folder.files().filter(move |(path, _)| {
        ![Language::MANIFEST, Toolchain::MANIFEST].contains(path)
            && reference.as_deref() != Some(path)
    })
}

/// Components by id; whatever a component in it refers to is in it too.
#[derive(Debug, Default)]
pub(super) struct Plan<'c> {
    components: BTreeMap<ComponentId, Component<'c>>,
}

impl<'c> Plan<'c> {
    /// The languages and all that they need.
    pub(super) fn of(catalog: &'c Catalog, languages: &[LanguageId]) -> Result<Self, Error> {
        let mut plan = Self::default();
        for id in languages {
            let unknown = || Error::Unknown(id.to_string());
            plan.add_language(catalog, catalog.language(id).ok_or_else(unknown)?)?;
        }
        Ok(plan)
    }

    /// A toolchain and all that it needs.
    pub(super) fn of_toolchain(
        catalog: &'c Catalog,
        toolchain: &ToolchainId,
    ) -> Result<(Self, ComponentId), Error> {
        let mut plan = Self::default();
        let id = plan.add_toolchain(catalog, toolchain)?;
        Ok((plan, id))
    }

    /// Everything in the catalog.
    pub(super) fn all(catalog: &'c Catalog) -> Result<Self, Error> {
        let mut plan = Self::default();
        for toolchain in catalog.toolchains() {
            plan.add_toolchain(catalog, &toolchain.id)?;
        }
        // Nothing of a native language is made here but the toolchain that it may have.
        for language in catalog.languages().filter(|language| !language.is_native()) {
            plan.add_language(catalog, language)?;
        }
        Ok(plan)
    }

    pub(super) fn get(&self, id: &ComponentId) -> Option<&Component<'c>> {
        self.components.get(id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Component<'c>> {
        self.components.values()
    }

    fn add_toolchain(
        &mut self,
        catalog: &'c Catalog,
        id: &ToolchainId,
    ) -> Result<ComponentId, Error> {
        let key = ComponentId::Toolchain(id.clone());
        if self.components.contains_key(&key) {
            return Ok(key);
        }
        let toolchain = catalog
            .toolchain(id)
            .ok_or_else(|| Error::Unknown(id.to_string()))?;
        let needs = self.add_needs(catalog, &toolchain.build)?;
        self.insert(Component {
            digest: self.digest(
                &key,
                &toolchain.build,
                sources(&toolchain.folder, None),
                &needs,
            ),
            id: key.clone(),
            build: &toolchain.build,
            folder: &toolchain.folder,
            needs,
            compilers: Vec::new(),
            runtime: None,
            modules: toolchain.modules().collect(),
            language: None,
            toolchain: Some(toolchain),
        });
        Ok(key)
    }

    fn add_language(&mut self, catalog: &'c Catalog, language: &'c Language) -> Result<(), Error> {
        let key = ComponentId::Language(language.id.clone());
        let needs = self.add_needs(catalog, &language.build)?;
        let compile = language.compile.iter();
        let compilers = compile
            .flat_map(|compile| &compile.toolchains)
            .map(|toolchain| self.add_toolchain(catalog, toolchain))
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(runtime) = &language.run.runtime {
            self.add_language(catalog, runtime)?;
        }
        let runtime = language.run.runtime.as_ref();
        let inputs: Vec<_> = needs.iter().chain(&compilers).cloned().collect();
        self.insert(Component {
            digest: self.digest(
                &key,
                &language.build,
                sources(&language.folder, Some(language)),
                &inputs,
            ),
            id: key,
            build: &language.build,
            folder: &language.folder,
            needs,
            compilers,
            runtime: runtime.map(|runtime| ComponentId::Language(runtime.id.clone())),
            modules: language.run.module.iter().map(String::as_str).collect(),
            language: Some(language),
            toolchain: None,
        });
        Ok(())
    }

    fn add_needs(
        &mut self,
        catalog: &'c Catalog,
        build: &Build,
    ) -> Result<Vec<ComponentId>, Error> {
        build
            .needs
            .iter()
            .map(|need| self.add_toolchain(catalog, need))
            .collect()
    }

    fn insert(&mut self, component: Component<'c>) {
        self.components.insert(component.id.clone(), component);
    }

    /// Each field goes in with its length, so that no two different inputs look the same to the hash.
    fn digest<'f>(
        &self,
        id: &ComponentId,
        build: &Build,
        sources: impl Iterator<Item = (&'f str, &'f File)>,
        inputs: &[ComponentId],
    ) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut field = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        // A cache folder can be shared by machines of different kinds, and recipes use native tools.
        for text in [
            FORMAT,
            std::env::consts::OS,
            std::env::consts::ARCH,
            &id.to_string(),
        ] {
            field(text.as_bytes());
        }
        for text in build.recipe.iter().chain(&build.outputs) {
            field(text.as_bytes());
        }
        for (path, file) in sources {
            field(path.as_bytes());
            field(&[u8::from(file.executable)]);
            field(&file.content);
        }
        for package in &build.packages {
            field(package.to_string().as_bytes());
            field(package.sha256.as_bytes());
        }
        for input in inputs {
            field(input.to_string().as_bytes());
            if let Some(component) = self.components.get(input) {
                field(component.digest.as_bytes());
            }
        }
        hasher.finalize()
    }
}
