//! enclos as its users meet it: over HTTP, through the library and on the command line, with real languages.
//!
//! `tests/cases` and `tests/attacks` are data; `cases` and `attacks` here run them. The first test that needs a language
//! sets up the default set, which takes minutes on a fresh machine and nothing afterwards.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(
    clippy::print_stderr,
    reason = "tests say why they were skipped, and what they counted"
)]

mod attacks;
mod bad_input;
mod bg_compiler;
#[cfg(feature = "breach")]
mod breach;
mod camisole;
mod cases;
mod command_line;
mod crash;
mod depot;
#[cfg(feature = "directory")]
mod directory;
mod epicbox;
mod floods;
mod fuel;
mod fuzz;
mod http;
mod isolation;
mod library;
mod native;
mod openapi;

mod ops;
mod own_server;
mod quicktry;
mod server;
mod snekbox;
mod streaming;
mod support;
mod unpack;
mod wasi;
