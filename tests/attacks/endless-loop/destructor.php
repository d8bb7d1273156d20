<?php
final class Stubborn
{
    public function __destruct()
    {
        while (true);
    }
}
$stubborn = new Stubborn();
exit(0);
