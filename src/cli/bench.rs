//! `enclos bench`: what a run costs and what it would cost natively, everything side by side in one go.
//!
//! Each section measures one promise and is a file below; this one chooses among them and prints. A section knows the
//! library and the native programs that it compares with, never another section. All kinds that are compared take turns
//! round by round, so that whatever else the machine does hits them alike.

mod boxes;
mod client;
mod compile;
mod cpu;
mod floods;
mod kill;
mod lab;
mod load;
mod machine;
mod memory;
mod native;
mod output;
mod programs;
mod start;
mod table;
mod tests;
mod throughput;
mod times;
mod workers;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::Value;

use super::{print, say};
use crate::config::Languages;
use lab::Lab;
use machine::Machine;
use table::Table;

#[derive(Debug, Args)]
pub(super) struct Bench {
    /// What to measure (default: everything)
    #[arg(value_enum, value_name = "SECTION")]
    sections: Vec<Section>,
    /// Runs of each kind; sections whose runs are long take fewer
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rounds: u32,
    /// Only these languages, separated by commas (default: the default set)
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
    languages: Vec<String>,
    /// Print one JSON document instead of tables
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// Hello: in process, over HTTP and natively
    Start,
    /// Runs per second over HTTP, by clients
    Throughput,
    /// Many connections at a time, and an honest client beside a greedy one
    Load,
    /// An honest client beside floods of each kind, against a server process
    Floods,
    /// CPU-bound programs beside the same ones natively
    Cpu,
    /// Compiling C and C++, beside gcc and g++
    Compile,
    /// Submissions of 1 to 1000 tests
    Tests,
    /// Programs that print 1 KB to 1 MB
    Output,
    /// Resident memory of concurrent Python runs
    Memory,
    /// How late a tight loop ends after its limit
    Kill,
    /// Hello in a worker process beside the same engine in this one, and what a worker holds of memory
    Workers,
    /// Native programs: a box beside bubblewrap and beside no sandbox
    Boxes,
}

/// What a section found: serialized it is the machine's form, and it knows its form for people.
trait Findings: Serialize {
    fn tables(&self) -> Vec<Table>;

    /// Whether everything that was compared was indeed the same work.
    fn is_sound(&self) -> bool {
        true
    }
}

/// The findings of some section in both forms.
struct Measured {
    value: Value,
    tables: Vec<Table>,
    is_sound: bool,
}

impl Measured {
    fn of(findings: &impl Findings) -> anyhow::Result<Self> {
        Ok(Self {
            value: serde_json::to_value(findings)?,
            tables: findings.tables(),
            is_sound: findings.is_sound(),
        })
    }
}

impl Section {
    fn measure(self, lab: &Lab) -> anyhow::Result<Measured> {
        match self {
            Self::Start => Measured::of(&start::measure(lab)?),
            Self::Throughput => Measured::of(&throughput::measure(lab)?),
            Self::Load => Measured::of(&load::measure(lab)?),
            Self::Floods => Measured::of(&floods::measure(lab)?),
            Self::Cpu => Measured::of(&cpu::measure(lab)?),
            Self::Compile => Measured::of(&compile::measure(lab)?),
            Self::Tests => Measured::of(&tests::measure(lab)?),
            Self::Output => Measured::of(&output::measure(lab)?),
            Self::Memory => Measured::of(&memory::measure(lab)?),
            Self::Kill => Measured::of(&kill::measure(lab)?),
            Self::Workers => Measured::of(&workers::measure(lab)?),
            Self::Boxes => Measured::of(&boxes::measure(lab)?),
        }
    }

    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl Bench {
    pub(super) fn run(self, languages: Languages) -> anyhow::Result<ExitCode> {
        let machine = Machine::look();
        let lab = Lab::open(languages, &self.languages, self.rounds as usize)?;
        let mut document = serde_json::Map::new();
        document.insert("machine".to_owned(), serde_json::to_value(&machine)?);
        document.insert("rounds".to_owned(), self.rounds.into());
        if !self.json {
            print(&machine.to_string());
        }
        let mut is_sound = true;
        for section in Section::value_variants() {
            if !self.sections.is_empty() && !self.sections.contains(section) {
                continue;
            }
            say(&format!("enclos: measuring {}", section.name()));
            let measured = section.measure(&lab)?;
            is_sound &= measured.is_sound;
            if !self.json {
                for table in &measured.tables {
                    print(&format!("\n{table}"));
                }
            }
            document.insert(section.name(), measured.value);
        }
        if self.json {
            print(&serde_json::to_string_pretty(&document)?);
        }
        if is_sound {
            return Ok(ExitCode::SUCCESS);
        }
        say("enclos: a program printed something else natively than in the sandbox");
        Ok(ExitCode::FAILURE)
    }
}
