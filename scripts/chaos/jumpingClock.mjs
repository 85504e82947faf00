/** Preloaded into a program: its clock jumps by a year, back and forth, twice a second. */
const YEAR_MS = 365 * 24 * 3600 * 1000;
const JUMP_MS = 250;
const YEARS = [0, 1, -1];

const SoundDate = Date;
const now = () => {
  const jumps = Math.floor(performance.now() / JUMP_MS);
  return SoundDate.now() + (YEARS[jumps % YEARS.length] ?? 0) * YEAR_MS;
};

globalThis.Date = new Proxy(SoundDate, {
  apply: () => new SoundDate(now()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
