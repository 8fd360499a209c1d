// Called by the .NET build. Usage: node ensure.js install | build
// "install" restores the packages when the lock file has changed since they were last restored; "build" does that and
// then bundles. Two builds may run at once: whoever comes second waits, and finds the packages already there.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const lock = path.join(here, '.lock');
const stamp = path.join(here, 'node_modules/.restored');
const heartbeatMs = 5_000;
const staleAfterMs = 60_000;
const patienceMs = 10 * 60_000;

const unless = code => error => { if (error.code !== code) { throw error; } };

async function takeLock() {
  const until = Date.now() + patienceMs;
  while (true) {
    try {
      await mkdir(lock);
      const heart = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), heartbeatMs);
      return () => { clearInterval(heart); return rm(lock, { recursive: true, force: true }); };
    } catch (error) {
      unless('EEXIST')(error);
    }
    if (Date.now() > until) {
      throw new Error(`Another build has held ${lock} for ten minutes. Delete that folder if no build is running.`);
    }
    await dropStaleLock();
    await sleep(200);
  }
}

// A build that was killed leaves its lock behind; a living one touches it every few seconds.
async function dropStaleLock() {
  const age = await stat(lock).then(found => Date.now() - found.mtimeMs, () => 0);
  if (age > staleAfterMs) {
    await rm(lock, { recursive: true, force: true });
  }
}

/** What a command said before it failed goes along, for whoever wants to know more than the sentence. */
class Failure extends Error {
  constructor(message, told) {
    super(message);
    this.told = told;
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell can start.
    const child = spawn(command, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let told = '';
    child.stdout.on('data', text => { told += text; });
    child.stderr.on('data', text => { told += text; });
    child.on('error', error => reject(new Error(`${command} could not be started (${error.code})`)));
    child.on('close', code => (code === 0 ? resolve() : reject(new Failure(`${command} ${args[0]} ended with ${code}`, told))));
  });
}

async function install() {
  const inputs = await Promise.all(['package.json', 'package-lock.json', '.npmrc'].map(file => readFile(path.join(here, file))));
  const wanted = createHash('sha256').update(Buffer.concat(inputs)).digest('hex');
  if (await readFile(stamp, 'utf8').catch(() => '') === wanted) {
    return;
  }
  try {
    await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  } catch (error) {
    const code = /npm error code (\w+)/.exec(error.told)?.[1];
    throw new Error(`The front-end packages could not be fetched: ${error.message}${code ? ` (${code})` : ''}. Check that npm is installed and reaches its registry, then build again.`);
  }
  await writeFile(stamp, wanted);
}

let release = () => {};
try {
  release = await takeLock();
  await install();
  if (process.argv[2] === 'build') {
    await run('node', ['build.js']);
  }
} catch (error) {
  // The .NET build shows this as its error.
  console.error([error.message, error.told].filter(Boolean).join('\n'));
  process.exitCode = 1;
} finally {
  await release();
}
