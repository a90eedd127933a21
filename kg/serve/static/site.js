'use strict';
// Everything on these pages works without this file: it adds suggestions, line numbers and keys.

for (const input of document.querySelectorAll('input[data-suggest]')) {
  const list = document.getElementById(input.dataset.suggest);
  let timer, last = '';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const words = input.value.trim();
      if (!words || words === last || [...list.options].some((option) => option.value === words)) return;
      last = words;
      const answer = await fetch('/suggest?' + new URLSearchParams({ q: words }));
      if (!answer.ok || words !== last) return;
      const found = await answer.json();
      list.replaceChildren(...found.map((entry) => {
        const option = document.createElement('option');
        option.value = entry.label;
        option.label = `${entry.label} (${entry.claims})`;
        return option;
      }));
    }, 150);
  });
}

const query = document.getElementById('query');
if (query) {
  const form = query.form, gutter = form.querySelector('.gutter');
  const number = () => {
    const lines = query.value.split('\n').length;
    if (gutter.children.length === lines) return;
    const spans = Array.from({ length: lines }, (_, at) => {
      const span = document.createElement('span');
      span.textContent = at + 1;
      return [span, '\n'];
    });
    gutter.replaceChildren(...spans.flat());
  };
  query.addEventListener('input', number);
  query.addEventListener('scroll', () => { gutter.scrollTop = query.scrollTop; });
  query.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  // An address has room for a few thousand characters.
  form.addEventListener('submit', () => { form.method = encodeURIComponent(query.value).length > 6000 ? 'post' : 'get'; });
  number();
  if (query.dataset.line) {
    const lines = query.value.split('\n'), line = Number(query.dataset.line) - 1;
    const at = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + Number(query.dataset.column) - 1;
    query.focus();
    query.setSelectionRange(at, Math.min(at + 1, query.value.length));
    query.scrollTop = Math.max(0, line - 5) * 22;
  }
  const declare = document.getElementById('declare');
  declare.hidden = false;
  declare.addEventListener('click', () => {
    const declared = document.getElementById('declarations').textContent.trim().split('\n').filter((text) => {
      const prefix = text.split(' ')[1];
      return new RegExp(`(^|[^\\w-])${prefix}`).test(query.value) && !new RegExp(`prefix\\s+${prefix}`, 'i').test(query.value);
    });
    if (declared.length) query.value = `${declared.join('\n')}\n\n${query.value}`;
    number();
    query.focus();
  });
}

// The state of a view is in the fragment of its own address: keep it in that of this page too.
const view = document.getElementById('view');
if (view) {
  if (location.hash) view.src += location.hash;
  view.addEventListener('load', () => {
    document.querySelector('.drawing-now').hidden = true;
    const inner = view.contentWindow;
    const copy = () => history.replaceState(null, '', inner.location.hash || location.pathname + location.search);
    inner.addEventListener('hashchange', copy);
    const replace = inner.history.replaceState;
    inner.history.replaceState = function (...state) {
      replace.apply(this, state);
      copy();
    };
  });
}
