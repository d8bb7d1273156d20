try {
  require("/etc/passwd");
} catch (error) {
  console.log(error.message);
}
import("/etc/passwd").catch((error) => console.log(error.message));
