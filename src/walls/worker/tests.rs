//! The walls stand around real processes here. They can't be taken down, and are those of a whole process, so each test
//! runs this binary again for itself alone, and each act has a process of its own there.

mod acts;
mod needs;
mod stage;

/// Names the environment variable by which a process knows that it is there for one test.
const ALONE: &str = "ENCLOS_WALLS_ALONE";

/// Whether this is the process for the test of this name alone; if not, that process has passed the test when this returns.
fn is_alone(test: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let name = format!("walls::worker::tests::{test}");
    let said = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (printed, errors) = (text(&said.stdout), text(&said.stderr));
    assert!(said.status.success(), "{printed}\n{errors}");
    assert!(printed.contains("1 passed"), "{name}: {printed}");
    eprint!("{errors}");
    false
}
