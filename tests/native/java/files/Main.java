import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public class Main {
    public static void main(String[] args) throws IOException {
        int sum = Files.readAllLines(Path.of("data", "numbers.txt")).stream().mapToInt(Integer::parseInt).sum();
        System.out.println(sum);
        Files.writeString(Path.of("out.txt"), "first\nsecond\n");
        Files.lines(Path.of("out.txt")).forEach(System.out::println);
        Path temporary = Files.createTempFile("x", ".bin");
        Files.write(temporary, new byte[12]);
        System.out.println(Files.size(temporary) + " bytes");
        System.out.println(Files.exists(Path.of("/home")) ? "/home is there" : "no /home");
        try {
            Files.writeString(Path.of("/usr/x"), "x");
            System.out.println("written");
        } catch (IOException error) {
            System.out.println("read-only");
        }
        System.out.println(Path.of("").toAbsolutePath());
    }
}
