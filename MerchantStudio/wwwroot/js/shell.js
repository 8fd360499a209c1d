// What the shell does in the browser alone: menu and drawer, popups that close, "/" for the search box.
const root = document.documentElement;

function toggle(what) {
  if (what === 'menu') {
    root.dataset.menu = root.dataset.menu === 'icons' ? 'wide' : 'icons';
    document.cookie = `ms-menu=${root.dataset.menu}; path=/; max-age=34560000; samesite=lax`;
  } else {
    root.dataset.drawer = root.dataset.drawer === 'open' ? 'closed' : 'open';
  }
}

function closePopups(except) {
  for (const open of document.querySelectorAll('details[data-ms-pop][open]')) {
    if (open !== except) open.removeAttribute('open');
  }
}

document.addEventListener('click', (event) => {
  const toggler = event.target.closest('[data-ms-toggle]');
  if (toggler) toggle(toggler.dataset.msToggle);
  const link = event.target.closest('a[href]');
  if (link) root.dataset.drawer = 'closed';
  closePopups(link ? null : event.target.closest('details[data-ms-pop]'));
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const open = document.querySelector('details[data-ms-pop][open]');
    closePopups(null);
    open?.querySelector('summary')?.focus();
    root.dataset.drawer = 'closed';
    return;
  }
  const typing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector('[data-ms-search]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// Whoever has no mouse scrolls a wide table with the arrow keys: a table that does not fit takes part in the order of the Tab key.
let looking = 0;
function letWideTablesTakeFocus() {
  looking = 0;
  for (const box of document.querySelectorAll('.ms-table-box')) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute('tabindex');
    }
  }
}
const lookAgain = () => { looking ||= requestAnimationFrame(letWideTablesTakeFocus); };
new MutationObserver(lookAgain).observe(root, { childList: true, subtree: true });
addEventListener('resize', lookAgain);
lookAgain();
