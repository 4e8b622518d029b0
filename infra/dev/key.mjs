// Prints the API key that bears a name, role or department, or makes a new one beside it.
// Usage: node key.mjs print|rotate API-KEYS-FILE NAME [DAYS]
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

const DAY = 24 * 60 * 60 * 1000;

const [action, file, wanted, days] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(file, 'utf8'));
const now = new Date();
const isGood = (k) => !k.expiresAt || new Date(k.expiresAt) > now;

// The newest of a caller's keys stands first.
const good = keys.filter(isGood);
const found = good.find((k) => k.name === wanted)
  ?? good.find((k) => k.department === wanted)
  ?? good.find((k) => k.role === wanted);
if (!found) {
  console.error(`dev: there is no key called ${wanted}; there are: ${[...new Set(good.map((k) => k.name))].join(', ')}`);
  process.exit(1);
}

if (action === 'rotate') rotate();
else console.log(found.key);

/** A second key for the caller; those it has end after the overlap, unless they end sooner anyway. */
function rotate() {
  if (!/^[0-9]{1,3}$/.test(days)) {
    console.error('dev: --overlap is a number of days, 0 to 999.');
    process.exit(64);
  }
  const end = new Date(now.getTime() + Number(days) * DAY);
  const { id, key, notBefore, expiresAt, ...caller } = found;
  const fresh = { ...caller, id: `${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`, key: randomBytes(32).toString('hex') };
  const others = keys
    .filter((k) => k.name !== found.name || isGood(k))
    .map((k) => (k.name === found.name && (!k.expiresAt || new Date(k.expiresAt) > end) ? { ...k, expiresAt: end.toISOString() } : k));
  replace(file, JSON.stringify([fresh, ...others], null, 2));
  console.error(`${found.name}: new key ${fresh.id}. The old one is good until ${end.toISOString()}. Restart the host, then hand this out:`);
  console.log(fresh.key);
}

/** Whole or not at all, and readable by its owner only. */
function replace(path, text) {
  const temporary = `${path}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, path);
}
