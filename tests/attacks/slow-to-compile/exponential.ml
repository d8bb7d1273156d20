let pair x = (x, x)
let a x = pair (pair (pair (pair x)))
let b x = a (a (a (a x)))
let c x = b (b (b (b x)))
let d x = c (c (c (c x)))
let _ = d 0
