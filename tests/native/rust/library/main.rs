use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::time::{Duration, Instant};

fn main() {
    let mut words = BTreeMap::new();
    for word in "to be or not to be".split(' ') {
        *words.entry(word).or_insert(0) += 1;
    }
    println!("{words:?}");
    let squares: Vec<u32> = (0..10).filter(|n| n % 2 == 1).map(|n| n * n).collect();
    println!("{squares:?}");
    println!("{:6.3}|{:5}|{:#06x}|{:e}", std::f64::consts::PI, 42, 255, 1e-7);
    println!("{} {} {}", "ünï".to_uppercase(), "ünï".chars().count(), "ünï".len());
    let heap: BinaryHeap<_> = ["a", "c", "b"].into_iter().collect();
    println!("{:?}", heap.peek());
    println!("{}", u128::MAX);
    let map: HashMap<u8, Instant> = [(1, Instant::now())].into();
    std::thread::sleep(Duration::from_millis(2));
    println!("{}", if map[&1].elapsed() >= Duration::from_millis(2) { "later" } else { "now" });
}
