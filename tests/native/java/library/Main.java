import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public class Main {
    sealed interface Shape permits Circle, Rectangle {}

    record Circle(double radius) implements Shape {}

    record Rectangle(double width, double height) implements Shape {
        Rectangle {
            if (width < 0) {
                throw new IllegalArgumentException("negative width");
            }
        }
    }

    enum Day {
        SATURDAY, SUNDAY, MONDAY;

        boolean free() {
            return switch (this) {
                case SATURDAY, SUNDAY -> true;
                case MONDAY -> false;
            };
        }
    }

    static double area(Shape shape) {
        if (shape instanceof Circle circle) {
            return Math.PI * circle.radius() * circle.radius();
        }
        return shape instanceof Rectangle r ? r.width() * r.height() : 0;
    }

    public static void main(String[] args) throws Exception {
        List<Shape> shapes = List.of(new Circle(1), new Rectangle(2, 3));
        shapes.forEach(shape -> System.out.printf(Locale.ROOT, "%s %.3f%n", shape, area(shape)));
        System.out.println(Arrays.stream(Day.values()).filter(Day::free).toList());
        System.out.print("""
            a "text" block
              in two lines
            """);
        Map<Integer, List<String>> byLength = Stream.of("pear", "fig", "apple", "kiwi", "plum")
            .sorted(Comparator.reverseOrder())
            .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
        System.out.println(byLength);
        System.out.println(IntStream.rangeClosed(1, 1000).parallel().filter(n -> n % 7 == 0).summaryStatistics());
        var matcher = Pattern.compile("(?<key>\\w+)=(?<value>\\d+)").matcher("a=1, bc=22");
        while (matcher.find()) {
            System.out.println(matcher.group("key") + " is " + matcher.group("value"));
        }
        System.out.println(LocalDate.of(2024, 2, 28).plusDays(2) + " " + ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.of(2024, 1, 1)));
        System.out.println(ZonedDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Berlin")).toInstant());
        System.out.println(BigInteger.TWO.pow(200).mod(BigInteger.valueOf(1_000_000_007)));
        System.out.println(BigDecimal.ONE.divide(new BigDecimal("7"), MathContext.DECIMAL128));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("enclos".getBytes(StandardCharsets.UTF_8));
        System.out.println(HexFormat.of().formatHex(digest).substring(0, 16));
        System.out.println(new Random(42).ints(5, 0, 100).boxed().map(String::valueOf).collect(Collectors.joining(",")));
        PriorityQueue<int[]> queue = new PriorityQueue<>((a, b) -> a[1] - b[1]);
        queue.add(new int[] {1, 9});
        queue.add(new int[] {2, 4});
        System.out.println(queue.poll()[0]);
        Function<Integer, Function<Integer, Integer>> add = x -> y -> x + y;
        System.out.println(add.apply(3).apply(4) + " " + "ünïcödé €".toUpperCase(Locale.ROOT) + " " + "x".repeat(3).concat("日本"));
        System.out.println(String.join("|", "a,b,,c".split(",")) + " " + Long.MAX_VALUE + " " + (char) ('a' + 1) + " " + 0.1f + " " + 1e300 * 1e10);
        System.out.println(Integer.toBinaryString(-8 >>> 28) + " " + Math.floorMod(-7, 3) + " " + Double.compare(0.0, -0.0));
    }
}
