This file is text with code in it.

> module Note where
>
> note :: String
> note = "literate"
