/** The look of `/` and of the reference: one column on a phone, two on a screen, dark where that is wanted. */
export const referenceStyle = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --link: light-dark(#0b57d0, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .75rem; border-radius: 4px; white-space: pre-wrap; tab-size: 2; }
mark { background: #ffe08a; color: #000; border-radius: 2px; }
small { opacity: .8; }
[hidden] { display: none; }

.front main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
.front dt { font-weight: bold; }
.front dd { margin: 0 0 .5rem; }
.front ul { padding-left: 1.25rem; }
.front h3 { margin-bottom: 0; }
.front pre { margin-top: .5rem; }

.reference { display: grid; grid-template-columns: 20rem minmax(0, 1fr); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; padding: .5rem; background: Canvas; }
nav h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
nav h1 a { color: inherit; text-decoration: none; }
.reference nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); }
.reference nav h2 { font-size: 1rem; margin: 1rem 0 .25rem; }
.reference nav ul { list-style: none; margin: 0; padding: 0; }
nav label { display: block; margin-bottom: .25rem; }
nav input { width: 100%; font: inherit; padding: .4rem; outline-offset: 0; }
#found:empty { display: none; }
.reference main { padding: 1rem 2rem; max-width: 70rem; }
.reference main:focus { outline: none; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
.method { font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { width: 14rem; font-weight: normal; }
summary { cursor: pointer; }
.variant { border-left: 3px solid var(--line); padding-left: .75rem; margin: .5rem 0; }
@media (max-width: 50rem) {
  .reference { display: block; }
  .reference nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  .reference main { padding: 1rem; }
  .skip { position: static; display: inline-block; padding: .5rem 1rem 0; }
  th, td { display: block; width: auto; border: 0; }
  tr { display: block; border-bottom: 1px solid var(--line); }
}
@media print { .reference { display: block; } .reference nav, .skip { display: none; } }
`;

/** Search: shows the operations whose text holds every word that is typed, and marks the words. */
export const referenceScript = `
const search = document.getElementById('search');
const found = document.getElementById('found');
const introduction = document.getElementById('introduction');
const groups = [...document.querySelectorAll('[data-group]')];
const operations = [...document.querySelectorAll('[data-operation]')].map((node) => ({
  node,
  link: document.querySelector('[data-of="' + node.dataset.operation + '"]'),
  text: node.textContent.toLowerCase(),
}));
/** What was opened to show what was found in it. */
let opened = [];

function unmark() {
  for (const mark of document.querySelectorAll('mark')) {
    const { parentNode } = mark;
    mark.replaceWith(mark.textContent);
    parentNode.normalize();
  }
  for (const details of opened) details.open = false;
  opened = [];
}

function mark(node, pattern) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(pattern);
    if (parts.length > 1) text.replaceWith(...parts.map((part, index) => (index % 2 ? marked(part) : part)));
  }
}

function marked(text) {
  const node = document.createElement('mark');
  node.textContent = text;
  return node;
}

/** The closed parts of the page that a mark is hidden in. */
function closedAround(mark) {
  const closed = [];
  for (let at = mark.closest('details'); at; at = at.parentElement.closest('details'))
    if (!at.open && mark.closest('summary') !== at.firstElementChild) closed.push(at);
  return closed;
}

/** Opens what the first of the marks is in, where all of them are hidden. */
function show(node, word) {
  const marks = [...node.querySelectorAll('mark')].filter((one) => one.textContent.toLowerCase() === word);
  const [first = []] = marks.map(closedAround).sort((one, other) => one.length - other.length);
  for (const details of first) {
    details.open = true;
    opened.push(details);
  }
}

function find() {
  const words = [...new Set(search.value.toLowerCase().split(/\\s+/).filter(Boolean))];
  unmark();
  const matching = operations.filter(({ text }) => words.every((word) => text.includes(word)));
  for (const { node, link } of operations) node.hidden = link.hidden = true;
  for (const { node, link } of matching) node.hidden = link.hidden = false;
  for (const group of groups) group.hidden = !group.querySelector('[data-of]:not([hidden]), article:not([hidden])');
  introduction.hidden = words.length > 0;
  const count = matching.length;
  found.textContent =
    words.length === 0 ? '' : count === 0 ? 'No operation has this.' : count === 1 ? '1 operation' : count + ' operations';
  // One letter is everywhere.
  const telling = words.filter((word) => word.length > 1);
  if (telling.length === 0) return;
  const escaped = telling.sort((one, other) => other.length - one.length).map((word) => word.replace(/[^\\w\\s]/g, '\\\\$&'));
  const pattern = new RegExp('(' + escaped.join('|') + ')', 'gi');
  for (const { node, link } of matching) {
    mark(node, pattern);
    mark(link, pattern);
    for (const word of telling) show(node, word);
  }
}

let waiting;
search.addEventListener('input', () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(find);
});
// A browser may keep what was typed before.
if (search.value !== '') find();
`;
