public class Main {
    static int depth;

    public static void main(String[] args) {
        System.out.println("before");
        switch (args[0]) {
            case "cause" -> fail(new int[3]);
            case "deep" -> deep(0);
            default -> {
                try {
                    deep(0);
                } catch (StackOverflowError error) {
                    System.out.println("StackOverflowError after " + (depth > 30000 ? "many" : "few") + " calls");
                }
            }
        }
    }

    static int deep(int n) {
        depth = n;
        return deep(n + 1) + 1;
    }

    static void fail(int[] numbers) {
        try {
            numbers[4] = 1;
        } catch (ArrayIndexOutOfBoundsException cause) {
            throw new RuntimeException("outer", cause);
        }
    }
}
