/* Says below a field where its text breaks the rules of Leichte Sprache, after a pause in typing.
   On a page's form that is every field of text, elsewhere every field that is marked `data-text`. The texts leave for this site's own admin only. */
(() => {
  'use strict';

  const script = document.currentScript;
  const address = script.dataset.plainLanguageUrl;
  const language = script.dataset.plainLanguageCode;
  const PAUSE = 900; // milliseconds; the rich text editor writes its field up to 250 ms after a key
  const FIELDS_WITHOUT_PROSE = /(^|-)(slug|seo_title|phone|email|website|url|\w+_url|tags|comment\w*)$|^comments-/;
  const watched = new Map(); // field -> {last, box, summary, list}
  let timer = 0;
  let running = false;
  let again = false;

  /* The hidden field in which Draftail keeps its content, right before its editor. */
  const isRichText = (field) =>
    field.type === 'hidden' && !!field.nextElementSibling?.matches('[data-draftail-editor-wrapper]');

  function isText(field) {
    if (field.hasAttribute('data-text')) return true;
    if (!field.closest('[data-edit-form]')) return false;
    if (FIELDS_WITHOUT_PROSE.test(field.name)) return false;
    if (isRichText(field) || field.tagName === 'TEXTAREA') return true;
    // Days, times and choices have a helper of their own beside the field.
    return field.type === 'text' && field.autocomplete !== 'off' && !/(date|time|_at|_until|_id)$/.test(field.name);
  }

  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  /* The block of a rich text as HTML in which only what is bold is marked. */
  function blockAsHtml(block) {
    const bold = new Array(block.text.length).fill(false);
    block.inlineStyleRanges
      .filter((range) => range.style === 'BOLD')
      .forEach((range) => bold.fill(true, range.offset, range.offset + range.length));
    let html = '';
    for (let from = 0, to = 0; from < block.text.length; from = to) {
      while (to < block.text.length && bold[to] === bold[from]) to += 1;
      const part = escaped(block.text.slice(from, to)).replace(/\n/g, '<br>');
      html += bold[from] ? `<b>${part}</b>` : part;
    }
    return `<p>${html}</p>`;
  }

  /* What is sent of a field: `text`, or `html` of a rich text; nothing where the editor keeps it in another way. */
  function contentOf(field) {
    if (!isRichText(field)) return { name: 'text', value: field.value };
    try {
      const state = JSON.parse(field.value || 'null');
      const blocks = state ? state.blocks.filter((block) => block.type !== 'atomic') : [];
      return { name: 'html', value: blocks.filter((block) => block.text.trim()).map(blockAsHtml).join('') };
    } catch (error) {
      return { name: 'html', value: '' };
    }
  }

  function boxFor(field) {
    const box = document.createElement('div');
    box.className = 'plain-language';
    const summary = document.createElement('p');
    summary.className = 'plain-language__summary';
    summary.setAttribute('role', 'status');
    summary.setAttribute('aria-live', 'polite');
    const list = document.createElement('ul');
    list.className = 'plain-language__list';
    box.append(summary, list);
    const place = field.closest('[data-field-wrapper], .w-field__wrapper') || field;
    place.insertAdjacentElement(place === field ? 'afterend' : 'beforeend', box);
    return { box, summary, list };
  }

  function line(className, text) {
    const part = document.createElement('span');
    part.className = className;
    part.textContent = text;
    return part;
  }

  function show(state, answer) {
    // A field in which there never was anything stays quiet, and only what changed is said again.
    const summary = answer.findings.length || state.list.children.length || answer.tooLong ? answer.summary : '';
    if (state.summary.textContent !== summary) state.summary.textContent = summary;
    state.list.replaceChildren(
      ...answer.findings.map((finding) => {
        const item = document.createElement('li');
        const excerpt = line('plain-language__excerpt', `„${finding.excerpt}“ `);
        excerpt.lang = language;
        item.append(excerpt, finding.message, line('plain-language__source', finding.source));
        return item;
      }),
    );
  }

  async function ask(content) {
    const token = document.querySelector('input[name=csrfmiddlewaretoken]');
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'X-CSRFToken': token ? token.value : '', 'X-Requested-With': 'XMLHttpRequest' },
      body: new URLSearchParams({ [content.name]: content.value }),
    });
    const isOurs = (response.headers.get('Content-Type') || '').startsWith('application/json');
    if (!isOurs || !(response.ok || response.status === 413)) return null;
    return { ...(await response.json()), tooLong: response.status === 413 };
  }

  async function check(field) {
    const content = contentOf(field);
    const state = watched.get(field);
    if (state.last === content.value) return;
    if (content.value.trim() === '') {
      state.last = content.value;
      show(state, { summary: '', findings: [] });
      return;
    }
    const answer = await ask(content);
    if (answer === null) return;
    state.last = content.value;
    show(state, answer);
  }

  /* One field after the other, so that a long page does not ask for everything at once. */
  async function checkAll() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        const fields = [...document.querySelectorAll('textarea, input[type=text], input[type=hidden]')];
        for (const field of fields.filter(isText)) {
          if (!watched.has(field)) watched.set(field, { last: '', ...boxFor(field) });
          await check(field);
        }
        [...watched.keys()].filter((field) => !field.isConnected).forEach((field) => watched.delete(field));
      } while (again);
    } catch (error) {
      // The network failed: what was not answered is asked again after the next key.
    } finally {
      running = false;
    }
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(checkAll, PAUSE);
  }

  ['input', 'keyup', 'change', 'click', 'paste'].forEach((name) => document.addEventListener(name, later, true));
  later();
})();
