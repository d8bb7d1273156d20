use strict;
use warnings;
use feature qw(say state signatures);

my %ages = (ann => 30, bob => 25, cy => 35);
say join ' ', map { "$_=$ages{$_}" } sort { $ages{$a} <=> $ages{$b} } keys %ages;
my $text = 'The year 1999 and 2024, or 3000.';
my @years = $text =~ /(\d{4})/g;
say "@years";
(my $copy = $text) =~ s/(\d+)/<$1>/g;
say $copy;
say "$+{word}-$+{number}" if 'abc123' =~ /(?<word>[a-z]+)(?<number>\d+)/;
say join '|', split /\s*,\s*/, 'a , b,c';
(my $rot = 'Hello') =~ tr/A-Za-z/N-ZA-Mn-za-m/;
say $rot, ' ', ucfirst(lc 'WORLD'), ' ', 'x' x 3, ' ', join(',', ('a') x 2);

our $level = 0;
sub show { return $level }
sub nested { local $level = $level + 1; return show() }
say nested(), show();

sub counter { my $n = shift; return { next => sub { $n++ }, reset => sub { $n = 0 } } }
my $counter = counter(5);
$counter->{next}->() for 1 .. 3;
say $counter->{next}->();
sub once { state $calls = 0; return ++$calls }
once() for 1 .. 4;
say once();
sub add ($x, $y = 10) { $x + $y }
say add(1), ' ', add(1, 2);

package Animal {
    sub new { my ($class, %args) = @_; return bless {%args}, $class }
    sub speak { my $self = shift; return sprintf '%s says %s', $self->{name}, $self->sound }
    sub sound { 'nothing' }
    sub DESTROY { my $self = shift; print "$self->{name} is gone\n" }
}
package Dog {
    our @ISA = ('Animal');
    sub sound { 'Woof' }
    use overload '""' => sub { "Dog($_[0]{name})" }, '==' => sub { $_[0]{name} eq $_[1]{name} };
}
{
    my $dog = Dog->new(name => 'Rex');
    say $dog->speak, ' ', $dog, ' ', $dog->isa('Animal') ? 'isa' : 'not', ' ', Dog->can('sound') ? 'can' : 'cannot';
}

say sprintf('%05.2f|%-5s|%+d|%x|%b|%e|%3$s', 3.14159, 'ab', 5, 255, 5, 12345.678);
my @matrix = ([1, 2], [3, 4]);
say join ';', map { join ',', @$_ } @matrix;
my ($first, @rest) = (1, 2, 3);
say "$first @rest $#rest ", scalar(@rest), " @rest[0, 1] @{[ %ages{'ann'} ]}";
say wantarray() // 'undef', ' ', (sub { wantarray ? 'list' : 'scalar' })->();
print <<"END" . <<'RAW';
sum: @{[ 1 + 2 ]}
END
raw: $x
RAW
my $string = 'abcdef';
substr($string, 1, 2) = 'XY';
say $string, ' ', index($string, 'd'), ' ', reverse('ab'), ' ', lc(uc 'q'), ' ', join ',', unpack('A1 x1 A*', 'a-bc');
say join ' ', (sort { $a <=> $b } 10, 9, 100)[0, -1], exists $ages{zed} ? 'yes' : 'no', delete $ages{bob};
eval { die { code => 42 } };
say "code $@->{code}";
eval { my @empty; my $x = $empty[0] + 1; 1 } or say 'failed';
{
    local $SIG{__WARN__} = sub { print "warned: $_[0]" };
    warn "careful\n";
    my $undefined;
    my $joined = "a$undefined";
}
OUTER: for my $i (1 .. 3) { for my $j (1 .. 3) { next OUTER if $j == 2; print "$i$j " } }
print "\n";
our ($name, $price) = ('apple', 1.5);
format STDOUT =
@<<<<<<< @>>>>> @##.##
$name,   'x',   $price
.
write;
say 2**53, ' ', 10 % 3, ' ', -7 % 3, ' ', int(-3.7), ' ', 1e21, ' ', 0.1 + 0.2, ' ', 9**20, ' ', 7 <=> 3;
say for grep { $_ & 1 } 1 .. 3;
