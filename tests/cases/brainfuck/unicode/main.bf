Comments of any script größe 世界 🌍
>,[>,]<[<]>[.>]
