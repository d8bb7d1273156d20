type Greeting = { readonly name: string };

const greet = ({ name }: Greeting): string => `Hello, ${name}!`;

console.log(greet({ name: 'world' }));
