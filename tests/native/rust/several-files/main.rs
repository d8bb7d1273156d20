mod shapes;
mod tools;

const MOTTO: &str = include_str!("motto.txt");

fn main() {
    let side: u32 = std::fs::read_to_string("data/sides.txt").unwrap().trim().parse().unwrap();
    println!("{} {}", shapes::area(side), tools::half::of(side));
    println!("{MOTTO}");
}
