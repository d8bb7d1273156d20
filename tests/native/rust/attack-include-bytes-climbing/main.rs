fn main() {
    println!("{}", include_bytes!("../../../../root/.cargo/config.toml").len());
}
