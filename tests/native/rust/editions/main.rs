fn main() {
    let async = 3;
    println!("{}", async);
}
