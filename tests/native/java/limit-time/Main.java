public class Main {
    static volatile long count;

    public static void main(String[] args) {
        System.out.println("begin");
        while (true) {
            count++;
        }
    }
}
