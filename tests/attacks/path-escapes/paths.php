<?php
set_error_handler(fn() => true);
$target = $argv[1];
$i = 0;
function attempt(string $how, callable $action): void
{
    try {
        $result = $action();
    } catch (ValueError) {
        $result = false;
    }
    echo $how, ' ', is_string($result) && $result !== '' ? $result : ($result ? 'result' : 'denied'), "\n";
}
mkdir('dir');
foreach (['', '/', '//', '..', str_repeat('../', 12), '/../..', './..', '/tmp/../../..', '/proc/self/root', '/dev/fd/3',
    '/usr/../..'] as $prefix) {
    $path = $prefix . $target;
    $i++;
    attempt('read', fn() => file_get_contents($path));
    attempt('scheme', fn() => file_get_contents("file://$path"));
    attempt('trailing slash', fn() => file_get_contents("$path/"));
    attempt('append', fn() => file_exists($path) && file_put_contents($path, 'damaged', FILE_APPEND));
    attempt('symlink', fn() => symlink($path, "soft$i") && file_get_contents("soft$i"));
    attempt('hard link', fn() => link($path, "hard$i") && file_get_contents("hard$i"));
    attempt('rename', fn() => rename($path, "taken$i") && file_get_contents("taken$i"));
    attempt('copy', fn() => copy($path, "copied$i") && file_get_contents("copied$i"));
    attempt('chmod', fn() => chmod($path, 0777));
    attempt('remove', fn() => unlink($path));
    attempt('include', fn() => include $path);
}
attempt('chdir', fn() => chdir('../../../..') && file_get_contents(ltrim($target, '/')));
echo "done\n";
