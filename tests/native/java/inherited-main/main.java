class Program extends Helper {
    static {
        name = "Program";
    }
}
