// Small things that only the browser can do.

/** Hands a text to the reader as a file. */
export function download(fileName, mediaType, text) {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after the click returns; a minute is ample on any machine.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Shows an element on the whole screen, or takes it back. */
export async function toggleFullScreen(element) {
  if (document.fullscreenElement === element) {
    await document.exitFullscreen();
  } else {
    await element.requestFullscreen();
  }
}

/** Opens the browser's print dialog, which also writes PDF. */
export function print() {
  window.print();
}

/**
 * Moves the keyboard to the heading of the page that has just been opened, unless the reader is busy elsewhere: the word comes from
 * the server, and whoever began to type meanwhile must not lose the rest of the sentence.
 * @param {boolean} first whether this is the first page of the visit, where nobody followed a link that is gone now
 */
export function focusHeading(first) {
  const active = document.activeElement;
  const busy = first ? active && active !== document.body : active?.closest('input, textarea, select, [contenteditable]');
  const heading = document.querySelector('h1');
  if (heading && !busy) {
    // Only what has a place in some order of the keyboard takes it.
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
