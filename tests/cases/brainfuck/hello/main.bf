Prints a greeting by way of the letters' distances

+++++ +++++ [ > +++++ ++ > +++++ +++++ > +++ > + <<<< - ]
> ++ .                  H
> + .                   e
+++++ ++ . .            ll
+++ .                   o
> ++ .                  space
<< +++++ +++++ +++++ .  W
> .                     o
+++ .                   r
----- - .               l
----- --- .             d
> + .                   exclamation mark
> .                     end of line
