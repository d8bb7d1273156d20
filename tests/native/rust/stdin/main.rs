use std::io::{self, BufRead};

fn main() {
    let mut total = 0i64;
    for line in io::stdin().lock().lines() {
        for word in line.unwrap().split_whitespace() {
            total += word.parse::<i64>().unwrap();
        }
    }
    println!("{total}");
}
