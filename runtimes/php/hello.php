<?php
declare(strict_types=1);

final class Greeter
{
    public function __construct(private readonly string $name) {}

    public function __toString(): string
    {
        return sprintf("Hello, %s!", $this->name);
    }
}

echo new Greeter(strtolower("WORLD")), PHP_EOL;
