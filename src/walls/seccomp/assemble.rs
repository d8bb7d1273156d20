//! Turns rules into a program of the kernel's packet filter.
//!
//! seccompiler's own compiler knows one action for what matches and one for what does not, so that three filters would
//! lie on each other, and it compares with one number after the other: of such a filter the kernel needs six times as
//! long to take it in, in every box. Here are several actions, and a binary search.

use std::collections::BTreeMap;
use std::io;

use libc::{
    BPF_ABS, BPF_JEQ, BPF_JGE, BPF_JMP, BPF_JSET, BPF_K, BPF_LD, BPF_RET, BPF_W, SECCOMP_RET_ALLOW,
    SECCOMP_RET_ERRNO, SECCOMP_RET_KILL_PROCESS,
};
use seccompiler::{BpfProgram, sock_filter};

use super::{Half, Rule, Test, Verdict};

/// Where the kernel's `struct seccomp_data` has the number of the call, the architecture, and the first argument.
const NUMBER: u32 = 0;
const ARCHITECTURE: u32 = 4;
const ARGUMENTS: u32 = 16;

/// Neighboring numbers that have the same rule.
struct Span {
    first: u32,
    code: Vec<sock_filter>,
}

/// The program for these rules; calls of numbers without a rule are missing (`ENOSYS`).
///
/// A process that calls through another architecture's gate (`int 0x80` on x86_64) is killed: its numbers mean other
/// calls. The numbers of x32 have a bit that no rule has.
pub(super) fn assemble(architecture: u32, rules: &BTreeMap<u32, Rule>) -> io::Result<BpfProgram> {
    let missing = Rule::All(Verdict::Errno(errno(libc::ENOSYS)));
    let mut spans: Vec<(u32, Rule)> = vec![(0, missing)];
    let mut next = 0;
    for (&number, &rule) in rules {
        if number > next {
            change(&mut spans, next, missing);
        }
        change(&mut spans, number, rule);
        next = number + 1;
    }
    change(&mut spans, next, missing);
    let spans: Vec<Span> = spans
        .into_iter()
        .map(|(first, rule)| Span {
            first,
            code: leaf(rule),
        })
        .collect();

    let mut program = vec![
        load(ARCHITECTURE),
        jump(BPF_JEQ, architecture, 1, 0),
        answer(SECCOMP_RET_KILL_PROCESS),
        load(NUMBER),
    ];
    program.extend(search(&spans)?);
    Ok(program)
}

/// From `first` on it is `rule`.
fn change(spans: &mut Vec<(u32, Rule)>, first: u32, rule: Rule) {
    match spans.last_mut() {
        Some((start, last)) if *start == first => *last = rule,
        Some((_, last)) if *last == rule => {}
        _ => spans.push((first, rule)),
    }
}

/// Finds the span of the number that is loaded, and does what it says.
fn search(spans: &[Span]) -> io::Result<Vec<sock_filter>> {
    let [lower @ .., _] = spans else {
        return Ok(Vec::new());
    };
    if lower.is_empty() {
        return Ok(spans[0].code.clone());
    }
    let (lower, upper) = spans.split_at(spans.len() / 2);
    let below = search(lower)?;
    // A conditional jump reaches no further than this; the lists would have to be twice as long.
    let over = u8::try_from(below.len())
        .map_err(|_| io::Error::other("the lists of system calls are too long for a filter"))?;
    let mut code = vec![jump(BPF_JGE, upper[0].first, over, 0)];
    code.extend(below);
    code.extend(search(upper)?);
    Ok(code)
}

/// Does what a rule says, whatever the number.
fn leaf(rule: Rule) -> Vec<sock_filter> {
    match rule {
        Rule::All(verdict) => vec![say(verdict)],
        Rule::Argument {
            index,
            test,
            then,
            otherwise,
        } => {
            let mut code = case(&[(Half::Lower(index), test)], then);
            code.push(say(otherwise));
            code
        }
        Rule::Cases { cases, otherwise } => {
            let cases = cases.iter().flat_map(|each| case(each.tests, each.then));
            cases.chain([say(otherwise)]).collect()
        }
    }
}

/// Does what is said of calls that pass the tests, and goes on behind it with the others.
fn case(tests: &[(Half, Test)], then: Verdict) -> Vec<sock_filter> {
    let mut code = vec![say(then)];
    for &(half, test) in tests.iter().rev() {
        // What comes next is the next test; what fails goes past all that there is by now.
        let past = code.len() as u8;
        let mut whole = vec![load(match half {
            // Both architectures are little-endian: the lower half comes first.
            Half::Lower(index) => ARGUMENTS + 8 * u32::from(index),
            Half::Upper(index) => ARGUMENTS + 8 * u32::from(index) + 4,
        })];
        match test {
            Test::Is(value) => whole.push(jump(BPF_JEQ, value, 0, past)),
            Test::OneOf(values) => {
                let mut left = values.len() as u8;
                whole.extend(values.iter().map(|&value| {
                    left -= 1;
                    jump(BPF_JEQ, value, left, if left == 0 { past } else { 0 })
                }));
            }
            Test::NoneOf(values) => {
                let mut left = values.len() as u8;
                whole.extend(values.iter().map(|&value| {
                    left -= 1;
                    jump(BPF_JEQ, value, left + past, 0)
                }));
            }
            Test::AnyOf(bits) => whole.push(jump(BPF_JSET, bits, 0, past)),
        }
        whole.extend(code);
        code = whole;
    }
    code
}

fn say(verdict: Verdict) -> sock_filter {
    answer(match verdict {
        Verdict::Allow => SECCOMP_RET_ALLOW,
        Verdict::Errno(number) => SECCOMP_RET_ERRNO | u32::from(number),
        Verdict::Kill => SECCOMP_RET_KILL_PROCESS,
    })
}

/// An error number as the kernel's filters have it.
pub(super) const fn errno(number: i32) -> u16 {
    number as u16
}

fn load(offset: u32) -> sock_filter {
    instruction(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0)
}

fn jump(test: u32, k: u32, yes: u8, no: u8) -> sock_filter {
    instruction(BPF_JMP | test | BPF_K, k, yes, no)
}

fn answer(k: u32) -> sock_filter {
    instruction(BPF_RET | BPF_K, k, 0, 0)
}

fn instruction(code: u32, k: u32, jt: u8, jf: u8) -> sock_filter {
    sock_filter {
        code: code as u16,
        jt,
        jf,
        k,
    }
}
