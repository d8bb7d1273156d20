fn main() {
    let mut kept = Vec::new();
    for n in 1u64.. {
        kept.push(vec![n as u8; 1 << 20]);
        if kept.iter().any(|block| block[n as usize % 1000] == 0 && n < 100) {
            println!("no");
        }
    }
}
