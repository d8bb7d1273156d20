<?php
declare(strict_types=1);

enum Suit: string
{
    case Hearts = 'H';
    case Spades = 'S';
    const Wild = self::Spades;

    public static function fromLetter(string $letter): ?self { return self::tryFrom($letter); }
    public function color(): string { return match (true) { $this === self::Hearts => 'red', default => 'black' }; }
}

abstract class Shape implements Stringable, JsonSerializable
{
    private static int $made = 0;
    public function __construct(protected readonly string $name) { static::$made++; }
    abstract public function area(): float;
    public function __toString(): string { return sprintf('%s(%.2f)', static::class, $this->area()); }
    public function jsonSerialize(): array { return ['name' => $this->name, 'area' => round($this->area(), 3)]; }
    public static function made(): int { return self::$made; }
    public function __call(string $name, array $arguments): mixed { return "$name(" . implode(',', $arguments) . ')'; }
    public static function __callStatic(string $name, array $arguments): mixed { return "static $name"; }
    public function __get(string $name): mixed { return "no $name"; }
}

final class Circle extends Shape
{
    public function __construct(private float $radius) { parent::__construct('circle'); }
    public function area(): float { return M_PI * $this->radius ** 2; }
    public function __clone() { $this->radius *= 2; }
}

final class Square extends Shape
{
    public function __construct(public readonly float $side = 1.0) { parent::__construct('square'); }
    public function area(): float { return $this->side * $this->side; }
}

trait Counts
{
    private int $count = 0;
    public function increment(int $by = 1): static { $this->count += $by; return $this; }
    public function value(): int { return $this->count; }
}

$shapes = [new Circle(1.5), new Square(side: 2), clone new Circle(1)];
echo implode(' ', $shapes), ' ', json_encode($shapes), ' ', Shape::made(), "\n";
echo $shapes[0]->grow(1, 2), ' ', Circle::grow(), ' ', $shapes[1]->color, "\n";
echo Suit::from('H')->color(), ' ', Suit::Wild->name, ' ', var_export(Suit::fromLetter('X'), true), ' ', count(Suit::cases()),
    "\n";
try {
    $shapes[1]->side = 3.0;
} catch (Error $error) {
    echo get_class($error), ': ', $error->getMessage(), "\n";
}
$counter = new class { use Counts; };
echo $counter->increment()->increment(by: 5)->value(), ' ', (new ReflectionClass($counter))->isAnonymous() ? 'anonymous' : '',
    "\n";

function walk(int $from, int $to): Generator
{
    try {
        for ($i = $from; $i <= $to; $i++) {
            $sent = yield "k$i" => $i;
            if ($sent) {
                echo "[$sent]";
            }
        }
        return $from + $to;
    } finally {
        echo '(end)';
    }
}
$generator = walk(1, 3);
foreach ($generator as $key => $value) {
    echo "$key=$value ";
    if ($value === 1) {
        $generator->send('hello');
    }
}
echo $generator->getReturn(), "\n";
function outer(): Generator { $result = yield from walk(5, 6); yield $result; }
echo implode(',', iterator_to_array(outer(), false)), "\n";
$lazy = (function () { $a = 0; $b = 1; while (true) { yield $a; [$a, $b] = [$b, $a + $b]; } })();
foreach ($lazy as $number) {
    if ($number > 100) {
        break;
    }
    echo $number, ' ';
}
echo "\n";

$factor = 3;
$times = fn(int ...$n) => array_map(fn($x) => $x * $factor, $n);
$add = function (int $x) use (&$factor) { $factor += $x; return $this ?? null; };
$compose = fn(callable ...$f) => fn($x) => array_reduce($f, fn($value, $g) => $g($value), $x);
echo json_encode($times(1, 2, 3)), ' ', $compose(strrev(...), 'strtoupper', fn($s) => "$s!")('abc'), ' ', (strlen(...))('four'),
    "\n";
static fn() => 1;
function &reference(array &$list) { return $list[0]; }
$list = [1, 2];
$first = &reference($list);
$first = 9;
['b' => [$x, $y]] = [1 => 0, 'b' => [7, 8], 0 => 1];
echo $list[0], $x, $y, ' ', $undefined?->name ?? 'null', ' ', null ?: 'elvis', ' ', 7 <=> 3, ' ', 2 ** 10, ' ', -7 % 3, ' ',
    intdiv(-7, 2), ' ', 7.0 / 2, "\n";
$text = 'world';
echo <<<TEXT
  Hello {$text}, {$shapes[1]->side}
    indented $list[1]
  TEXT, "\n", <<<'RAW'
raw $text\n
RAW, "\n";
$i = 0;
outer:
if ($i++ < 2) {
    goto outer;
}
for ($i = 0; $i < 3; $i++) {
    foreach ([1, 2, 3] as $j) {
        if ($j === 2) continue 2;
        echo "$i$j ";
    }
}
try {
    try {
        throw new InvalidArgumentException('inner', 3);
    } finally {
        echo 'finally ';
    }
} catch (TypeError | InvalidArgumentException $error) {
    echo $error->getCode(), ' ', $error->getLine(), "\n";
}
echo match (true) { default => 'default' }, ' ';
try {
    echo match ('five') { 1 => 'one' };
} catch (\UnhandledMatchError $error) {
    echo get_class($error), "\n";
}
var_dump(1 <=> 2, "10" == "1e1", 0 == "a", null == false, [] == false, "abc" == 0, 0.1 + 0.2, 1e100, PHP_INT_MAX + 1,
    (int) "12abc", 7 . '');
