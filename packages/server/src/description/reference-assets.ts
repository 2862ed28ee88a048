/** The look of the reference: one column on a phone, two on a screen, dark where that is wanted. */
export const referenceStyle = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: light-dark(#0b57d0, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 20rem minmax(0, 1fr); }
a { color: var(--link); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); }
nav h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
nav h2 { font-size: 1rem; margin: 1rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav input { width: 100%; font: inherit; padding: .4rem; }
main { padding: 1rem 2rem; max-width: 70rem; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .75rem; overflow: auto; }
.method { font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { width: 14rem; font-weight: normal; }
small { opacity: .75; }
.variant { border-left: 3px solid var(--line); padding-left: .75rem; margin: .5rem 0; }
[hidden] { display: none; }
@media (max-width: 50rem) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 1rem; }
  th, td { display: block; width: auto; border: 0; }
  tr { display: block; border-bottom: 1px solid var(--line); }
}
`;

/** Search: shows the operations whose text holds every word that is typed. */
export const referenceScript = `
const search = document.getElementById('search');
const found = document.getElementById('found');
const articles = [...document.querySelectorAll('[data-operation]')].map((node) => ({
  node,
  link: document.querySelector('[data-of="' + node.dataset.operation + '"]'),
  text: node.textContent.toLowerCase(),
}));
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const { node, link, text } of articles) {
    const matches = words.every((word) => text.includes(word));
    node.hidden = !matches;
    link.hidden = !matches;
    if (matches) count += 1;
  }
  found.textContent = words.length === 0 ? '' : count === 1 ? '1 operation' : count + ' operations';
});
`;
