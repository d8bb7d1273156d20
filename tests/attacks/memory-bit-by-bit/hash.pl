my %all;
$all{$_} = [$_] for 1 .. 1e9;
