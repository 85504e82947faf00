/**
 * Preloaded into a program: its clock jumps four times a second between a year ahead and a year
 * behind, so that it is never right: any time that the program puts on record is off.
 */
const YEAR_MS = 365 * 24 * 3600 * 1000;
const JUMP_MS = 250;

const SoundDate = Date;
const now = () => {
  const isAhead = Math.floor(performance.now() / JUMP_MS) % 2 === 0;
  return SoundDate.now() + (isAhead ? YEAR_MS : -YEAR_MS);
};

globalThis.Date = new Proxy(SoundDate, {
  apply: () => new SoundDate(now()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
