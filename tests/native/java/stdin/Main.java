import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int count = in.nextInt();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += in.nextInt();
        }
        System.out.println("sum " + sum);
        in.nextLine();
        while (in.hasNextLine()) {
            System.out.println("[" + in.nextLine() + "]");
        }
        System.out.println("end");
    }
}
