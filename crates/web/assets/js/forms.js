// Forms: do not lose what was typed, do not send twice, ask before what cannot be taken back.
import { word } from './words.js';

const snapshot = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')).toString();

/** Warns on leaving a form of records (`form.form`, `form[data-guard]`) with unsaved text; no form is sent twice. */
export function guardForms(root) {
  const guarded = new Map();
  for (const form of root.querySelectorAll('form.form[method="post" i], form[data-guard]')) {
    // Signing in keeps nothing that could be lost.
    if (!form.querySelector('input[type="password"]')) guarded.set(form, snapshot(form));
  }
  let leaving = false;
  window.addEventListener('beforeunload', (event) => {
    if (leaving) return;
    if ([...guarded].some(([form, before]) => snapshot(form) !== before)) {
      event.preventDefault();
      event.returnValue = word('unsaved');
    }
  });
  for (const form of root.querySelectorAll('form[method="post" i]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) return;
      // What is downloaded leaves the page as it is, and may be asked for again.
      if (event.submitter?.hasAttribute('data-download')) {
        leaving = true;
        setTimeout(() => {
          leaving = false;
        }, 2000);
        return;
      }
      form.dataset.sent = 'yes';
      leaving = true;
      for (const button of form.querySelectorAll('button:not([type="button"])')) button.setAttribute('aria-busy', 'true');
    });
  }
  // A page taken back from the browser's memory may send again.
  window.addEventListener('pageshow', () => {
    leaving = false;
    for (const form of root.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
    }
  });
}

/** A submit button with `data-confirm="question"` asks first; `data-confirm-yes` names the act. */
export function confirmButtons(root) {
  for (const button of root.querySelectorAll('button[data-confirm]')) {
    button.addEventListener('click', (event) => {
      if (button.dataset.agreed) {
        delete button.dataset.agreed;
        return;
      }
      if (button.form && !button.form.reportValidity()) return;
      event.preventDefault();
      ask(button);
    });
  }
}

function ask(button) {
  const dialog = document.createElement('dialog');
  const title = document.createElement('h2');
  title.textContent = button.dataset.confirmTitle ?? word('sure');
  title.id = 'confirm-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const text = document.createElement('p');
  text.textContent = button.dataset.confirm;
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'actions';
  form.append(choice('no', word('no'), ''), choice('yes', button.dataset.confirmYes ?? word('yes'), button.classList.contains('danger') ? 'danger primary' : 'primary'));
  dialog.append(title, text, form);
  dialog.addEventListener('close', () => {
    const agreed = dialog.returnValue === 'yes';
    dialog.remove();
    button.focus();
    if (agreed) {
      button.dataset.agreed = 'yes';
      button.click();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

function choice(value, label, kind) {
  const button = document.createElement('button');
  button.className = `button ${kind}`;
  button.value = value;
  button.textContent = label;
  return button;
}
