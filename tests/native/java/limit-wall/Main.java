public class Main {
    public static void main(String[] args) throws InterruptedException {
        System.out.println("begin");
        Thread.sleep(60_000);
        System.out.println("end");
    }
}
