function logged(method: Function, context: ClassMethodDecoratorContext) {
  return function (this: unknown, ...values: unknown[]) {
    console.log('call', String(context.name), values);
    return method.apply(this, values);
  };
}

function sealed<T extends new (...args: any[]) => object>(target: T, context: ClassDecoratorContext): void {
  console.log('sealed', context.name);
}

@sealed
class Account {
  static #made = 0;
  static { Account.#made = 10; }
  #balance = 0;
  accessor owner: string = 'nobody';

  @logged
  deposit(amount: number): this {
    this.#balance += amount;
    Account.#made++;
    return this;
  }
  get balance(): number { return this.#balance; }
  static get made(): number { return Account.#made; }
}

const account = new Account().deposit(5).deposit(7);
account.owner = 'Ann';
console.log(account.balance, account.owner, Account.made);
