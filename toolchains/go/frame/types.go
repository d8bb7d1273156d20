package runtime

// frameTypes sorts the types of a program by their names again: those of the frame come first in its data, and either part is
// sorted. Package reflect searches them by halves.
func frameTypes(types []*_type) []*_type {
	for i := 1; i < len(types); i++ {
		if toRType(types[i]).string() < toRType(types[i-1]).string() {
			return mergeTypes(types[:i], types[i:])
		}
	}
	return types
}

func mergeTypes(a, b []*_type) []*_type {
	merged := make([]*_type, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if toRType(b[0]).string() < toRType(a[0]).string() {
			merged = append(merged, b[0])
			b = b[1:]
		} else {
			merged = append(merged, a[0])
			a = a[1:]
		}
	}
	return append(append(merged, a...), b...)
}
