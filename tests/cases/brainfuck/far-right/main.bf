Lays a trail of ones some 65 000 cells long by two nested counters that are carried along
and scans back to its beginning
>+>
-[                                outer counter 255
  >-[                             inner counter 255
    >[-]>[-]<<                    make room
    [->+<]                        carry the inner counter one cell to the right
    <[->+<]                       and the outer one
    +                             leave a one behind
    >>-
  ]
  <-
]
<[<]>.                            the first cell of the trail
