import * as std from "std";
import * as os from "os";

for (const [number, aim] of [scriptArgs[1], "/etc/passwd", "../../../etc/passwd", "/dev/zero", "/"].entries()) {
  os.symlink(String(aim), `out${number}.txt`);
}
const file = std.open("kept.txt", "w");
file.puts("kept");
file.close();
