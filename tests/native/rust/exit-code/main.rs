fn main() -> Result<(), std::num::ParseIntError> {
    println!("before");
    std::process::exit(std::env::args().nth(1).unwrap().parse()?);
}
