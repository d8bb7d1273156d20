<?php
namespace App;

final class Stock
{
    public function __construct(private array $items) {}

    public function take(string $name): int
    {
        return $this->items[$name] ?? throw new \OutOfBoundsException("no $name", 7, new \LogicException('first'));
    }
}

$stock = new Stock(['tea' => 2]);
echo $stock->take('tea'), "\n";
echo $stock->take('milk'), "\n";
