# The part of POSIX that programs use, in Perl: the interpreter here comes without the module's C half.
package POSIX;
use strict;
use warnings;
use Errno ();
use Fcntl ();
use Exporter 'import';
use Time::Local ();

our $VERSION = '2.23';

my %constant = (
    DBL_DIG => 15, DBL_EPSILON => 2.220446049250313e-16, DBL_MAX => 1.7976931348623157e308,
    DBL_MIN => 2.2250738585072014e-308, DBL_MANT_DIG => 53, FLT_EPSILON => 1.1920928955078125e-07,
    FLT_MAX => 3.40282346638528859812e+38, FLT_MIN => 1.17549435082228750797e-38,
    INT_MAX => 2147483647, INT_MIN => -2147483648, UINT_MAX => 4294967295, LONG_MAX => 2147483647,
    LONG_MIN => -2147483648, ULONG_MAX => 4294967295, SHRT_MAX => 32767, SHRT_MIN => -32768, CHAR_BIT => 8,
    CHAR_MAX => 127, CHAR_MIN => -128, UCHAR_MAX => 255, USHRT_MAX => 65535, PATH_MAX => 4096,
    EXIT_SUCCESS => 0, EXIT_FAILURE => 1, RAND_MAX => 2147483647, BUFSIZ => 1024, EOF => -1,
    CLOCKS_PER_SEC => 1000000, M_PI => 3.14159265358979323846, M_E => 2.7182818284590452354,
    LC_CTYPE => 0, LC_NUMERIC => 1, LC_TIME => 2, LC_COLLATE => 3, LC_MONETARY => 4, LC_MESSAGES => 5, LC_ALL => 6,
    WNOHANG => 1, WUNTRACED => 2, STDIN_FILENO => 0, STDOUT_FILENO => 1, STDERR_FILENO => 2,
    SIGHUP => 1, SIGINT => 2, SIGQUIT => 3, SIGILL => 4, SIGABRT => 6, SIGFPE => 8, SIGKILL => 9, SIGSEGV => 11,
    SIGPIPE => 13, SIGALRM => 14, SIGTERM => 15, SIGUSR1 => 10, SIGUSR2 => 12, SIGCHLD => 17,
);
# Fcntl has these among its tags only.
my @seek = qw(SEEK_SET SEEK_CUR SEEK_END);
my @math = qw(abs acos asin atan ceil cosh fabs floor fmod frexp ldexp log10 modf pow sinh tan tanh round trunc lround
    fmax fmin cbrt log2 log1p expm1 hypot copysign isnan isinf isfinite signbit remainder nan acosh asinh atanh);
my @text = qw(isalnum isalpha isdigit islower isspace isupper isxdigit ispunct strtol strtod strtoul strstr toupper
    tolower strcoll strerror);
my @other = qw(strftime mktime asctime ctime difftime clock time getpid setlocale localeconv abort exit _exit errno
    isatty dup2 access getcwd remove perror printf sprintf uname times);

our %EXPORT_TAGS = (
    limits_h => [qw(INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX SHRT_MAX SHRT_MIN CHAR_BIT CHAR_MAX CHAR_MIN
        UCHAR_MAX USHRT_MAX PATH_MAX)],
    float_h => [grep { /^(?:DBL|FLT)_/ } sort keys %constant],
    math_h => [grep({ !/^abs$/ } @math), qw(M_PI M_E)],
    errno_h => [@{ $Errno::EXPORT_TAGS{POSIX} }, 'errno'],
    fcntl_h => [@Fcntl::EXPORT, @seek],
    sys_wait_h => [qw(WNOHANG WUNTRACED)],
    signal_h => [grep { /^SIG/ } sort keys %constant],
    locale_h => [grep({ /^LC_/ } sort keys %constant), qw(setlocale localeconv)],
    time_h => [qw(strftime mktime asctime ctime difftime clock CLOCKS_PER_SEC)],
    string_h => [qw(strcoll strerror strstr)],
    ctype_h => [grep { /^(?:is|to)/ } @text],
    stdlib_h => [qw(EXIT_SUCCESS EXIT_FAILURE RAND_MAX strtol strtod strtoul abort)],
    unistd_h => [qw(STDIN_FILENO STDOUT_FILENO STDERR_FILENO _exit dup2 isatty access getcwd)],
);
my %hidden = map { $_ => 1 } qw(round trunc lround fmax fmin cbrt log2 log1p expm1 hypot copysign isnan isinf isfinite
    signbit remainder nan acosh asinh atanh M_PI M_E abs time exit printf sprintf getpid remove);
our @EXPORT_OK = (keys %constant, @math, @text, @other, @{ $EXPORT_TAGS{errno_h} }, @Fcntl::EXPORT, @seek);
our @EXPORT = grep { !$hidden{$_} } @EXPORT_OK;

for my $name (keys %constant) {
    my $value = $constant{$name};
    no strict 'refs';
    *$name = sub () { $value };
}
Errno->import(@{ $Errno::EXPORT_TAGS{POSIX} });
Fcntl->import(@Fcntl::EXPORT, @seek);

sub floor { my $n = int $_[0]; $n > $_[0] ? $n - 1 : $n }
sub ceil { my $n = int $_[0]; $n < $_[0] ? $n + 1 : $n }
sub trunc { int $_[0] }
sub round { $_[0] < 0 ? -floor(0.5 - $_[0]) : floor($_[0] + 0.5) }
sub lround { round($_[0]) }
sub fabs { CORE::abs $_[0] }
sub abs { CORE::abs $_[0] }
sub pow { $_[0]**$_[1] }
sub fmax { $_[0] > $_[1] ? $_[0] : $_[1] }
sub fmin { $_[0] < $_[1] ? $_[0] : $_[1] }
sub tan { sin($_[0]) / cos($_[0]) }
sub asin { atan2($_[0], sqrt(1 - $_[0] * $_[0])) }
sub acos { atan2(sqrt(1 - $_[0] * $_[0]), $_[0]) }
sub atan { atan2($_[0], 1) }
sub sinh { (exp($_[0]) - exp(-$_[0])) / 2 }
sub cosh { (exp($_[0]) + exp(-$_[0])) / 2 }
sub tanh { my ($p, $m) = (exp(2 * $_[0]), 1); $p == 9**9**9 ? 1 : ($p - $m) / ($p + $m) }
sub asinh { $_[0] < 0 ? -asinh(-$_[0]) : log($_[0] + sqrt($_[0]**2 + 1)) }
sub acosh { log($_[0] + sqrt($_[0]**2 - 1)) }
sub atanh { log((1 + $_[0]) / (1 - $_[0])) / 2 }
sub log10 { my $n = log($_[0]) / log(10); my $r = round($n); 10**$r == $_[0] ? $r : $n }
sub log2 { my $n = log($_[0]) / log(2); my $r = round($n); 2**$r == $_[0] ? $r : $n }
sub log1p { my $x = $_[0]; my $u = 1 + $x; $u == 1 ? $x : log($u) * $x / ($u - 1) }
sub expm1 { CORE::abs($_[0]) < 1e-5 ? $_[0] + $_[0]**2 / 2 : exp($_[0]) - 1 }
sub cbrt { my $n = CORE::abs($_[0])**(1 / 3); my $r = round($n); $n = $r if $r**3 == CORE::abs $_[0]; $_[0] < 0 ? -$n : $n }
sub hypot { sqrt($_[0]**2 + $_[1]**2) }
sub isnan { $_[0] != $_[0] ? 1 : 0 }
sub isinf { CORE::abs($_[0]) == 9**9**9 ? 1 : 0 }
sub isfinite { !isnan($_[0]) && !isinf($_[0]) ? 1 : 0 }
sub nan { my $inf = 9**9**9; $inf - $inf }
sub signbit { $_[0] < 0 || CORE::sprintf('%g', $_[0]) =~ /^-/ ? 1 : 0 }
sub copysign { signbit($_[1]) ? -CORE::abs($_[0]) : CORE::abs $_[0] }
sub modf { my $whole = int $_[0]; ($_[0] - $whole, $whole) }
sub ldexp { $_[0] * 2**$_[1] }

sub fmod {
    my ($x, $y) = @_;
    return nan() if $y == 0 || isinf($x);
    return $x if isinf($y);
    # Long division, which is exact where x - y * int(x / y) is not.
    my ($rest, $divisor) = (CORE::abs $x, CORE::abs $y);
    while ($rest >= $divisor) {
        my $step = $divisor;
        $step *= 2 while $step * 2 <= $rest;
        $rest -= $step;
    }
    $x < 0 ? -$rest : $rest;
}

sub remainder {
    my ($x, $y) = @_;
    my $quotient = $x / $y;
    my $nearest = round($quotient);
    $nearest-- if $nearest - $quotient == 0.5 && $nearest % 2;
    $x - $nearest * $y;
}

sub frexp {
    my $x = $_[0];
    return (0, 0) if $x == 0;
    my $exponent = floor(log(CORE::abs $x) / log 2) + 1;
    my $mantissa = $x / 2**$exponent;
    ($mantissa, $exponent) = ($mantissa / 2, $exponent + 1) if CORE::abs($mantissa) >= 1;
    ($mantissa, $exponent) = ($mantissa * 2, $exponent - 1) if CORE::abs($mantissa) < 0.5;
    ($mantissa, $exponent);
}

sub isalnum { $_[0] =~ /\A[[:alnum:]]+\z/ }
sub isalpha { $_[0] =~ /\A[[:alpha:]]+\z/ }
sub isdigit { $_[0] =~ /\A[[:digit:]]+\z/ }
sub islower { $_[0] =~ /\A[[:lower:]]+\z/ }
sub isupper { $_[0] =~ /\A[[:upper:]]+\z/ }
sub isspace { $_[0] =~ /\A[[:space:]]+\z/ }
sub ispunct { $_[0] =~ /\A[[:punct:]]+\z/ }
sub isxdigit { $_[0] =~ /\A[[:xdigit:]]+\z/ }
sub toupper { uc $_[0] }
sub tolower { lc $_[0] }
sub strstr { index($_[0], $_[1]) }
sub strcoll { $_[0] cmp $_[1] }
sub strerror { local $! = $_[0]; "$!" }

sub strtod {
    my $text = $_[0];
    my $digits = qr/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
    $text =~ /\A\s*([-+]?(?:$digits|inf(?:inity)?|nan))/i or return wantarray ? (0, length $text) : 0;
    wantarray ? (0 + $1, length($text) - $+[0]) : 0 + $1;
}

sub strtol {
    my ($text, $base) = @_;
    $base = 10 unless defined $base;
    $text =~ /\A\s*([-+]?)(0[xX](?=[0-9a-fA-F]))?/;
    my ($at, $sign, $hex) = ($+[0], $1, $2);
    if ($hex && $base != 0 && $base != 16) { $at -= 2 }
    elsif ($base == 0) { $base = $hex ? 16 : substr($text, $at, 1) eq '0' ? 8 : 10 }
    my $value = 0;
    for (; $at < length $text; $at++) {
        my $digit = index('0123456789abcdefghijklmnopqrstuvwxyz', lc substr($text, $at, 1));
        last if $digit < 0 || $digit >= $base;
        $value = $value * $base + $digit;
    }
    $value = -$value if $sign eq '-';
    wantarray ? ($value, length($text) - $at) : $value;
}
*strtoul = \&strtol;

my @days = qw(Sunday Monday Tuesday Wednesday Thursday Friday Saturday);
my @months = qw(January February March April May June July August September October November December);

# What mktime makes of a date whose parts are out of range.
sub normalized {
    my ($sec, $min, $hour, $mday, $mon, $year) = map { int($_ // 0) } @_[0 .. 5];
    $year += floor($mon / 12);
    $mon %= 12;
    my $start = Time::Local::timegm_modern(0, 0, 0, 1, $mon, $year + 1900);
    CORE::gmtime($start + ($mday - 1) * 86400 + $hour * 3600 + $min * 60 + $sec);
}

sub mktime {
    my @date = normalized(@_);
    Time::Local::timelocal_modern(@date[0 .. 4], $date[5] + 1900);
}

sub iso_week {
    my ($yday, $wday, $year) = @_;
    my $week = int(($yday - ($wday + 6) % 7 + 10) / 7);
    my $long = sub { my $dec31 = (CORE::gmtime(Time::Local::timegm_modern(0, 0, 0, 31, 11, $_[0])))[6];
        my $jan1 = (CORE::gmtime(Time::Local::timegm_modern(0, 0, 0, 1, 0, $_[0])))[6]; $dec31 == 4 || $jan1 == 4 };
    return ($year - 1, $long->($year - 1) ? 53 : 52) if $week < 1;
    return ($year + 1, 1) if $week == 53 && !$long->($year);
    ($year, $week);
}

sub strftime {
    my ($format, @given) = @_;
    my ($sec, $min, $hour, $mday, $mon, $year, $wday, $yday) = normalized(@given);
    my $full = $year + 1900;
    my $hour12 = $hour % 12 || 12;
    my %field; %field = (
        a => sub { substr $days[$wday], 0, 3 }, A => sub { $days[$wday] },
        b => sub { substr $months[$mon], 0, 3 }, h => sub { substr $months[$mon], 0, 3 }, B => sub { $months[$mon] },
        C => sub { CORE::sprintf '%02d', $full / 100 }, d => sub { CORE::sprintf '%02d', $mday },
        e => sub { CORE::sprintf '%2d', $mday }, H => sub { CORE::sprintf '%02d', $hour },
        I => sub { CORE::sprintf '%02d', $hour12 }, k => sub { CORE::sprintf '%2d', $hour },
        l => sub { CORE::sprintf '%2d', $hour12 }, j => sub { CORE::sprintf '%03d', $yday + 1 },
        m => sub { CORE::sprintf '%02d', $mon + 1 }, M => sub { CORE::sprintf '%02d', $min },
        p => sub { $hour < 12 ? 'AM' : 'PM' }, P => sub { $hour < 12 ? 'am' : 'pm' },
        S => sub { CORE::sprintf '%02d', $sec }, u => sub { $wday || 7 }, w => sub { $wday },
        y => sub { CORE::sprintf '%02d', $full % 100 }, Y => sub { $full }, n => sub { "\n" }, t => sub { "\t" },
        z => sub { '+0000' }, Z => sub { 'UTC' }, s => sub { mktime(@given) }, '%' => sub { '%' },
        G => sub { (iso_week($yday, $wday, $full))[0] },
        g => sub { CORE::sprintf '%02d', (iso_week($yday, $wday, $full))[0] % 100 },
        V => sub { CORE::sprintf '%02d', (iso_week($yday, $wday, $full))[1] },
        U => sub { CORE::sprintf '%02d', int(($yday + 7 - $wday) / 7) },
        W => sub { CORE::sprintf '%02d', int(($yday + 7 - ($wday + 6) % 7) / 7) },
    );
    my %longer = (c => '%a %b %e %H:%M:%S %Y', D => '%m/%d/%y', F => '%Y-%m-%d', r => '%I:%M:%S %p', R => '%H:%M',
        T => '%H:%M:%S', x => '%m/%d/%y', X => '%H:%M:%S');
    $format =~ s/%([cDFrRTxX])/$longer{$1}/g;
    $format =~ s/%[EO]?([a-zA-Z%])/$field{$1} ? $field{$1}->() : "%$1"/ge;
    $format;
}

sub asctime { strftime("%a %b %e %H:%M:%S %Y\n", @_) }
sub ctime { asctime(CORE::localtime $_[0]) }
sub difftime { $_[0] - $_[1] }
sub time { CORE::time }
sub clock { int((CORE::times)[0] * 1000000) }
sub times { my @t = CORE::times; (map { int($_ * 100) } $t[0] + $t[1], @t) }
sub getpid { $$ }
sub errno { $! + 0 }
sub exit { CORE::exit($_[0]) }
# Without finalization there is nothing but the flush of what is already written to tell these apart from exit.
sub _exit { CORE::exit($_[0]) }
sub abort { CORE::exit(134) }
sub setlocale { 'C' }
sub localeconv { +{ decimal_point => '.' } }
sub isatty { -t $_[0] }
sub dup2 { $! = &Errno::ENOSYS; undef }
sub access { -e $_[0] ? '0 but true' : undef }
sub getcwd { require Cwd; Cwd::getcwd() }
sub remove { -d $_[0] ? rmdir $_[0] : unlink $_[0] }
sub perror { print STDERR @_ ? "$_[0]: " : '', "$!\n" }
sub printf { CORE::printf STDOUT @_ }
sub sprintf { my $format = shift; CORE::sprintf($format, @_) }
sub uname { ('wasi', 'localhost', '1', '1', 'wasm32') }

1;
