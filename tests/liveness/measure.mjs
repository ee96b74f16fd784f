import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const hub = process.argv[2];
const MB = 1024 * 1024;
const mostMegabytes = 150;
const mostSeconds = 1;
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

async function start(files) {
  const data = mkdtempSync(join(tmpdir(), 'hub-liveness-'));
  const key = JSON.parse(execFileSync(hub, ['keys', 'create', '--role', 'case-system', '--data', data, '--json'])).key;
  // The shell gives its limit and its process id to the hub.
  const served = spawn('bash', ['-c', `${files ? `ulimit -n ${files};` : ''} exec "$0" serve --data "$1" --urls http://127.0.0.1:0`, hub, data], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise(done => served.once('exit', (code, signal) => done(signal ?? code)));
  const port = await new Promise((done, failed) => {
    let said = '';
    served.stdout.on('data', text => { said += text; const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said); if (found) done(Number(found[1])); });
    ended.then(code => failed(new Error(`the hub ended with ${code}`)));
  });
  const stop = async () => { served.kill('SIGTERM'); const code = await ended; rmSync(data, { recursive: true }); return code; };
  return { port, key, pid: served.pid, stop, isAlive: () => served.exitCode === null && served.signalCode === null };
}

const memory = (pid, name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

// Over one connection that stays, as a supervisor's is, and over a new one for each question; in a thread of its own, so that our own uploads do not delay the clock.
async function watch(port) {
  const worker = new Worker(new URL(import.meta.url), { workerData: port });
  await new Promise(done => worker.once('message', done));
  const told = new Promise(done => worker.once('message', done));
  return async () => { worker.postMessage('over'); const worst = await told; await worker.terminate(); return worst; };
}

async function ask(port) {
  const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const worst = { kept: 0, fresh: 0, refused: 0, asked: 0 };
  let isOver = false;
  parentPort.on('message', () => { isOver = true; });
  const once = agent => new Promise(done => {
    const from = performance.now();
    const request = http.get({ port, host: '127.0.0.1', path: '/health/live', agent }, answer => { answer.resume(); answer.on('end', () => done(answer.statusCode === 200 ? (performance.now() - from) / 1000 : null)); });
    request.on('error', () => done(null));
  });
  const loop = async (agent, name) => {
    while (!isOver) {
      const took = await once(agent);
      worst.asked++;
      if (took === null) worst.refused++; else worst[name] = Math.max(worst[name], took);
      await wait(50);
    }
  };
  await once(kept);
  parentPort.postMessage('connected');
  await Promise.all([loop(kept, 'kept'), loop(false, 'fresh')]);
  parentPort.postMessage(worst);
}

// A hub at work has loaded what it needs, whoever calls.
async function warm({ port, key }) {
  for (let i = 0; i < 20; i++) {
    await fetch(`http://127.0.0.1:${port}/events`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents-batch+json' }, body: batch(100_000, 'events') });
    await (await fetch(`http://127.0.0.1:${port}/openapi.json`, { headers: { authorization: `Bearer ${key}` } })).text();
  }
}

function batch(bytes, kind) {
  const event = n => `{"specversion":"1.0","id":"l-${n}-${Math.random()}","source":"/liveness","type":"vn.onestop.dossier.received.v1","subject":"H40.L-${n}","data":{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-11-21T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyen Van Demo"}}}`;
  if (kind === 'blank') return Buffer.concat([Buffer.from('['), Buffer.alloc(bytes - event(0).length - 2, ' '), Buffer.from(event(0) + ']')]);
  const each = Array.from({ length: Math.min(1000, Math.floor(bytes / 400)) }, (_, n) => event(n));
  const room = Math.max(0, Math.floor((bytes - each.reduce((sum, text) => sum + text.length + 1, 2)) / each.length));
  return Buffer.from(`[${each.map(text => text.replace('"data":{', `"data":{${' '.repeat(room)}`)).join(',')}]`);
}

const uploads = (count, kind) => async ({ port, key }) => {
  const statuses = {};
  const body = batch(16 * MB - 1024, kind);
  await Promise.all(Array.from({ length: count }, () => new Promise(done => {
    const request = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/events', agent: false, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents-batch+json', 'content-length': body.length } },
      answer => { statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1; answer.resume(); answer.on('end', done); answer.on('error', done); });
    request.on('error', () => { statuses.cut = (statuses.cut ?? 0) + 1; done(); });
    request.end(body);
  })));
  return statuses;
};

// They ask for a document of a megabyte again and again, and never read.
const slowReaders = (count, seconds) => async ({ port, key }) => {
  const states = { open: 0, cut: 0 };
  const sockets = Array.from({ length: count }, () => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => { states.open++; socket.pause(); for (let i = 0; i < 20; i++) socket.write(`GET /openapi.json HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${key}\r\n\r\n`); });
    socket.on('error', () => { });
    socket.on('close', () => { states.cut++; });
    return socket;
  });
  await wait(seconds * 1000);
  sockets.forEach(socket => socket.destroy());
  return states;
};

if (!isMainThread) await ask(workerData); else process.exit(await measure());

async function measure() {
  const cases = [
    ['60 uploads of 16 MB, blanks', null, uploads(60, 'blank')],
    ['60 uploads of 16 MB, 1,000 events each', null, uploads(60, 'events')],
    ['300 slow readers', null, slowReaders(300, 15)],
    ['60 uploads of 16 MB, 320 files', 320, uploads(60, 'events')],
    ['300 slow readers, 320 files', 320, slowReaders(300, 15)],
  ];
  // With few files there are few connections, and a new one waits until another ends: only the one that stays is held to the second.
  let isKept = true;
  console.log('| what | memory before · at most (MB) | cost (MB) | live before, kept connection · new one (s) | live refused of asked | answers | hub ended |');
  for (const [name, files, press] of cases) {
    const served = await start(files);
    await wait(3000);
    await warm(served);
    const idle = await watch(served.port);
    await wait(2000);
    const quiet = await idle();
    const before = memory(served.pid, 'VmRSS');
    writeFileSync(`/proc/${served.pid}/clear_refs`, '5');
    const watched = await watch(served.port);
    await wait(300);
    const answers = await press(served);
    await wait(1000);
    const live = await watched();
    const isAlive = served.isAlive();
    const cost = isAlive ? memory(served.pid, 'VmHWM') - before : NaN;
    const ended = await served.stop();
    const isWell = isAlive && ended === 0 && cost < mostMegabytes && live.kept < mostSeconds && live.kept > 0 && (files !== null || live.fresh < mostSeconds);
    isKept &&= isWell;
    console.log(`| ${name} | ${before.toFixed(0)} · ${(before + cost).toFixed(0)} | ${cost.toFixed(0)} | ${Math.max(quiet.kept, quiet.fresh).toFixed(2)}, ${live.kept.toFixed(2)} · ${live.fresh.toFixed(2)} | ${live.refused} of ${live.asked} | ${JSON.stringify(answers)} | ${ended}${isWell ? '' : ' MISSED'} |`);
  }
  return isKept ? 0 : 1;
}
