println "before"
def check(int stock) {
    if (stock < 0) {
        throw new IllegalStateException("no milk")
    }
    System.exit(stock)
}
check(args[0] == "throw" ? -1 : 7)
