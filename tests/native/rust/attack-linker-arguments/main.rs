#[link(name = "secret", kind = "static")]
extern "C" {
    fn secret();
}

fn main() {
    unsafe { secret() }
}
