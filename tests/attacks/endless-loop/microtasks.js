// Microtasks that make microtasks never give the event loop a turn.
const again = () => Promise.resolve().then(again);
again();
