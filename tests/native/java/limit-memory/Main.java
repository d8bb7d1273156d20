import java.util.ArrayList;
import java.util.List;

public class Main {
    public static void main(String[] args) {
        System.out.println("begin");
        List<byte[]> blocks = new ArrayList<>();
        try {
            while (true) {
                // One by one, so that there is room for a trace.
                blocks.add(new byte[1 << 20]);
            }
        } catch (OutOfMemoryError error) {
            if (args.length == 0) {
                throw error;
            }
            blocks = null;
            System.out.println("caught");
        }
    }
}
