fn main() {
    println!(
        "{:?} {:?} {:?}",
        option_env!("CARGO_HOME"),
        option_env!("RUSTUP_HOME"),
        option_env!("SSH_AUTH_SOCK")
    );
}
