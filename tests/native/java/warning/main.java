import java.util.List;

class Solution {
    public static void main(String[] args) {
        List words = List.of("a");
        System.out.println(words);
    }
}
