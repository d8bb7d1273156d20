//! Files on their way in and out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::{answer, eval, file, input, paths};

#[test]
fn files_go_in_and_new_ones_come_out() {
    let main = "import os\nfrom mod import lib\nprint(lib.var)\n\
        open('test.txt', 'w').write('test 1')\nos.mkdir('dir')\nopen('dir/test2.txt', 'w').write('test 2')\n";
    let answer = eval(&json!({
        "args": ["main.py"],
        "files": [file("main.py", main), {"path": "mod/__init__.py"}, file("mod/lib.py", "var = 'hello'")],
    }));
    assert_eq!(
        answer,
        json!({"stdout": "hello\n", "returncode": 0, "files": [
            {"path": "dir/test2.txt", "size": 6, "content": "dGVzdCAy"},
            {"path": "test.txt", "size": 6, "content": "dGVzdCAx"},
        ]})
    );
}

#[test]
fn programs_in_files() {
    let write = "open('test.txt', 'w').write('hello')\nprint(open('test.txt').read())";
    for (files, stdout) in [
        (vec![file("test.py", "print('test')")], "test\n"),
        (
            vec![
                file("test.py", "import lib; print(lib.x)"),
                file("lib.py", "x = 'hello'"),
            ],
            "hello\n",
        ),
        (vec![file("test.py", write)], "hello\n"),
    ] {
        let answer = eval(&json!({"args": ["test.py"], "files": files}));
        assert_eq!(
            (&answer["stdout"], &answer["returncode"]),
            (&json!(stdout), &json!(0))
        );
    }
}

#[test]
fn of_the_files_that_came_in_the_changed_ones_come_back() {
    let code = "open('a', 'a').write('!')\nopen('b', 'w').write('b')\nopen('c').read()";
    let files = [file("a", "a"), file("b", "b"), file("c", "c")];
    let answer = eval(&json!({"input": code, "files": files}));
    assert_eq!(
        answer["files"],
        json!([
            {"path": "a", "size": 2, "content": BASE64.encode("a!")},
            {"path": "b", "size": 1, "content": BASE64.encode("b")},
        ])
    );
}

#[test]
fn hidden_files_stay() {
    let code = "import os\nfor d in 'normal', '.hidden', '_d': os.mkdir(d)\n\
        for f in 'normal/a.txt', 'normal/.hidden.txt', '.hidden/b.txt', '_d/c', '_e', 'normal/_f': open(f, 'w').write('a')\n";
    let answer = input(code);
    assert_eq!(paths(&answer), ["_d/c", "normal/a.txt"]);
    assert_eq!(answer["files"][1]["content"], "YQ==");
}

#[test]
fn files_below_a_thousand_folders_are_too_deep() {
    let code =
        "import os\nfor _ in range(1000): os.mkdir('a'); os.chdir('a')\nopen('test.txt', 'w')";
    let message = "FileParsingError: Exceeded directory depth limit while parsing attachments";
    assert_eq!(input(code), answer(message, Value::Null));
}

#[test]
fn files_come_back_sorted_up_to_a_hundred() {
    let answer = input("for i in range(150): open(f'{i:03}', 'wb').write(bytes([i]))");
    let expected: Vec<String> = (0..100).map(|number| format!("{number:03}")).collect();
    assert_eq!(paths(&answer), expected);
    assert_eq!(answer["files"][99]["content"], BASE64.encode([99]));
    let code = "import os\nos.mkdir('b')\nfor name in 'b/x', 'a', 'Z', 'b.c': open(name, 'w')";
    assert_eq!(paths(&input(code)), ["Z", "a", "b.c", "b/x"]);
}

#[test]
fn paths_are_made_plain() {
    let backslashes = [r"backslash\\okay", r"backslash\okay"];
    for (path, plain) in [
        ("file.txt", "file.txt"),
        ("./0.jpg", "0.jpg"),
        ("path/to/file", "path/to/file"),
        ("folder/../hm", "hm"),
        ("folder/./to/./somewhere", "folder/to/somewhere"),
        ("traversal/but/../not/beyond/../root", "traversal/not/root"),
        (backslashes[0], backslashes[0]),
        (backslashes[1], backslashes[1]),
        ("numbers/0123456789", "numbers/0123456789"),
        ("a//b", "a/b"),
        ("a/", "a"),
        ("../home/x", "x"),
        ("new\n", "new\n"),
    ] {
        let code = format!("print(open({plain:?}).read())");
        let body = json!({"input": code, "files": [file(path, "found")]});
        assert_eq!(eval(&body), answer("found\n", 0), "{path}");
    }
    let body = json!({"args": ["test.py"], "files": [file("test.py", "1/0"), file("test.py", "print(2)")]});
    assert_eq!(eval(&body), answer("2\n", 0), "the last of a name counts");
}

#[test]
fn base64_is_as_lenient_as_pythons() {
    for (content, bytes) in [
        ("", ""),
        ("Zm9v", "foo"),
        ("Zm 9v", "foo"),
        ("Zm9v\n", "foo"),
        ("Zm9v!!", "foo"),
        ("@@@@", ""),
        ("====", ""),
        ("Zm9v====", "foo"),
        ("Zg===", "f"),
        ("Zm9vYg==Zm9v", "foob"),
    ] {
        let body = json!({"input": "print(open('a').read())", "files": [{"path": "a", "content": content}]});
        assert_eq!(eval(&body), answer(&format!("{bytes}\n"), 0), "{content}");
    }
}

#[test]
fn files_have_a_size_to_share() {
    let code = "f = open('f.bin', 'wb')\nfor _ in range(48): f.write(bytes(1 << 20))\nf.flush()\nprint('full', flush=True)\nf.write(b'x')\nf.flush()";
    let answer = input(code);
    assert_eq!(answer["returncode"], 1);
    let stdout = answer["stdout"].as_str().unwrap();
    assert!(
        stdout.starts_with("full\n") && stdout.contains("No space left on device"),
        "{stdout}"
    );
    assert_eq!(paths(&answer), ["f.bin"]);
    assert_eq!(answer["files"][0]["size"], 48 << 20);
    // What is brought takes from the same room.
    let code = "f = open('g', 'wb')\nfor _ in range(47): f.write(bytes(1 << 20))\nf.flush()\nprint('left', flush=True)\nf.write(b'xx')\nf.flush()";
    let answer = eval(&json!({"input": code, "files": [file("brought", vec![0; (1 << 20) - 1])]}));
    let stdout = answer["stdout"].as_str().unwrap();
    assert!(
        stdout.starts_with("left\n") && stdout.contains("No space left on device"),
        "{stdout}"
    );
}

#[test]
fn files_that_can_not_be_written_are_told_in_the_output() {
    let long = "x".repeat(300);
    for (files, message) in [
        (
            &["dir/test.txt", "dir"][..],
            "IsADirectoryError: Failed to create file 'dir'.",
        ),
        (&[""], "IsADirectoryError: Failed to create file ''."),
        (&["."], "IsADirectoryError: Failed to create file ''."),
        (
            &["a/.."],
            "IsADirectoryError: Failed to create file 'a/..'.",
        ),
        (
            &["a", "a/b"],
            "FileExistsError: Failed to create file 'a/b'.",
        ),
        (
            &["a", "a/b/c"],
            "NotADirectoryError: Failed to create file 'a/b/c'.",
        ),
        (
            &[&long],
            &format!("OSError: Failed to create file '{long}'."),
        ),
    ] {
        let files: Vec<Value> = files.iter().map(|path| file(path, "abc")).collect();
        let body = json!({"args": [""], "files": files});
        assert_eq!(eval(&body), answer(message, Value::Null), "{body}");
    }
}
