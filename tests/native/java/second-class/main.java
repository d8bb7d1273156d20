class First {
    static void main(String[] args) {
        System.out.println("not public");
    }

    public static void main(int[] numbers) {
        System.out.println("no strings");
    }

    public void main(String arg) {}

    static int size(String... words) {
        return words.length;
    }
}

enum Start {
    ONLY;

    public static void main(final String... args) {
        System.out.println("begin");
        System.out.println(First.size("a", "b", "c"));
    }
}

interface Other {
    static void main(String[] args) {
        System.out.println("later");
    }
}
