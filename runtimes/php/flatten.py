"""Cuts a scanner of re2c's into functions of a size that can be compiled for WebAssembly: `flatten.py FILE FUNCTION`.

re2c writes an automaton as a thousand states of one function, with jumps between them. The compiler has to make loops and
blocks of that, for which it works out what can be reached from where, and the time that takes grows with the square of the
function. Here each function gets a few dozen states. Jumps among them stay what they are; any other ends the function with
the number of the next state.
"""
import re
import sys

STATES = 60
# What the actions of timelib's scanners use.
SHARED = ["uchar *cursor", "char *str", "const char *ptr", "YYCTYPE yych", "unsigned int yyaccept"]
NAMES = [declaration.split()[-1].lstrip("*") for declaration in SHARED]

path, function = sys.argv[1:]
with open(path) as file:
    lines = [line for line in file.read().split("\n") if not line.startswith("#line")]
labels = [number for number, line in enumerate(lines) if re.match(r"yy\d+:", line)]
head = max(number for number in range(labels[0]) if re.match(rf"static int {function}\(", lines[number]))
opening = max(number for number in range(labels[0]) if "unsigned int yyaccept = 0;" in lines[number])
begin = opening
while lines[begin + 1].startswith("\tstatic const") or not lines[begin].strip() in ("};", "unsigned int yyaccept = 0;"):
    begin += 1
end = next(number for number in range(labels[-1], len(lines)) if lines[number] == "}")
tables = lines[opening + 1:begin + 1]

body = "\n".join(["case 0:", *lines[begin + 1:end]])
body = re.sub(r"\bYYFILL\(\d+\);", "return EOI;", body)
leave = lambda text: re.sub(r"\breturn ([^;]+);", r"{ yystate = -1; shared->result = \1; goto yyleave; }", text)
body = leave(body)
# The macros of the actions return, too. If something else used one of them, the compiler would say that it has no `yystate`.
used = set(re.findall(r"\b[A-Z]\w+(?=\()", body))
for at, line in enumerate(lines[:head]):
    if (macro := re.match(r"#define\s+(\w+)\(", line)) and macro[1] in used:
        lines[at] = leave(line)
body = re.sub(r"\bgoto std;", r"{ yystate = -2; goto yyleave; }", body)
body = re.sub(r"^yy(\d+):", r"case \1:", body, flags=re.M)
states = re.split(r"^(?=case \d+:)", body, flags=re.M)[1:]
groups = [states[at:at + STATES] for at in range(0, len(states), STATES)]
number = lambda state: int(re.match(r"case (\d+):", state)[1])

out = ["typedef struct { " + "; ".join(SHARED) + "; int result; } Shared;", *tables]
for at, group in enumerate(groups):
    own = {number(state) for state in group}
    text = "".join(group)
    # A state of this function is a label, so that no jump goes through the switch; any other is left to the caller.
    text = re.sub(r"\bgoto yy(\d+);", lambda jump: jump[0] if int(jump[1]) in own
                  else f"{{ yystate = {jump[1]}; goto yyleave; }}", text)
    text = re.sub(r"^case (\d+):", r"case \1: yy\1: __attribute__((unused));", text, flags=re.M)
    following = number(groups[at + 1][0]) if at + 1 < len(groups) else -1
    out += [f"static __attribute__((noinline)) int states_{at}"]
    out += ["(Scanner *s, timelib_tz_get_wrapper tz_get_wrapper, Shared *shared, int yystate)", "{"]
    out += [f"\t{declaration} = shared->{name};" for declaration, name in zip(SHARED, NAMES)]
    out += ["\tswitch (yystate) {", text, "\t}", f"\tyystate = {following};", "yyleave:"]
    out += [f"\tshared->{name} = {name};" for name in NAMES] + ["\treturn yystate;", "}"]

out += [lines[head], *lines[head + 1:lines.index("{", head) + 1], "\tShared shared = {.cursor = s->cur};", "\tfor (;;) {"]
out += ["\t\ts->tok = shared.cursor;", "\t\ts->len = 0;", "\t\tint state = 0;", "\t\twhile (state >= 0) {"]
for at, group in reversed(list(enumerate(groups))):
    call = f"state = states_{at}(s, tz_get_wrapper, &shared, state);"
    out.append(f"\t\t\tif (state >= {number(group[0])}) {call}" if at else f"\t\t\telse {call}")
    if at > 0:
        out[-1] = ("\t\t\telse " if at < len(groups) - 1 else "\t\t\t") + out[-1].strip()
out += ["\t\t}", "\t\tif (state == -1) return shared.result;", "\t}", "}"]
closing = next(at for at in range(end + 1, len(lines)) if lines[at] == "}")
with open(path, "w") as file:
    file.write("\n".join([*lines[:head], *out, *lines[closing + 1:]]))
