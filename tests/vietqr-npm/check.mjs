// Another library against the hub's codes, both ways: what one writes the other reads to the letter. Where the other trusts a wrong length, the hub must not.
// Then a browser's scanner against the hub's pictures.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import qrPay from "vietnam-qr-pay";

const { QRPay, VietQRService } = qrPay;
const hub = process.argv[2];
const count = Number(process.argv[3] ?? 10_000);
const seed = 20261121;

// Mulberry32: the same orders every time.
let state = seed;
const chance = (below) => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
};
const text = (letters, least, most) => Array.from({ length: least + chance(most - least + 1) }, () => letters[chance(letters.length)]).join("");
const sometimes = (value) => (chance(3) === 0 ? undefined : value());

const digits = "0123456789";
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const signs = digits + capitals + capitals.toLowerCase() + " .,-/:()+?'";
// A text of spaces alone is none.
const words = (most) => capitals[chance(26)] + text(signs, 0, most - 1);

const orders = Array.from({ length: count }, () => ({
  bin: text(digits, 6, 6),
  account: text(chance(4) === 0 ? digits + capitals : digits, 1, 19),
  amount: sometimes(() => text("123456789", 1, 1) + text(digits, 0, 12)),
  memo: sometimes(() => words(25)),
  name: sometimes(() => words(25)),
  city: sometimes(() => words(15)),
}));

const run = (args, input) => {
  const ended = spawnSync(hub, args, { input: input.join("\n") + "\n", encoding: "utf8", maxBuffer: 1 << 28 });
  return { status: ended.status, lines: ended.stdout.split("\n").filter((line) => line.length > 0), error: ended.stderr };
};

const theirs = orders.map((order) => {
  const qr = QRPay.initVietQR({ bankBin: order.bin, bankNumber: order.account, amount: order.amount, purpose: order.memo, service: VietQRService.BY_ACCOUNT_NUMBER });
  qr.merchant.name = order.name;
  qr.city = order.city;
  return qr.build();
});
const ours = run(["qr", "build", "--from", "-"], orders.map((order) => JSON.stringify(order)));
assert.equal(ours.status, 0, ours.error);
assert.deepEqual(ours.lines, theirs, `seed ${seed}`);

ours.lines.forEach((payload, at) => {
  const read = new QRPay(payload);
  assert.ok(read.isValid, payload);
  assert.deepEqual(
    [read.consumer.bankBin, read.consumer.bankNumber, read.amount, read.additionalData.purpose, read.merchant.name, read.city],
    [orders[at].bin, orders[at].account, orders[at].amount, orders[at].memo, orders[at].name, orders[at].city],
    payload,
  );
});

const read = run(["qr", "read", "-", "--json"], theirs);
assert.equal(read.status, 0, read.error);
read.lines.map((line) => JSON.parse(line)).forEach((said, at) => {
  const { bin, account, amount, memo } = orders[at];
  assert.deepEqual(said, { verdict: "good", bin, account, amount: amount ? Number(amount) : null, memo: memo ?? null }, theirs[at]);
});

// NAPAS' own sample of a static code, with a length of 12 before an account of 13 digits.
const malformed = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5";
assert.equal(new QRPay(malformed).consumer.bankNumber, "001101234567");
assert.deepEqual(JSON.parse(run(["qr", "read", malformed, "--json"], []).lines[0]), { verdict: "template", bin: null, account: null, amount: null, memo: null });

const folder = mkdtempSync(join(tmpdir(), "vietqr-"));
const pictures = Math.min(count, 20);
for (let at = 0; at < pictures; at++) {
  const { bin, account, amount, memo, name, city } = orders[at];
  const wish = Object.entries({ bin, account, amount, memo, name, city }).flatMap(([option, value]) => (value ? [`--${option}=${value}`] : []));
  const file = join(folder, `${at}.png`);
  assert.equal(run(["qr", "build", ...wish, "--png", file], []).lines[0], ours.lines[at]);
  const { data, width, height } = PNG.sync.read(readFileSync(file));
  assert.equal(jsQR(new Uint8ClampedArray(data), width, height)?.data, ours.lines[at], file);
}
rmSync(folder, { recursive: true });

console.log(`a scanner reads ${pictures} pictures; second library: ${count} codes agree both ways`);
