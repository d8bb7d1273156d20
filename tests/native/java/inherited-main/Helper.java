class Helper {
    static String name = "Helper";

    public static void main(String[] args) {
        System.out.println(name + " says hello");
    }
}
