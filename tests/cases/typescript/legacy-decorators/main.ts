const registry: string[] = [];

function register(prefix: string): ClassDecorator {
  return (target: Function): void => { registry.push(`${prefix}:${target.name}`); };
}

function key(target: object, name: string): void { registry.push(name); }

@register('svc')
class Service {
  @key id = 1;
  run(@param first: number): number { return first + this.id; }
}

function param(target: object, name: string, index: number): void { registry.push(`${name}#${index}`); }

console.log(registry.join(' '), new Service().run(2));
