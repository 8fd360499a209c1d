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
