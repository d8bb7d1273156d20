fn main() {
    println!("never printed");
    println!("{}", undeclared_name);
    let x: i32 = "text";
}
