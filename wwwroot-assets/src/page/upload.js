// Sends files in pieces over plain HTTP and goes on where a broken connection left off.

const offsetHeader = 'Upload-Offset';
const firstPause = 500;
const longestPause = 30_000;
const mostAttempts = 10;

// The browser hashes only what it holds in memory; larger files are checked by their length.
const mostHashedBytes = 64 * 1024 * 1024;

/**
 * Watches a drop zone and its file field.
 * @param {HTMLElement} zone takes dropped files
 * @param {HTMLInputElement} field takes chosen files
 * @param {{invokeMethodAsync: Function}} page told of AddedAsync(files), ProgressAsync(key, sent), ArrivedAsync(key, id), FailedAsync(key, problem)
 * @param {{shop: string, token: string, pieceBytes: number}} settings
 * @returns {{dispose: Function}}
 */
export function attach(zone, field, page, settings) {
  if (!zone || !field) {
    // The reader has gone on while this was loaded.
    return { dispose() {} };
  }
  const leaving = new AbortController();
  const start = files => void sendAll(files, page, settings, leaving.signal);
  const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: leaving.signal });

  listen(zone, 'dragover', event => { event.preventDefault(); zone.classList.add('over'); });
  listen(zone, 'dragleave', () => zone.classList.remove('over'));
  listen(zone, 'drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    start([...event.dataTransfer.files]);
  });
  const take = () => {
    start([...field.files]);
    field.value = '';
  };
  listen(field, 'change', take);
  // Whoever chose a file before this was loaded is not forgotten.
  take();
  return { dispose: () => leaving.abort() };
}

async function sendAll(files, page, settings, signal) {
  if (files.length === 0) {
    return;
  }
  const batch = files.map(file => ({ key: crypto.randomUUID(), file }));
  await page.invokeMethodAsync('AddedAsync', batch.map(({ key, file }) => ({ key, name: file.name, length: file.size })));
  // One after another: two at once share the same line and only make both slower to show.
  for (const { key, file } of batch) {
    try {
      const id = await send(file, settings, sent => page.invokeMethodAsync('ProgressAsync', key, sent), signal);
      await page.invokeMethodAsync('ArrivedAsync', key, id);
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      await page.invokeMethodAsync('FailedAsync', key, problem.message);
    }
  }
}

/** Sends one file; gives its id. Exported for its test. */
export async function send(file, settings, progress, signal, pause = wait) {
  const { id } = await (await call(settings, 'POST', '', signal, JSON.stringify({ fileName: file.name, length: file.size }))).json();
  let offset = 0;
  let attempts = 0;
  while (offset < file.size) {
    try {
      const piece = file.slice(offset, offset + settings.pieceBytes);
      const answer = await call(settings, 'PATCH', `/${id}`, signal, piece, { [offsetHeader]: String(offset) });
      offset = Number(answer.headers.get(offsetHeader));
      attempts = 0;
      await progress(offset);
    } catch (problem) {
      if (signal?.aborted || problem.final || ++attempts >= mostAttempts) {
        throw problem;
      }
      await pause(Math.min(longestPause, firstPause * 2 ** attempts), signal);
      offset = await offsetOf(id, settings, signal, offset);
    }
  }
  await call(settings, 'POST', `/${id}/complete`, signal, JSON.stringify({ sha256: await hash(file) }));
  return id;
}

// What the server has decides where to go on; while it cannot be reached, the last known place does.
async function offsetOf(id, settings, signal, known) {
  try {
    const answer = await call(settings, 'HEAD', `/${id}`, signal);
    return Number(answer.headers.get(offsetHeader));
  } catch (problem) {
    if (problem.final) {
      throw problem;
    }
    return known;
  }
}

async function call(settings, method, path, signal, body, headers = {}) {
  const isJson = typeof body === 'string';
  const answer = await fetch(`/api/uploads${path}?shop=${encodeURIComponent(settings.shop)}`, {
    method,
    body,
    signal,
    credentials: 'same-origin',
    headers: {
      'X-CSRF-TOKEN': settings.token,
      ...(isJson ? { 'Content-Type': 'application/json' } : {}),
      ...(body && !isJson ? { 'Content-Type': 'application/octet-stream' } : {}),
      ...headers,
    },
  });
  if (answer.ok) {
    return answer;
  }
  const { problem } = await answer.json().catch(() => ({}));
  const failure = new Error(problem ?? `HTTP ${answer.status}`);
  // A wrong offset is put right by asking for it; anything else that the server refuses stays refused.
  failure.final = answer.status < 500 && problem !== 'WrongOffset';
  throw failure;
}

async function hash(file) {
  if (file.size > mostHashedBytes || !globalThis.crypto?.subtle) {
    return null;
  }
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}
