<?php
final class Text
{
    public function __construct(private string $text) {}

    public function shout(): string
    {
        return strtoupper($this->text) . '!';
    }
}
