use std::sync::{Arc, Mutex, mpsc};
use std::thread;

fn main() {
    let total = Arc::new(Mutex::new(0));
    let (sender, receiver) = mpsc::channel();
    let workers: Vec<_> = (1..=4)
        .map(|n| {
            let (total, sender) = (Arc::clone(&total), sender.clone());
            thread::spawn(move || {
                for _ in 0..1000 {
                    *total.lock().unwrap() += 1;
                }
                sender.send(n).unwrap();
            })
        })
        .collect();
    drop(sender);
    for worker in workers {
        worker.join().unwrap();
    }
    println!("{} {}", total.lock().unwrap(), receiver.iter().sum::<i32>());
}
