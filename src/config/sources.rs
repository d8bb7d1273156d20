//! Where settings come from, and which source goes before which.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use toml::{Table, Value};

use super::{Address, Config, SECTIONS, Setting, find, nearest, settings};

/// The port unless one is set.
const PORT: u16 = 8080;

/// A setting by its name, and its value.
pub(crate) type Given = (String, Value);

/// Everything that settings are taken from.
pub(crate) struct Sources<'a> {
    /// The file, if it was named on the command line.
    pub(crate) file: Option<&'a Path>,
    /// A variable of the environment.
    pub(crate) env: &'a dyn Fn(&str) -> Option<OsString>,
    /// Whether the environment's word on a setting is asked for.
    pub(crate) heeds: fn(&Setting) -> bool,
    /// What flags say, the later before the earlier.
    pub(crate) flags: Vec<Given>,
    /// Goes before the port of whatever address is set.
    pub(crate) port: Option<u16>,
}

/// What the sources came to.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) config: Config,
    /// The file that was read.
    pub(crate) file: Option<PathBuf>,
    /// The value of every setting that has one, by name.
    pub(crate) values: BTreeMap<String, Value>,
}

impl Sources<'_> {
    /// Reads them all.
    ///
    /// # Errors
    /// A sentence that names the source, the setting and the value.
    pub(crate) fn load(self) -> anyhow::Result<Loaded> {
        let mut values: BTreeMap<String, Value> = settings()
            .filter_map(|setting| Some((setting.name.clone(), setting.default.clone()?)))
            .collect();
        let file = self.read_file()?;
        if let Some((path, text)) = &file {
            let in_file = || path.display().to_string();
            let table = parse(text).map_err(|wrong| anyhow!("{}{wrong}", in_file()))?;
            walk("", table, &mut values).with_context(in_file)?;
        }
        for setting in settings().filter(|setting| (self.heeds)(setting)) {
            // Whoever writes the environment of a container sets what it does not want to an empty text.
            if let Some(text) = (self.env)(&setting.env).filter(|text| !text.is_empty()) {
                let value = text
                    .to_str()
                    .ok_or_else(|| "expected text in UTF-8".to_owned())
                    .and_then(|text| setting.read(text))
                    .map_err(|wrong| anyhow!("{}: {wrong}", setting.env))?;
                values.insert(setting.name.clone(), value);
            }
        }
        let listens = self.flags.iter().any(|(name, value)| {
            let address = value.as_str().and_then(|text| text.parse::<Address>().ok());
            name == "server.listen" && address.is_some_and(|address| address.port.is_some())
        });
        values.extend(self.flags);
        if listens && let Some(port) = self.port {
            bail!("--listen has a port and --port {port} is another: give the port once");
        }
        let mut nested = Table::new();
        for section in SECTIONS.iter() {
            // A section of which nothing is set is one all the same.
            insert(&mut nested, section.name, Table::new().into());
        }
        for (name, value) in &values {
            insert(&mut nested, name, value.clone());
        }
        let mut config: Config = Value::Table(nested).try_into()?;
        let address = config.server.listen;
        let port = self.port.or(address.port).unwrap_or(PORT);
        config.server.listen = address.with_port(port);
        let listen = config.server.listen.to_string();
        // Port 0 is another one each time.
        if config.admin.listen.as_ref() == Some(&config.server.listen) && port != 0 {
            bail!("admin.listen and server.listen are both {listen}");
        }
        values.insert("server.listen".to_owned(), listen.into());
        Ok(Loaded {
            config,
            file: file.map(|(path, _)| path),
            values,
        })
    }

    /// The file that was named; or else the first that there is of the user's own and the system's.
    fn read_file(&self) -> anyhow::Result<Option<(PathBuf, String)>> {
        let var = |name: &str| (self.env)(name).filter(|text| !text.is_empty());
        let named = self.file.map(Path::to_owned);
        if let Some(path) = named.or_else(|| var("ENCLOS_CONFIG").map(PathBuf::from)) {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("reading {}", path.display()))?;
            return Ok(Some((path, text)));
        }
        let folders = [
            var("XDG_CONFIG_HOME").map(PathBuf::from),
            var("HOME").map(|home| PathBuf::from(home).join(".config")),
            Some(PathBuf::from("/etc")),
        ];
        for folder in folders.into_iter().flatten() {
            let path = folder.join("enclos/config.toml");
            match std::fs::read_to_string(&path) {
                Ok(text) => return Ok(Some((path, text))),
                Err(error)
                    if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => {
                    return Err(error).with_context(|| format!("reading {}", path.display()));
                }
            }
        }
        Ok(None)
    }
}

/// The table of a file; or where it is no TOML and why, without repeating the line, in which there may be a secret.
fn parse(text: &str) -> Result<Table, String> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        format!(", line {line}: {}", error.message().replace('\n', ", "))
    })
}

/// Puts what a table of a file says into `values`.
fn walk(prefix: &str, table: Table, values: &mut BTreeMap<String, Value>) -> anyhow::Result<()> {
    for (key, value) in table {
        let name = format!("{prefix}{key}");
        let below = format!("{name}.");
        if let Some(setting) = find(&name) {
            let checked = setting.kind.check(&value);
            checked.map_err(|wrong| anyhow!("{name}: {wrong}"))?;
            values.insert(name, value);
        } else if settings().any(|setting| setting.name.starts_with(&below)) {
            match value {
                Value::Table(table) => walk(&below, table, values)?,
                value => bail!("{name}: expected a section, got {value}"),
            }
        } else {
            return Err(unknown(&name, &value));
        }
    }
    Ok(())
}

/// Says that a key is not known. Of an unknown section, its first key is what can tell which one was meant.
fn unknown(name: &str, value: &Value) -> anyhow::Error {
    if let Some((key, value)) = value.as_table().and_then(|table| table.iter().next()) {
        return unknown(&format!("{name}.{key}"), value);
    }
    let section = SECTIONS
        .iter()
        .find(|section| value.is_table() && strsim::damerau_levenshtein(section.name, name) <= 2);
    match section
        .map(|section| section.name)
        .or_else(|| nearest(name))
    {
        Some(known) => anyhow!("{name} is not known: did you mean {known}?"),
        None => anyhow!("{name} is not known: `enclos config --explain` lists what is"),
    }
}

/// Puts a value where its name says.
fn insert(table: &mut Table, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            table.insert(name.to_owned(), value);
        }
        Some((section, rest)) => {
            let below = table.entry(section).or_insert_with(|| Table::new().into());
            if let Value::Table(below) = below {
                insert(below, rest, value);
            }
        }
    }
}
