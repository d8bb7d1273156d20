<?php
namespace Shapes;

function area(int $width, int $height): int
{
    return $width * $height;
}
