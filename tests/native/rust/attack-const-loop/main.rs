const fn forever() -> u32 {
    let mut n = 0;
    while n < 1_000_000_000 {
        n += 1;
    }
    n
}

const N: u32 = forever();

fn main() {
    println!("{N}");
}
