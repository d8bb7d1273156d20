<?php
final class Endless implements JsonSerializable, IteratorAggregate
{
    public function __toString(): string { return json_encode($this); }
    public function jsonSerialize(): mixed { return iterator_to_array($this); }
    public function getIterator(): Iterator { yield array_map('strval', [new Endless()])[0]; }
}
echo new Endless();
