// Asks the package clients for known vulnerabilities of what was built, and leaves the answer in a folder as two tests in
// CTRF, like a test project's: AUDIT.json, AUDIT.exit, AUDIT.log. A vulnerability of high severity or more is a failure; what
// could not be asked is skipped and says so, because not to know is not to be safe. Every question has its time.
// node infra/dev/audit.mjs SOLUTION FOLDER
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [solution, folder] = process.argv.slice(2);
const limit = 90_000;
const serious = ['high', 'critical'];
const log = [];

// What a client says, or why it said nothing.
function ask(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let out = '', error = '', late = false;
    const timer = setTimeout(() => { late = true; try { process.kill(-child.pid, 'SIGKILL'); } catch { /* It has just ended. */ } }, limit);
    child.stdout.on('data', (data) => { out += data; });
    child.stderr.on('data', (data) => { error += data; });
    child.on('error', () => resolve({ out, why: `${command} did not start` }));
    child.on('close', (code) => {
      clearTimeout(timer);
      log.push(`$ ${command} ${args.join(' ')}`, out, error, `exit code ${code}`);
      resolve({ out, code, why: late ? `no answer in ${limit / 1000} seconds` : null });
    });
  });
}

const parse = (text) => { try { return JSON.parse(text); } catch { return null; } };
const found = (name, severity) => ({ name, severity: severity.toLowerCase() });

// A source that has no list of vulnerabilities finds none, silently. Named as a source of audits it has to admit it.
async function knowsVulnerabilities() {
  const { out } = await ask('dotnet', ['nuget', 'list', 'source', '--format', 'short']);
  const sources = out.split('\n').filter((line) => /^E https?:/.test(line)).map((line) => line.slice(2).trim());
  if (sources.length === 0) return 'no package source on the network';
  const [, name, version] = /PackageVersion Include="([^"]+)" Version="([^"]+)"/.exec(readFileSync('Directory.Packages.props', 'utf8'));
  const probe = '.dev/audit';
  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  mkdirSync(probe, { recursive: true });
  writeFileSync(join(probe, 'nuget.config'), `<configuration><auditSources><clear />${
    sources.map((source, i) => `<add key="audit${i}" value="${escaped(source)}" />`).join('')}</auditSources></configuration>`);
  for (const file of ['Directory.Build.props', 'Directory.Packages.props']) writeFileSync(join(probe, file), '<Project />');
  writeFileSync(join(probe, 'audit.csproj'), '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>'
    + `<NuGetAudit>true</NuGetAudit></PropertyGroup><ItemGroup><PackageReference Include="${name}" Version="${version}" /></ItemGroup></Project>`);
  const answer = await ask('dotnet', ['restore', '--force', '--disable-build-servers'], { cwd: probe });
  if (answer.why) return answer.why;
  if (/NU1905/.test(answer.out)) return 'a package source has no list of vulnerabilities';
  if (/NU1900/.test(answer.out)) return 'the list of vulnerabilities could not be read';
  return answer.code === 0 ? null : 'the package sources did not answer';
}

async function auditDotnet() {
  const [unknown, answer] = await Promise.all([
    knowsVulnerabilities(),
    ask('dotnet', ['list', solution, 'package', '--vulnerable', '--include-transitive', '--format', 'json']),
  ]);
  const report = parse(answer.out.slice(answer.out.indexOf('{')));
  const packages = (report?.projects ?? []).flatMap((p) => p.frameworks ?? []).flatMap((f) => [...f.topLevelPackages ?? [], ...f.transitivePackages ?? []]);
  const all = packages.flatMap((p) => p.vulnerabilities?.map((v) => found(`${p.id} ${p.resolvedVersion}: ${v.advisoryurl ?? ''}`, v.severity ?? 'critical')) ?? []);
  const why = answer.why ?? (answer.code !== 0 || !report ? 'the package client failed' : unknown);
  return { all, why };
}

async function auditNpm() {
  const answer = await ask('npm', ['audit', '--json']);
  const report = parse(answer.out);
  if (answer.why || !report?.vulnerabilities) {
    return { all: [], why: answer.why ?? (report?.statusCode ? `the registry answered ${report.statusCode} to the question` : 'the registry did not answer') };
  }
  return { all: Object.values(report.vulnerabilities).map((v) => found(`${v.name} ${v.range}`, v.severity)), why: null };
}

function testOf(name, { all, why }) {
  const bad = [...new Set(all.filter((v) => serious.includes(v.severity)).map((v) => `${v.severity}: ${v.name}`))];
  const rest = all.filter((v) => !serious.includes(v.severity)).length;
  if (rest > 0) console.log(`${name}: ${rest} known vulnerabilities of less than high severity; see ${folder}/AUDIT.log`);
  if (bad.length > 0) return { name, status: 'failed', duration: 0, message: bad.join('\n') };
  if (why) return { name, status: 'skipped', duration: 0, message: `could not be checked: ${why}` };
  return { name, status: 'passed', duration: 0 };
}

const started = Date.now();
const [dotnet, npm] = await Promise.all([auditDotnet(), auditNpm()]);
const tests = [
  testOf('No package of the hosts and tests has a known vulnerability (dotnet list package --vulnerable)', dotnet),
  testOf('No package of the emulators has a known vulnerability (npm audit)', npm),
];
const failed = tests.filter((t) => t.status === 'failed').length;
writeFileSync(join(folder, 'AUDIT.json'), JSON.stringify({ results: { summary: { duration: Date.now() - started }, tests } }));
writeFileSync(join(folder, 'AUDIT.log'), log.join('\n'));
writeFileSync(join(folder, 'AUDIT.exit'), `${failed > 0 ? 1 : 0}\n`);
