use std::sync::mpsc;

use super::*;

/// A task of so many steps that says its name at each.
struct Steps {
    name: &'static str,
    left: usize,
    said: mpsc::Sender<String>,
    abandoned: bool,
}

impl Task for Steps {
    fn step(&mut self) -> Turn {
        let _ = self.said.send(self.name.to_owned());
        self.left -= 1;
        if self.left == 0 {
            Turn::Done
        } else {
            Turn::Again
        }
    }

    fn refuse(self: Box<Self>, why: Error) {
        let _ = self.said.send(format!("{}: {why}", self.name));
    }

    fn is_abandoned(&self) -> bool {
        self.abandoned
    }
}

struct Scene {
    turns: Turns,
    said: mpsc::Sender<String>,
}

impl Scene {
    fn new(workers: usize, backlog: usize) -> Self {
        Self {
            turns: Turns::new(workers, 1, backlog),
            said: mpsc::channel().0,
        }
    }

    fn task(&self, abandoned: bool) -> Box<dyn Task> {
        Box::new(Steps {
            name: "task",
            left: 2,
            said: self.said.clone(),
            abandoned,
        })
    }

    fn submit(&mut self, client: &str) -> (bool, usize) {
        let task = self.task(false);
        let (outcome, dropped) = self.turns.submit(&Client::new(client), vec![task]);
        (outcome.is_ok(), dropped.len())
    }

    fn next(&mut self) -> Option<String> {
        self.turns
            .next()
            .map(|taken| taken.client.name().to_owned())
    }
}

#[test]
fn clients_take_turns() {
    let mut scene = Scene::new(8, 100);
    for client in ["greedy", "greedy", "greedy", "honest"] {
        assert_eq!(scene.submit(client), (true, 0));
    }
    let order: Vec<_> = std::iter::from_fn(|| scene.next()).collect();
    assert_eq!(order, ["greedy", "honest", "greedy", "greedy"]);
}

#[test]
fn the_spare_thread_is_for_who_has_nothing_running() {
    let mut scene = Scene::new(1, 100);
    scene.submit("greedy");
    scene.submit("greedy");
    assert_eq!(scene.next().as_deref(), Some("greedy"));
    assert_eq!(scene.next(), None, "its second one waits for a worker");
    scene.submit("honest");
    assert_eq!(scene.next().as_deref(), Some("honest"));
    assert_eq!(scene.next(), None);
}

#[test]
fn a_task_that_was_put_back_is_for_an_idle_thread() {
    let mut scene = Scene::new(1, 100);
    scene.submit("honest");
    let taken = scene.turns.next().expect("there is one");
    scene.submit("greedy");
    scene.turns.put_back(taken.client, taken.task);
    assert_eq!(scene.next().as_deref(), Some("greedy"));
    assert!(scene.turns.has_next(), "whoever is idle has to be told");
    assert_eq!(scene.next().as_deref(), Some("honest"));
    assert!(!scene.turns.has_next());
}

#[test]
fn when_the_backlog_is_full_who_has_most_waiting_is_refused() {
    let mut scene = Scene::new(1, 4);
    let accepted = (0..10).filter(|_| scene.submit("greedy").0).count();
    assert_eq!(accepted, 5, "one for the idle worker, four to wait");
    assert_eq!(scene.submit("honest"), (true, 1), "in another's place");
    assert_eq!(scene.submit("greedy"), (false, 0));
    assert_eq!(scene.turns.load().waiting, 5);
}

#[test]
fn what_nobody_waits_for_makes_room() {
    let mut scene = Scene::new(1, 1);
    let client = Client::new("gone");
    for _ in 0..2 {
        let task = scene.task(true);
        assert!(scene.turns.submit(&client, vec![task]).0.is_ok());
    }
    assert_eq!(scene.submit("honest"), (true, 2));
    assert_eq!(scene.next().as_deref(), Some("honest"));
}

#[test]
fn a_task_that_had_its_slice_goes_to_the_back() {
    let mut scene = Scene::new(1, 9);
    scene.submit("a");
    let taken = scene.turns.next().expect("there is one");
    assert!(!scene.turns.others_wait(&taken.client));
    scene.submit("a");
    assert!(scene.turns.others_wait(&taken.client));
    scene.submit("b");
    scene.turns.put_back(taken.client, taken.task);
    let load = scene.turns.load();
    assert_eq!((load.running, load.waiting), (1, 2));
    for expected in ["a", "b", "a"] {
        let taken = scene.turns.next().expect("there is one");
        assert_eq!(taken.client.name(), expected);
        scene.turns.ended(&taken.client);
    }
    assert_eq!(scene.turns.load(), Load::default());
}

#[test]
fn fresh_tasks_of_a_client_go_first_but_not_for_ever() {
    let mut scene = Scene::new(1, 99);
    scene.submit("a");
    let long = scene.turns.next().expect("there is one");
    for _ in 0..9 {
        scene.submit("a");
    }
    scene.turns.put_back(long.client, long.task);
    let mut waiting = Vec::new();
    while scene.turns.load().running > 0 {
        let taken = scene.turns.next().expect("there is one");
        scene.turns.ended(&taken.client);
        waiting.push(scene.turns.load().waiting);
    }
    assert_eq!(
        waiting,
        [8, 7, 6, 6],
        "three more after the first one, then the long one"
    );
}

/// A task that waits for a word, and then panics.
struct Panics(mpsc::Sender<()>, mpsc::Receiver<()>);

impl Task for Panics {
    fn step(&mut self) -> Turn {
        self.0.send(()).ok();
        self.1.recv().ok();
        panic!("on purpose")
    }

    fn refuse(self: Box<Self>, _: Error) {}

    fn is_abandoned(&self) -> bool {
        false
    }
}

#[test]
fn a_panic_costs_nothing_and_what_waits_at_the_end_is_told() {
    let queue = Queue::start(1, 1).expect("started");
    let client = Client::default();
    let (release, gate) = mpsc::channel();
    let (started, running) = mpsc::channel();
    queue
        .submit(&client, vec![Box::new(Panics(started, gate))])
        .expect("taken");
    running.recv().expect("the first runs");
    let (said, heard) = mpsc::channel();
    let steps = |name, left| {
        Box::new(Steps {
            name,
            left,
            said: said.clone(),
            abandoned: false,
        })
    };
    queue
        .submit(&client, vec![steps("second", 2)])
        .expect("one may wait");
    assert!(matches!(
        queue.submit(&client, vec![steps("third", 1)]),
        Err(Error::Busy)
    ));
    release.send(()).expect("still waiting");
    assert_eq!(heard.recv().as_deref(), Ok("second"), "the thread survived");
    assert_eq!(heard.recv().as_deref(), Ok("second"));
    drop(queue);
}
