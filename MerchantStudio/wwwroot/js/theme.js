// Runs before the first paint: whoever follows the operating system gets its theme named on the root element, so that
// style sheets and charts ask one question only.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const choice = root.dataset.theme;
  root.dataset.themeChoice = choice;
  const apply = () => { root.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice; };
  apply();
  dark.addEventListener('change', apply);
})();
