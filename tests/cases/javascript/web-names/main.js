const t=new EventTarget();t.addEventListener('x',e=>{console.log(e.type,e instanceof Event,e.target===t,e.defaultPrevented)});t.addEventListener('x',()=>console.log('once'),{once:true});t.dispatchEvent(new Event('x'));t.dispatchEvent(new Event('x'));const ce=new CustomEvent('x',{detail:5});t.addEventListener('x',e=>console.log(e.detail));t.dispatchEvent(ce);const ac=new AbortController();ac.signal.addEventListener('abort',()=>console.log('aborted',ac.signal.reason.name));ac.abort();console.log(ac.signal.aborted);try{ac.signal.throwIfAborted()}catch(e){console.log(e.name,e.message,e.code)}
const shared = new Int32Array(new SharedArrayBuffer(8));
console.log(Atomics.add(shared, 0, 5), Atomics.load(shared, 0), Atomics.compareExchange(shared, 0, 5, 6), shared);
(async () => {
  const blob = new Blob(['ab', 'c']);
  console.log(blob.size, await blob.text(), await new Response('{"x":1}').json(), new Headers({ A: '1' }).get('a'));
  await fetch('http://127.0.0.1:1/').catch((error) => console.log(error.name, error.message));
})();
