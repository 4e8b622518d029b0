// Tells what the test projects did, and the audit of packages (audit.mjs), from the files `./dev test` leaves in one folder: NAME.json (CTRF), NAME.exit (exit
// code of the runner), NAME.log (its output). Failures in full, every skipped test with its reason on one line, and last
// the sum. Exits 1 when a test failed, or when a project crashed, hung or ran no test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), 'utf8');
const names = readdirSync(folder).filter((f) => f.endsWith('.exit')).map((f) => f.slice(0, -'.exit'.length)).sort();
const indent = (text) => text.trimEnd().replace(/^/gm, '    ');
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
// Frames of the runtime say where a test was awaited, not where it failed.
const own = (trace) => (trace ?? '').split('\n').filter((line) => line.includes('.cs:line') || !/^\s*(at System\.|at Xunit\.|---)/.test(line)).join('\n');
const count = (tests, status) => tests.filter((t) => t.status === status).length;

function testsOf(name) {
  if (!existsSync(join(folder, `${name}.json`))) return null;
  try {
    return JSON.parse(read(`${name}.json`)).results;
  } catch {
    return null; // The runner died while it wrote.
  }
}

// Why a project that has no failed test is not good all the same, or null.
function troubleOf(results, exit) {
  if (exit === 124 || exit === 137) return 'did not end in time and was stopped';
  if (!results) return `crashed (exit code ${exit})`;
  if (results.tests.length === 0) return 'ran no test';
  const errors = (results.extra?.suites ?? []).flatMap((suite) => suite.errors ?? []);
  if (errors.length > 0) return `had errors outside its tests: ${errors.map((e) => e.message ?? '').join('; ')}`;
  if (exit !== 0 && count(results.tests, 'failed') === 0) return `ended with exit code ${exit} though no test failed`;
  return null;
}

const all = [];
const rows = [];
let troubles = 0;
for (const name of names) {
  const results = testsOf(name);
  const exit = Number(read(`${name}.exit`));
  const tests = results?.tests ?? [];
  all.push(...tests);
  for (const test of tests.filter((t) => t.status === 'failed')) {
    console.log(`\nFAILED ${test.name}\n${indent([test.message, own(test.trace)].filter(Boolean).join('\n'))}`);
  }
  const trouble = troubleOf(results, exit);
  if (trouble) {
    troubles += 1;
    const tail = read(`${name}.log`).split('\n').slice(-40).join('\n');
    console.log(`\n${name} ${trouble}. The end of its output:\n${indent(tail)}`);
  }
  const seconds = ((results?.summary.duration ?? 0) / 1000).toFixed(1);
  rows.push(`${name}: ${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, `
    + `${count(tests, 'skipped')} skipped, ${seconds} s${trouble ? `: ${trouble}` : ''}`);
}

const skipped = all.filter((t) => t.status === 'skipped');
if (skipped.length > 0) console.log('');
for (const test of skipped) console.log(`SKIPPED ${test.name}: ${oneLine(test.message ?? 'no reason given')}`);
console.log(`\n${rows.join('\n')}`);
const failed = count(all, 'failed');
console.log(`${count(all, 'passed')} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 || troubles > 0 || names.length === 0 ? 1 : 0);
