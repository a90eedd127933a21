// Search by name: suggestions as one types; the list follows the ARIA combobox pattern.
const search = at('search');
const suggestions = at('suggestions');
let offered = [];
let pointed = -1;

function suggest() {
  const wanted = plain(search.value.trim());
  offered = [];
  if (wanted) {
    const rank = (node) => {
      let best = 9;
      node.names.forEach((name, i) => {
        const at_ = name.indexOf(wanted);
        if (at_ < 0) return;
        const kind = name === wanted ? 0 : at_ === 0 ? 1 : /[\s\-–(]/.test(name[at_ - 1]) ? 2 : 3;
        best = Math.min(best, kind + (i ? 0.5 : 0));
      });
      return best;
    };
    offered = nodes.map((node) => [rank(node), node]).filter(([best]) => best < 9)
      .sort((a, b) => a[0] - b[0] || a[1].id - b[1].id).slice(0, 10).map(([, node]) => node);
  }
  pointed = offered.length ? 0 : -1;
  showSuggestions(wanted);
}

function showSuggestions(wanted) {
  suggestions.hidden = !wanted;
  search.setAttribute('aria-expanded', String(!suggestions.hidden));
  suggestions.replaceChildren(...offered.map((node, i) => {
    const also = node.names[0].includes(wanted) ? null : node.aliases.find((name) => plain(name).includes(wanted));
    const mousedown = (event) => { event.preventDefault(); choose(i); };
    return make('li', { role: 'option', id: `suggestion-${i}`, 'aria-selected': i === pointed, on: { mousedown } },
      shapeIcon(node.kind), make('span', { class: 'name' }, node.label, also && make('span', { class: 'facts' }, ` (${also})`)),
      make('span', { class: 'facts' }, ` ${node.kind.label}`));
  }));
  if (wanted && !offered.length) {
    suggestions.append(make('li', { class: 'none', role: 'option', 'aria-disabled': true }, 'No name like this in the graph'));
  }
  if (pointed >= 0) search.setAttribute('aria-activedescendant', `suggestion-${pointed}`);
  else search.removeAttribute('aria-activedescendant');
}

function closeSuggestions() {
  suggestions.hidden = true;
  search.setAttribute('aria-expanded', 'false');
  search.removeAttribute('aria-activedescendant');
}

function choose(i) {
  if (!offered[i]) return;
  search.value = offered[i].label;
  closeSuggestions();
  select(offered[i], { closer: true });
}

search.addEventListener('input', suggest);
search.addEventListener('focus', () => { if (search.value) { search.select(); } });
search.addEventListener('blur', closeSuggestions);
search.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    if (suggestions.hidden) search.blur();
    closeSuggestions();
  } else if (event.key === 'Enter') {
    if (suggestions.hidden) suggest();
    choose(pointed);
    if (state.selected) panel.focus();
  } else if (['ArrowDown', 'ArrowUp'].includes(event.key) && offered.length) {
    pointed = (pointed + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
    showSuggestions(plain(search.value.trim()));
    at(`suggestion-${pointed}`).scrollIntoView({ block: 'nearest' });
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
