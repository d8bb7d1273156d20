# Raises what programs raise most, so that its report is made once before the snapshot.
nil.unknown_method
