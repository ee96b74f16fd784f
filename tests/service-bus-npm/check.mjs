// The vendor's other client against the twin: what both clients find right is probably how the service is, and not how one of them reads it.
import assert from "node:assert/strict";
import { ServiceBusClient } from "@azure/service-bus";

const control = process.argv[2];
const { connectionString } = await (await fetch(`${control}/_twin/service-bus`)).json();
const wait = { maxWaitTimeInMs: 5000 };
let passed = 0;

const declare = async (name, settings = {}) => {
  const answer = await fetch(`${control}/_twin/service-bus/queues/${name}`, { method: "PUT", body: JSON.stringify(settings) });
  assert.equal(answer.status, 200, await answer.text());
  return name;
};

const check = async (name, run) => {
  const client = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 1, timeoutInMs: 10_000 } });
  try {
    await run(client);
    passed++;
  } catch (wrong) {
    console.error(`FAILED ${name}: ${wrong.stack}${(wrong.errors ?? []).map((each) => `\n  ${each}`).join("")}`);
    process.exitCode = 1;
  } finally {
    await client.close();
  }
};

const refused = (code) => (error) => {
  assert.match(`${error.code} ${error.message}`, code);
  return true;
};

// The client takes a body that is JSON for JSON: those here are none.
const text = (message) => Buffer.from(message.body).toString();

await check("send, batch, receive and complete", async (client) => {
  const queue = await declare("npm-plain");
  const sender = client.createSender(queue);
  await sender.sendMessages({ body: Buffer.from("một"), messageId: "m-1", subject: "s", correlationId: "c", contentType: "text/plain", applicationProperties: { mine: "đủ", count: 3, flag: true } });
  const batch = await sender.createMessageBatch();
  for (const body of ["hai", "ba"]) assert.ok(batch.tryAddMessage({ body: Buffer.from(body) }));
  await sender.sendMessages(batch);
  const receiver = client.createReceiver(queue);
  const got = [];
  while (got.length < 3) got.push(...(await receiver.receiveMessages(3 - got.length, wait)));
  assert.deepEqual(got.map(text), ["một", "hai", "ba"]);
  assert.deepEqual([got[0].messageId, got[0].subject, got[0].correlationId, got[0].contentType, got[0].deliveryCount], ["m-1", "s", "c", "text/plain", 0]);
  assert.deepEqual({ ...got[0].applicationProperties }, { mine: "đủ", count: 3, flag: true });
  for (const message of got) await receiver.completeMessage(message);
  assert.deepEqual(await receiver.peekMessages(10), []);
});

await check("abandon, renew, dead-letter, and the dead letter's reason", async (client) => {
  const queue = await declare("npm-locks");
  await client.createSender(queue).sendMessages({ body: Buffer.from("x"), messageId: "m" });
  const receiver = client.createReceiver(queue);
  const [first] = await receiver.receiveMessages(1, wait);
  await receiver.abandonMessage(first, { tried: "once" });
  const [second] = await receiver.receiveMessages(1, wait);
  assert.equal(second.deliveryCount, 1);
  assert.equal(second.applicationProperties.tried, "once");
  assert.ok((await receiver.renewMessageLock(second)) >= second.enqueuedTimeUtc);
  await receiver.deadLetterMessage(second, { deadLetterReason: "no-use", deadLetterErrorDescription: "said so" });
  const [dead] = await client.createReceiver(queue, { subQueueType: "deadLetter" }).receiveMessages(1, wait);
  assert.deepEqual([dead.messageId, dead.deadLetterReason, dead.deadLetterErrorDescription], ["m", "no-use", "said so"]);
});

await check("schedule, cancel, peek", async (client) => {
  const queue = await declare("npm-later");
  const sender = client.createSender(queue);
  const at = new Date(Date.now() + 3600_000);
  const [first, second] = await sender.scheduleMessages([{ body: Buffer.from("1") }, { body: Buffer.from("2") }], at);
  await sender.cancelScheduledMessages(first);
  const peeked = await client.createReceiver(queue).peekMessages(10);
  assert.deepEqual(peeked.map((m) => [m.sequenceNumber.toString(), m.state]), [[second.toString(), "scheduled"]]);
});

await check("defer and receive by number", async (client) => {
  const queue = await declare("npm-deferred");
  await client.createSender(queue).sendMessages({ body: Buffer.from("x") });
  const receiver = client.createReceiver(queue);
  const [message] = await receiver.receiveMessages(1, wait);
  await receiver.deferMessage(message);
  const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
  assert.equal(text(deferred), "x");
  await receiver.completeMessage(deferred);
  assert.deepEqual(await receiver.peekMessages(10), []);
});

await check("sessions: by name, the next free one, their note and their lock", async (client) => {
  const queue = await declare("npm-sessions", { requiresSession: true });
  await client.createSender(queue).sendMessages(["a", "b", "a"].map((sessionId, i) => ({ body: Buffer.from(`n${i}`), sessionId })));
  const named = await client.acceptSession(queue, "b");
  await assert.rejects(client.acceptSession(queue, "b"), refused(/SessionCannotBeLocked/));
  await named.setSessionState(Buffer.from("noted"));
  assert.equal(Buffer.from(await named.getSessionState()).toString(), "noted");
  assert.ok((await named.renewSessionLock()) > new Date());
  const next = await client.acceptNextSession(queue);
  assert.equal(next.sessionId, "a");
  const got = [];
  while (got.length < 2) got.push(...(await next.receiveMessages(2 - got.length, wait)));
  assert.deepEqual(got.map(text), ["n0", "n2"]);
  for (const message of got) await next.completeMessage(message);
  await named.close();
  await next.close();
});

await check("a repeated id is dropped where the queue looks for it", async (client) => {
  const queue = await declare("npm-twice", { duplicateWindowSeconds: 60 });
  const sender = client.createSender(queue);
  await sender.sendMessages({ body: Buffer.from("one"), messageId: "same" });
  await sender.sendMessages({ body: Buffer.from("two"), messageId: "same" });
  assert.deepEqual((await client.createReceiver(queue).peekMessages(10)).map(text), ["one"]);
});

await check("a wrong key and a missing queue are refused", async (client) => {
  const wrong = new ServiceBusClient(connectionString.replace(/SharedAccessKey=[^;]*/, "SharedAccessKey=wrong"), { retryOptions: { maxRetries: 0 } });
  await assert.rejects(wrong.createSender("npm-plain").sendMessages({ body: Buffer.from("x") }), refused(/Unauthorized|InvalidSignature/));
  await wrong.close();
  await assert.rejects(client.createSender("npm-nowhere").sendMessages({ body: Buffer.from("x") }), refused(/MessagingEntityNotFound/));
});

console.log(`second client: ${passed} passed${process.exitCode ? ", some failed" : ""}`);
