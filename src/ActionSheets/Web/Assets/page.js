// The pages work without this file; it only spares people mistakes.

// A second press of the button before the answer is there sends nothing more.
document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
    }

    form.dataset.sent = 'true';
});

// Gone back to, the page can be sent again.
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

// What is under way is looked at again and shown in place; without this file a link, or the page itself, does it. Nothing moves under who is in it.
const follow = region => setTimeout(async () => {
    let fresh = null;
    if (!region.contains(document.activeElement) && !document.hidden) {
        try {
            const answer = await fetch(region.dataset.refresh, { credentials: 'same-origin' });
            fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
        } catch {
            // The next look may find the connection again.
        }
    }

    const next = fresh?.getElementById(region.id);
    if (!next) {
        follow(region);
        return;
    }

    for (const line of document.querySelectorAll('[role="status"][id]')) {
        const told = fresh.getElementById(line.id)?.textContent ?? line.textContent;
        if (told !== line.textContent) {
            line.textContent = told;
        }
    }

    region.replaceWith(next);
    if (next.dataset.refresh) {
        follow(next);
    }
}, 3000);
document.querySelectorAll('[data-refresh]').forEach(follow);

// A draft saves itself a moment after the last key, and before the page is left; without this file its buttons do.
const draft = document.querySelector('[data-autosave] form');
if (draft) {
    const pause = 1500;
    // What a browser still sends for a page that is gone, all its requests together: 64 KiB.
    const longestLast = 60000;
    const status = document.getElementById('enregistrement');
    const failure = document.getElementById('echec');
    let timer = 0;
    let unsaved = false;
    let failed = false;
    let refused = false;
    let sent = false;
    let underWay = 0;
    let saving = Promise.resolve(true);

    // What was sent and saved is shown at the draft's own address: loaded again, it is not sent again.
    if (draft.closest('[data-saved]')) {
        history.replaceState(null, '', draft.getAttribute('action'));
    }

    // Loaded again or come back to before its last save was there, the first page looks once more whether its draft has begun.
    const [arrival] = performance.getEntriesByType('navigation');
    if (draft.elements.brouillon && arrival?.type !== 'navigate') {
        setTimeout(async () => {
            const answer = await fetch(location.href, { method: 'HEAD', credentials: 'same-origin' }).catch(() => null);
            if (answer?.redirected && !unsaved && underWay === 0) {
                location.replace(answer.url);
            }
        }, 500);
    }

    const fail = sentence => {
        unsaved = true;
        failed = true;
        failure.hidden = false;
        failure.querySelector('p').textContent = sentence;
        return false;
    };

    // From here on only the page itself can tell: the button sends it as it is, and nothing typed is lost by it.
    const refuse = sentence => {
        refused = true;
        return fail(sentence);
    };

    const written = () => {
        const fields = new URLSearchParams(new FormData(draft));
        fields.set('seul', 'oui');
        return fields.toString();
    };

    const send = async () => {
        const body = written();
        unsaved = false;
        try {
            const answer = await fetch(draft.getAttribute('action'), {
                method: 'POST',
                body,
                headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
                credentials: 'same-origin',
                keepalive: body.length <= longestLast,
            });
            if (answer.status === 409) {
                return refuse('Cette page a été enregistrée ailleurs, ou la fiche déposée. Appuyez sur « Enregistrer » pour voir les deux textes.');
            }

            if (answer.status === 403 || answer.status === 404) {
                return refuse('Cette page ne peut plus enregistrer votre saisie. Appuyez sur « Enregistrer » : elle vous sera rendue.');
            }

            document.getElementById('connexion').hidden = answer.status !== 401;
            if (!answer.ok) {
                return fail(answer.status === 401
                    ? 'Votre session est terminée : rien n\'est plus enregistré. Connectez-vous dans une nouvelle fenêtre, puis appuyez sur « Enregistrer ».'
                    : 'Le service n\'a pas enregistré votre saisie. Ne fermez pas cette page, et appuyez sur « Enregistrer » dans un moment.');
            }

            // Nothing typed that a draft could begin with.
            if (answer.status === 204) {
                return true;
            }

            // The first page has begun a draft: from here on it is a page of it, also when it is loaded again.
            const saved = await answer.json();
            draft.elements.revision.value = saved.revision;
            if (draft.getAttribute('action') !== saved.path) {
                draft.setAttribute('action', saved.path);
                history.replaceState(null, '', saved.path);
            }

            status.textContent = `Enregistré le ${saved.savedAt}.`;
            failure.hidden = true;
            failed = false;
            refused = false;
            const equation = document.getElementById('equation');
            if (equation) {
                equation.textContent = saved.money;
            }

            return true;
        } catch {
            return fail('Votre saisie n\'est pas enregistrée : la connexion est coupée. Ne fermez pas cette page.');
        }
    };

    const save = () => {
        clearTimeout(timer);
        underWay += 1;
        saving = saving.then(send).finally(() => { underWay -= 1; });
        return saving;
    };

    draft.addEventListener('input', () => {
        unsaved = true;
        clearTimeout(timer);
        timer = setTimeout(save, pause);
    });

    // The button waits for a saving that is under way, whose revision it would otherwise contradict; and what could not be saved is not left
    // behind: it first tries again.
    draft.addEventListener('submit', event => {
        clearTimeout(timer);
        if (underWay > 0 || (failed && !refused)) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const button = event.submitter;
            const ready = underWay > 0 ? saving.then(() => true) : save();
            ready.then(goesOn => goesOn ? draft.requestSubmit(button) : failure.scrollIntoView());
            return;
        }

        sent = true;
    });
    window.addEventListener('pageshow', () => { sent = false; });

    // A link does the same. Followed again after it failed, it leads on, and the browser asks first.
    document.addEventListener('click', event => {
        const link = event.target.closest('a[href]');
        const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
        if (!isPlain || !link || link.target || link.hasAttribute('download') || refused || (!unsaved && underWay === 0)
            || link.href.split('#')[0] === location.href.split('#')[0]) {
            return;
        }

        event.preventDefault();
        const again = failed;
        status.textContent = 'Enregistrement en cours.';
        const ready = unsaved ? save() : saving;
        ready.then(isSaved => isSaved || again ? location.assign(link.href) : failure.scrollIntoView());
    });

    // Closed, the page asks where nothing more can be done for what it holds: it was not taken, or a revision is still awaited, or it is too long.
    window.addEventListener('beforeunload', event => {
        if (unsaved && !sent && (failed || underWay > 0 || written().length > longestLast)) {
            event.preventDefault();
        }
    });

    // Otherwise it saves a last time, and the browser sends that when the page is gone.
    window.addEventListener('pagehide', () => {
        if (unsaved && !sent && !refused && underWay === 0) {
            clearTimeout(timer);
            send();
        }
    });

    // The connection is back.
    window.addEventListener('online', () => {
        if (unsaved && !refused) {
            save();
        }
    });

    // One more entry of a list, without a reload: a copy of the last one, empty, with the next number.
    draft.addEventListener('click', event => {
        const button = event.target.closest('button[value^="ajouter:"]');
        if (!button) {
            return;
        }

        event.preventDefault();
        const list = button.closest('[data-list]');
        const last = [...list.querySelectorAll('.page-entry')].at(-1);
        const index = list.querySelectorAll('.page-entry').length;
        const next = last.cloneNode(true);
        const renumber = text => text.replaceAll(`${list.dataset.list}[${index - 1}]`, `${list.dataset.list}[${index}]`);
        for (const element of next.querySelectorAll('[name], [id], [for], [aria-describedby]')) {
            for (const name of ['name', 'id', 'for', 'aria-describedby']) {
                if (element.hasAttribute(name)) {
                    element.setAttribute(name, renumber(element.getAttribute(name)));
                }
            }
        }

        for (const label of next.querySelectorAll('label')) {
            label.firstChild.textContent = label.firstChild.textContent.replace(String(index), String(index + 1));
        }

        for (const field of next.querySelectorAll('input, select, textarea')) {
            field.value = '';
            field.removeAttribute('aria-invalid');
        }

        next.querySelectorAll('.fr-message').forEach(message => message.remove());
        last.after(next);
        next.querySelector('input, select, textarea').focus();
    });
}
