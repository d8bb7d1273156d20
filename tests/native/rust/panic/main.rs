use std::env;
use std::panic;

struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    let failed = panic::catch_unwind(|| {
        let none: Option<i32> = None;
        none.unwrap()
    });
    println!("caught {}", failed.is_err());
    let _loud = Loud;
    let count = env::args().count();
    match env::args().nth(1).as_deref() {
        Some("index") => {
            let numbers = [1, 2, 3];
            let at = count + 3;
            println!("{}", numbers[at]);
        }
        _ => println!("{}", i32::MAX - 2 + count as i32),
    }
}
