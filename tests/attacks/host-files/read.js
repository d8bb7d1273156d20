const fs = require("fs");
for (const name of ["/etc/passwd", "/etc/hostname", "/etc/hosts", "/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/proc/self/mem", "/proc/version", "/proc/cpuinfo", "/sys/class/net", "/root/.bashrc", "/var/log", "/dev/mem", "/dev/tty", "/run/secrets", "../../../../../../etc/passwd"]) {
  try {
    console.log(name, "opened", fs.readFileSync(name, "utf8"));
  } catch (error) {
    console.log(name, "denied", error.code);
  }
}
try {
  console.log(fs.readdirSync("/"), fs.readdirSync("/.."));
} catch (error) {
  console.log(error.code);
}
console.log("done");
