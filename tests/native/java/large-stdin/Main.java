import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        long lines = 0;
        long characters = 0;
        // Closing standard input puts /dev/null in its place.
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                characters += line.length();
            }
        }
        System.out.println(lines + " lines, " + characters + " characters");
    }
}
