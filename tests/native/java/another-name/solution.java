public class Solution {
    public static void main(String[] args) {
        System.out.println("I am " + Solution.class.getName() + ", with " + new Point(1, 2));
    }
}

record Point(int x, int y) {}
