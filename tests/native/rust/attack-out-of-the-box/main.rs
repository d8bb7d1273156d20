use std::net::TcpStream;
use std::path::Path;

fn main() {
    for path in ["/etc/shadow", "/root/.ssh", "/home", "/var/lib/dpkg", "/sys"] {
        println!("{}", Path::new(path).exists());
    }
    println!("{}", TcpStream::connect("192.0.2.1:80").is_err());
}
