/* global document, location, history, navigator, window, URLSearchParams, getSelection, setTimeout */
// Only adds to a page that is complete without it: the filter, links into it, copying, opening all. Everything the
// page needs is in it; texts are set as text, never as markup.
(() => {
  'use strict';
  const filter = document.getElementById('filter');
  const boxes = [...filter.querySelectorAll('input[type=checkbox]')];
  const words = filter.querySelector('input[type=search]');
  const shown = filter.querySelector('.shown');
  const said = document.getElementById('said');
  const rows = [...document.querySelectorAll('.req')];
  const texts = new Map();

  // ---- The filter: what is chosen, in the words of the hash: verdict=fail,warn&level=MUST&text=secret ----

  function chosen() {
    const facets = new Map();
    for (const box of boxes.filter((one) => one.checked)) {
      facets.set(box.name, [...(facets.get(box.name) ?? []), box.value]);
    }
    return facets;
  }

  function query() {
    const parts = [...chosen()].map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(',')}`);
    if (words.value.trim()) parts.push(`text=${encodeURIComponent(words.value.trim())}`);
    return parts.length ? `?${parts.join('&')}` : '';
  }

  function choose(params) {
    for (const box of boxes) box.checked = (params.get(box.name) ?? '').split(',').includes(box.value);
    words.value = params.get('text') ?? '';
  }

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  function apply() {
    const facets = [...chosen()];
    const needles = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits =
        facets.every(([name, values]) => values.includes(row.dataset[name])) &&
        needles.every((needle) => textOf(row).includes(needle));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    for (const area of document.querySelectorAll('.area')) area.hidden = !area.querySelector('.req:not([hidden])');
    const all = count === rows.length;
    shown.textContent = all
      ? `All ${count} requirements are shown.`
      : `${count} of ${rows.length} requirements are shown.`;
  }

  // ---- The hash: #knot/unknown-user-is-refused, #?verdict=fail, or both, one after the other ----

  function follow() {
    const [name, params] = location.hash.slice(1).split('?');
    const target = name ? document.getElementById(decoded(name)) : null;
    if (params !== undefined) choose(new URLSearchParams(params));
    else if (!name) choose(new URLSearchParams());
    apply();
    // What is pointed at is shown, whatever the filter hides.
    if (target?.closest('[hidden]')) {
      choose(new URLSearchParams());
      apply();
    }
    if (name) remember(name);
    if (target) arrive(target);
    else if (params) document.getElementById('requirements').scrollIntoView();
  }

  function decoded(name) {
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  }

  function arrive(target) {
    for (const old of document.querySelectorAll('.here')) old.classList.remove('here');
    // What is pointed at may lie in a part that is closed.
    for (let part = target.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    target.scrollIntoView();
    if (!target.matches('.req, tr, .rule')) return;
    target.classList.add('here');
    for (const part of target.querySelectorAll(':scope > details')) part.open = true;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  function remember(name) {
    history.replaceState(null, '', `#${name}${query()}`);
  }

  function changed() {
    apply();
    remember('');
  }

  /** Numbers lead to what they count. */
  for (const cell of document.querySelectorAll('[data-filter]')) {
    const link = document.createElement('a');
    link.href = `#?${cell.dataset.filter}`;
    link.className = 'cell';
    link.append(...cell.childNodes);
    cell.append(link);
  }

  // ---- Copying ----

  async function copy(button, source) {
    let done = true;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      // No clipboard on a page that came over plain http: the old way, else the reader copies what is selected.
      getSelection().selectAllChildren(source);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Selected: press Ctrl+C';
    said.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = 'Copy';
      said.textContent = '';
    }, 2000);
  }

  for (const place of document.querySelectorAll('.copying')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => copy(button, place.nextElementSibling));
    place.append(button);
  }

  // ---- Opening all, before printing for example ----

  function openAll(open) {
    for (const row of rows.filter((one) => !one.hidden)) {
      for (const part of row.querySelectorAll('details')) part.open = open;
    }
  }

  filter.addEventListener('change', changed);
  words.addEventListener('input', changed);
  document.getElementById('clear').addEventListener('click', () => {
    choose(new URLSearchParams());
    changed();
  });
  document.getElementById('open-all').addEventListener('click', () => openAll(true));
  document.getElementById('close-all').addEventListener('click', () => openAll(false));
  window.addEventListener('hashchange', follow);
  filter.hidden = false;
  follow();
})();
