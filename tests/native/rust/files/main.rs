use std::fs;

fn main() {
    for name in ["notes.txt", "/tmp/notes.txt"] {
        fs::write(name, "one\ntwo\n").unwrap();
        print!("{}", fs::read_to_string(name).unwrap());
        fs::remove_file(name).unwrap();
        println!("{:?}", fs::read(name).unwrap_err().kind());
    }
    println!("{}", if fs::write("/usr/x", "x").is_err() { "refused" } else { "written" });
}
