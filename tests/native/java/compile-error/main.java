public class Solution {
    public static void main(String[] args) {
        int number = "text";
        System.out.println(unknown);
    }
}
