public class Main {
    public static void main(String[] args) {
        for (String arg : args) {
            System.out.println("[" + arg + "]");
        }
        System.out.println("NAME=" + System.getenv("NAME"));
        System.out.println("OTHER=" + System.getenv("OTHER"));
    }
}
