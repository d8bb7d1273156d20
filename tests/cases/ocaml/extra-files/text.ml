let shout text = String.uppercase_ascii text ^ "!"
