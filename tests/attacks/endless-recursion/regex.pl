my $nested;
$nested = qr/\((?:[^()]|(??{ $nested }))*\)/;
print(('(' x 200_000) =~ $nested ? 1 : 0);
