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
