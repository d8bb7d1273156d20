fn main() {
    let count = std::env::args().count() as i32;
    println!("{}", i32::MAX + count);
}
