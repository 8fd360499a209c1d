import assert from 'node:assert/strict';
import test from 'node:test';
import { attach, send } from '../src/page/upload.js';

const settings = { shop: 'my shop', token: 'abc', pieceBytes: 4 };
const noPause = async () => {};

// A server that keeps what arrives; `break` names the requests (counted from 1) whose answer is lost.
function serve(lost = []) {
  const server = { bytes: '', calls: [], completed: null };
  globalThis.fetch = async (address, { method, body, headers }) => {
    server.calls.push(`${method} ${address}`);
    const isLost = lost.includes(server.calls.length);
    assert.equal(headers['X-CSRF-TOKEN'], 'abc');
    if (method === 'POST' && address.includes('/complete')) {
      server.completed = JSON.parse(body);
      return Response.json({});
    }
    if (method === 'POST') {
      return Response.json({ id: 'f1', offset: 0 }, { status: 201 });
    }
    if (method === 'PATCH') {
      if (Number(headers['Upload-Offset']) !== server.bytes.length) {
        return Response.json({ problem: 'WrongOffset' }, { status: 409 });
      }
      server.bytes += await body.text();
    }
    if (isLost) {
      throw new TypeError('connection lost');
    }
    return new Response(null, { status: 204, headers: { 'Upload-Offset': String(server.bytes.length) } });
  };
  return server;
}

test('a file is sent in pieces, in order, with its hash', async () => {
  const server = serve();
  const told = [];
  const id = await send(new File(['0123456789'], 'a.csv'), settings, async sent => told.push(sent), undefined, noPause);

  assert.equal(id, 'f1');
  assert.equal(server.bytes, '0123456789');
  assert.deepEqual(told, [4, 8, 10]);
  assert.equal(server.completed.sha256.length, 64);
  assert.match(server.calls[0], /shop=my%20shop/);
});

test('a lost answer does not send a piece twice', async () => {
  const server = serve([3]);
  await send(new File(['0123456789'], 'a.csv'), settings, async () => {}, undefined, noPause);

  assert.equal(server.bytes, '0123456789');
  assert.equal(server.calls.filter(call => call.startsWith('HEAD')).length, 1);
});

test('what the server refuses for good is not tried again', async () => {
  globalThis.fetch = async () => Response.json({ problem: 'TooLarge' }, { status: 413 });
  await assert.rejects(send(new File(['0'], 'a.csv'), settings, async () => {}, undefined, noPause), /TooLarge/);
});

test('a file that was chosen before the page was ready is sent', async () => {
  const server = serve();
  const field = Object.assign(new EventTarget(), { files: [new File(['early'], 'early.csv')], value: 'early.csv' });
  const arrived = await new Promise((resolve, reject) => {
    const page = { invokeMethodAsync: async (name, ...told) => (name === 'ArrivedAsync' ? resolve(told) : name === 'FailedAsync' ? reject(new Error(told[1])) : undefined) };
    attach(new EventTarget(), field, page, settings);
  });
  assert.equal(arrived[1], 'f1');
  assert.equal(server.bytes, 'early');
  assert.equal(field.value, '');
});
