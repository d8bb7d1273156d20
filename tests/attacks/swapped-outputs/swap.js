const fs = require('fs');

for (const [number, aim] of [process.argv[2], '/etc/passwd', '../../../etc/passwd', '/dev/zero', '/'].entries()) {
  const name = `out${number}.txt`;
  fs.writeFileSync(name, 'plain');
  fs.unlinkSync(name);
  try {
    fs.symlinkSync(aim, name);
  } catch (error) {
    fs.mkdirSync(name);
  }
}
fs.writeFileSync('kept.txt', 'kept');
