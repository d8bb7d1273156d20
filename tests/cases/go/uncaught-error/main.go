package main

import "fmt"

type account struct{ balance int }

func (a *account) withdraw(amount int) {
	if amount > a.balance {
		panic(fmt.Sprintf("balance %d is less than %d", a.balance, amount))
	}
	a.balance -= amount
}

func main() {
	defer fmt.Println("deferred")
	a := account{10}
	a.withdraw(7)
	fmt.Println(a.balance)
	a.withdraw(7)
}
