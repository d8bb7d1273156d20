use super::*;
use crate::model::Quota;

fn job(collect: Collect) -> Job {
    Job {
        args: vec!["x".to_owned()],
        env: Vec::new(),
        files: vec![File {
            name: FileName::new("given").expect("a name"),
            content: b"12345".as_slice().into(),
        }],
        counts_files: false,
        writable: Writable::All,
        streams: Streams::empty(),
        limits: LimitsInForce {
            time: Duration::from_secs(1),
            extra_time: Duration::ZERO,
            wall_time: Duration::from_secs(1),
            memory_bytes: 1,
            stack_bytes: 1,
            file_bytes: 10,
            quota: Quota {
                bytes: 10,
                inodes: 2,
            },
            processes: 1,
            output_bytes: 4,
            fuel: None,
        },
        kill_out_of_memory: false,
        fuel_per_second: 1,
        collect,
        cancel: Cancel::new(),
    }
}

fn finished(files: &[(&str, Arc<[u8]>)]) -> Finished {
    let mut outcome = Outcome::ok();
    outcome.stdout = b"out".to_vec();
    outcome.usage.wall = Duration::from_millis(5);
    let files = files.iter();
    Finished {
        outcome,
        files: files
            .map(|(name, bytes)| ((*name).to_owned(), Arc::clone(bytes)))
            .collect(),
    }
}

#[test]
fn what_a_worker_says_arrives_and_what_is_shared_stays_so() {
    let job = job(Collect::Everything);
    let (given, made): (_, Arc<[u8]>) = (&job.files[0].content, b"new".as_slice().into());
    let files = [
        ("given", Arc::clone(given)),
        ("a", Arc::clone(&made)),
        ("b", made),
        ("empty", Arc::default()),
    ];
    let said = WireFinished::new(finished(&files), &job.files);
    let bytes = rmp_serde::to_vec(&said).expect("encodes");
    let heard: WireFinished = rmp_serde::from_slice(&bytes).expect("decodes");
    let room = Room {
        files: 4,
        ..Room::of(&job)
    };
    let heard = heard.accept(&room, &job.files).expect("it can be true");
    assert_eq!(heard.outcome, finished(&[]).outcome);
    let contents: Vec<(&str, &[u8])> = heard
        .files
        .iter()
        .map(|(name, bytes)| (name.as_str(), &**bytes))
        .collect();
    assert_eq!(
        contents,
        [
            ("given", &b"12345"[..]),
            ("a", b"new"),
            ("b", b"new"),
            ("empty", b"")
        ]
    );
    assert!(Arc::ptr_eq(&heard.files[0].1, given));
    assert!(Arc::ptr_eq(&heard.files[1].1, &heard.files[2].1));
}

#[test]
fn what_can_not_be_true_of_a_run_is_not_believed() {
    type Lie = fn(&mut WireFinished);
    let lies: [(&str, Lie); 9] = [
        ("a status that there is not", |said| said.status = 7),
        ("a signal that there is not", |said| said.signal = Some(65)),
        ("more output than there may be", |said| {
            said.stderr = ByteBuf::from(vec![0; 2])
        }),
        ("more files than there may be", |said| {
            said.files = vec![("x".to_owned(), Content::Given(0)); 4];
        }),
        ("more bytes than there may be", |said| {
            said.contents = vec![ByteBuf::from(vec![0; 16])]
        }),
        ("a file that was not given", |said| {
            said.files = vec![("x".to_owned(), Content::Given(1))];
        }),
        ("a content that did not come", |said| {
            said.files = vec![("x".to_owned(), Content::Made(0))];
        }),
        ("a terminal's commands", |said| {
            said.message = Some("\x1b[2J".to_owned())
        }),
        ("a time that nobody lived through", |said| {
            said.wall = Duration::MAX
        }),
    ];
    let job = job(Collect::Everything);
    let room = Room::of(&job);
    for (what, lie) in lies {
        let mut said = WireFinished::new(finished(&[]), &job.files);
        assert!(said.clone().accept(&room, &job.files).is_some());
        lie(&mut said);
        assert!(said.accept(&room, &job.files).is_none(), "{what}");
    }
}

#[test]
fn who_asked_for_no_files_gets_none() {
    let job = job(Collect::Nothing);
    let room = Room::of(&job);
    let said = WireFinished::new(finished(&[("a", b"x".as_slice().into())]), &job.files);
    assert!(said.accept(&room, &job.files).is_none());
    assert!(room.message_bytes() < 2 << 20);
}
