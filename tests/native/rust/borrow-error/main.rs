fn main() {
    let a = vec![1];
    let b = a;
    println!("{:?} {:?}", a, b);
}
