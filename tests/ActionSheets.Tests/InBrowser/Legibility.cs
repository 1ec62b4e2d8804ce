using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>Colours as the browser computed them, and the page without its style sheets: what axe leaves undecided (RGAA 3.2, 3.3, 10.2, 10.3, 10.5).</summary>
internal static class Legibility
{
    /// <summary>
    /// Each text stands on a ground that a style sheet declares, and is told from it (4.5 to 1, large text 3 to 1); each field, button, box to tick, bar of a chart and mark of
    /// the focus is told from what is around it (3 to 1). The underline of a link, a gradient, is no ground; the button of a file field is the browser's own.
    /// </summary>
    private const string Colours =
        """
        () => {
            const numbers = colour => { const read = colour.match(/[\d.]+/g).map(Number); return [read[0], read[1], read[2], read[3] ?? 1]; };
            const light = colour => {
                const [r, g, b] = colour.slice(0, 3).map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const contrast = (one, other) => { const [high, low] = [light(one), light(other)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
            const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
            const ground = element => {
                const layers = [];
                for (let at = element; at; at = at.parentElement) {
                    const layer = numbers(getComputedStyle(at).backgroundColor);
                    if (layer[3] > 0) layers.push(layer);
                    if (layer[3] === 1) return layers.reduceRight((below, top) => below ? over(top, below) : top, null);
                }
                return null;
            };
            const shows = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getBoundingClientRect().width > 1 && !element.closest('.fr-sr-only, .fr-skiplinks, [disabled]');
            const faults = [];
            const told = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !shows(element) || element.matches('script, title, option')) continue;
                const style = getComputedStyle(element);
                const below = ground(element);
                if (!below) { told(element, 'no ground'); continue; }
                const size = parseFloat(style.fontSize);
                const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
                const ratio = contrast(over(numbers(element.closest('svg') ? style.fill : style.color), below), below);
                if (ratio < least) told(element, `text ${ratio.toFixed(2)}`);
            }
            const coloursIn = text => (text.match(/rgba?\([^)]*\)/g) ?? []).map(numbers).filter(colour => colour[3] > 0);
            const isTold = (colours, below) => colours.some(colour => contrast(over(colour, below), below) >= 3);
            for (const field of document.querySelectorAll('input:not([type=hidden]):not([type=file]), select, textarea, .fr-btn, rect')) {
                const isBox = field.matches('[type=radio], [type=checkbox]');
                if (!isBox && !shows(field)) continue;
                const label = isBox ? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) : null;
                const colours = (isBox ? [getComputedStyle(label), getComputedStyle(label, '::before')] : [getComputedStyle(field)]).flatMap(style =>
                    [style.boxShadow, style.borderBottomWidth === '0px' ? '' : style.borderBottomColor, style.backgroundColor, isBox ? style.backgroundImage : '', field.matches('rect') ? style.fill + style.stroke : '']).flatMap(coloursIn);
                if (!isTold(colours, ground(field.parentElement)) && !(field.matches('.fr-btn') && colours.length === 0)) told(field, 'edge');
            }
            for (const stop of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
                stop.focus({ focusVisible: true });
                const style = getComputedStyle(stop.matches('[type=radio], [type=checkbox]') ? document.querySelector(`label[for="${CSS.escape(stop.id)}"]`) : stop, stop.matches('[type=radio], [type=checkbox]') ? '::before' : null);
                if (document.activeElement === stop && (style.outlineStyle === 'none' || !isTold(coloursIn(style.outlineColor), ground(stop.parentElement)))) told(stop, 'focus');
            }
            document.activeElement?.blur();
            return faults;
        }
        """;

    /// <summary>Every text that is seen is there without style sheets; nothing is written by them, or moved before what stands before it, but for the number of a step, which the design system shows above its title.</summary>
    private const string Unstyled =
        """
        () => {
            const faults = [...document.querySelectorAll('body *')].flatMap(element => {
                const style = getComputedStyle(element);
                const written = ['::before', '::after'].filter(part => /\p{L}/u.test(getComputedStyle(element, part).content.replace(/^(none|normal|url\(.*\))$|\\[0-9a-f]{1,6} ?/g, '')));
                const before = element.previousElementSibling ? Number(getComputedStyle(element.previousElementSibling).order) : 0;
                const moved = Number(style.order) < before || (style.flexDirection.endsWith('reverse') && !element.matches('.fr-stepper__title')) || style.float !== 'none' ? ['moved'] : [];
                return [...written, ...moved].map(what => `${what}: ${element.outerHTML.slice(0, 160)}`);
            });
            const texts = () => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const seen = [];
                while (walker.nextNode()) {
                    if (walker.currentNode.data.trim() && walker.currentNode.parentElement.checkVisibility({ visibilityProperty: true })) seen.push(walker.currentNode);
                }
                return seen;
            };
            const seen = texts();
            for (const sheet of document.styleSheets) sheet.disabled = true;
            const left = new Set(texts());
            return [...faults, ...seen.filter(text => !left.has(text)).map(text => `lost: ${text.data}`)];
        }
        """;

    public static Task IsLegibleAsync(this OpenedPage page) => HoldsAsync(page, Colours);

    /// <summary>The last look at a page: its style sheets are gone then.</summary>
    public static Task IsReadWithoutStylesAsync(this OpenedPage page) => HoldsAsync(page, Unstyled);

    private static async Task HoldsAsync(OpenedPage page, string look)
    {
        var faults = await page.Page.EvaluateAsync<string[]>(look);
        Assert.True(faults.Length == 0, $"{page.Page.Url}\n{string.Join('\n', faults.Take(20))}");
    }
}
