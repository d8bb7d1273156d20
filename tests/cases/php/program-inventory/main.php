<?php
declare(strict_types=1);

/* An inventory in double-entry style: commands from standard input, a report at the end. */
enum Kind: string
{
    case In = 'in';
    case Out = 'out';

    public function sign(): int
    {
        return match ($this) {
            self::In => 1,
            self::Out => -1,
        };
    }
}

final readonly class Movement
{
    public function __construct(public Kind $kind, public string $item, public int $count, public DateTimeImmutable $at) {}
}

final class Refused extends DomainException {}

interface Store extends IteratorAggregate, Countable
{
    public function add(Movement $movement): void;
}

trait Logging
{
    private array $log = [];

    protected function log(string $format, mixed ...$values): void
    {
        $this->log[] = vsprintf($format, $values);
    }
}

final class MemoryStore implements Store
{
    use Logging;

    private array $movements = [];
    private array $levels = [];

    public function add(Movement $movement): void
    {
        $level = ($this->levels[$movement->item] ?? 0) + $movement->kind->sign() * $movement->count;
        if ($level < 0) {
            throw new Refused(sprintf('%s: %d missing', $movement->item, -$level));
        }
        $this->levels[$movement->item] = $level;
        $this->movements[] = $movement;
        $this->log('%-4s %5d %s', $movement->kind->value, $movement->count, $movement->item);
    }

    public function getIterator(): Generator
    {
        foreach ($this->levels as $item => $level) {
            yield $item => $level;
        }
    }

    public function count(): int
    {
        return count($this->movements);
    }

    public function logged(): array
    {
        return $this->log;
    }

    public function perMonth(): array
    {
        $months = [];
        foreach ($this->movements as $movement) {
            $months[$movement->at->format('Y-m')][$movement->item][] = $movement->kind->sign() * $movement->count;
        }
        ksort($months);
        return array_map(fn(array $items) => array_map(array_sum(...), $items), $months);
    }
}

$store = new MemoryStore();
while (($line = fgets(STDIN)) !== false) {
    if (!preg_match('/^(?<day>\d{4}-\d\d-\d\d)\s+(?<kind>in|out)\s+(?<count>\d+)\s+(?<item>\w+)$/', trim($line), $found)) {
        echo 'ignored: ', json_encode(trim($line)), "\n";
        continue;
    }
    try {
        $store->add(new Movement(Kind::from($found['kind']), $found['item'], (int) $found['count'],
            new DateTimeImmutable($found['day'])));
    } catch (Refused $refused) {
        echo 'refused: ', $refused->getMessage(), "\n";
    }
}
echo implode("\n", $store->logged()), "\n";
$levels = iterator_to_array($store);
arsort($levels);
foreach ($levels as $item => $level) {
    printf("%'.-12s%'.6d %s\n", $item, $level, str_repeat('#', intdiv($level, 5)));
}
echo json_encode($store->perMonth(), JSON_PRETTY_PRINT), "\n", count($store), " movements\n";
try {
    (function (Movement $movement) { $movement->count = 1; })(new Movement(Kind::In, 'x', 1, new DateTimeImmutable('@0')));
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
