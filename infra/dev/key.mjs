// Prints the API key that bears a name, role or department. Usage: node key.mjs API-KEYS-FILE NAME
import { readFileSync } from 'node:fs';

const [file, wanted] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(file, 'utf8'));
const found = keys.find((k) => k.name === wanted)
  ?? keys.find((k) => k.department === wanted)
  ?? keys.find((k) => k.role === wanted);
if (!found) {
  console.error(`dev: there is no key called ${wanted}; there are: ${keys.map((k) => k.name).join(', ')}`);
  process.exit(1);
}
console.log(found.key);
