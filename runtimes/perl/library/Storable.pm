# Storable in Perl, for dclone, store and retrieve: the interpreter here comes without the module's C half. Its files are
# its own: text that Data::Dumper writes.
package Storable;
use strict;
use warnings;
use Exporter 'import';
use Scalar::Util qw(blessed refaddr reftype);

our $VERSION = '3.37';
our @EXPORT = qw(store retrieve);
our @EXPORT_OK = qw(dclone freeze thaw nstore nfreeze store_fd nstore_fd fd_retrieve lock_store lock_nstore
    lock_retrieve);

sub croak { require Carp; goto &Carp::croak }

sub clone {
    my ($item, $seen) = @_;
    return $item unless ref $item;
    my $address = refaddr $item;
    return $seen->{$address} if $seen->{$address};
    my ($class, $type, $copy) = (blessed $item, reftype $item);
    if ($type eq 'HASH') {
        $seen->{$address} = $copy = {};
        bless $copy, $class if defined $class;
        $copy->{$_} = clone($item->{$_}, $seen) for keys %$item;
    } elsif ($type eq 'ARRAY') {
        $seen->{$address} = $copy = [];
        bless $copy, $class if defined $class;
        push @$copy, clone($_, $seen) for @$item;
    } elsif ($type eq 'SCALAR' || $type eq 'REF' || $type eq 'VSTRING' || $type eq 'LVALUE') {
        my $inner;
        $seen->{$address} = $copy = \$inner;
        bless $copy, $class if defined $class;
        $inner = clone($$item, $seen);
    } elsif ($type eq 'REGEXP') {
        $seen->{$address} = $copy = $item;
    } else {
        croak("Can't store $type items");
    }
    $copy;
}

sub dclone { clone($_[0], {}) }

sub freeze {
    croak('Not a reference') unless ref $_[0];
    require Data::Dumper;
    local ($Data::Dumper::Indent, $Data::Dumper::Purity, $Data::Dumper::Terse, $Data::Dumper::Useqq) = (0, 1, 0, 1);
    "pst1\n" . Data::Dumper->Dump([$_[0]], ['stored']);
}
*nfreeze = \&freeze;

sub thaw {
    my $text = $_[0];
    $text =~ s/\Apst1\n// or croak('Storable binary image not understood');
    my $stored;
    eval "no strict; $text; 1" or croak("Storable image damaged: $@");
    $stored;
}

sub store {
    my ($item, $file) = @_;
    open(my $out, '>', $file) or croak("can't create $file: $!");
    print {$out} freeze($item) and close($out) or croak("can't write to $file: $!");
    1;
}
*nstore = *lock_store = *lock_nstore = \&store;

sub retrieve {
    my ($file) = @_;
    open(my $in, '<', $file) or croak("can't open $file: $!");
    local $/;
    thaw(scalar <$in>);
}
*lock_retrieve = \&retrieve;

sub store_fd { print { $_[1] } freeze($_[0]) }
*nstore_fd = \&store_fd;
sub fd_retrieve { my $in = $_[0]; local $/; thaw(scalar <$in>) }

1;
