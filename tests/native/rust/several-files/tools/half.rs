pub fn of(n: u32) -> u32 {
    n / 2
}
