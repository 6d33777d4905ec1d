/**
 * What is wrong with how a page lies: wider than the window, words cut off or sticking out of what they belong to, lines so
 * close that the marks of one stand in the other. Runs in the page; names what it finds.
 */
export function layoutFaults(): string[] {
  const found = new Set<string>();
  const say = (what: string, element: Element, words = element.textContent ?? '') =>
    found.add(`${what}: ${element.localName}.${element.className} “${words.trim().slice(0, 40)}”`);
  const width = document.documentElement.clientWidth;
  const pen = document.createElement('canvas').getContext('2d');
  const tolerance = 2; // pixels: boxes are laid on fractions of one

  /** How high the ink of these words is, their marks above and below included. */
  const inkOf = (
    words: string,
    { fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration,
  ): number => {
    if (!pen) return 0;
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const { actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText(words);
    return actualBoundingBoxAscent + actualBoundingBoxDescent;
  };
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    );
  };
  const isUnseen = (element: Element) =>
    element.closest('.unseen, [aria-hidden=true], script, style, option') !== null;

  if (document.documentElement.scrollWidth > width)
    for (const element of document.querySelectorAll('body *'))
      if (isSeen(element) && element.getBoundingClientRect().right > width + 1)
        say('wider than the window', element);

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const words = text.textContent?.trim() ?? '';
    const { parentElement: element } = text;
    if (words === '' || !element || isUnseen(element) || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const style = getComputedStyle(element);
    const apart = Number.parseFloat(style.lineHeight);
    const rows = new Set(lines.map(({ top }) => Math.round(top))).size;
    if (rows > 1 && apart + tolerance < inkOf(words, style)) say('lines too close', element, words);
    if (cutOff(element, lines)) say('cut off', element, words);
    const owner = element.closest('button, a.button, label.choice, legend, .alarm, .wish, dialog');
    const box = owner?.getBoundingClientRect();
    const sticksOut = (line: DOMRect, box: DOMRect) =>
      line.right > box.right + tolerance || line.left < box.left - tolerance;
    if (owner && box && lines.some((line) => sticksOut(line, box))) say('sticks out', owner, words);
  }
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) {
    const words =
      'selectedOptions' in field ? (field.selectedOptions[0]?.text ?? '') : field.value || field.placeholder;
    if (words === '' || !isSeen(field) || /^(radio|checkbox|range|file)$/.test(field.type)) continue;
    const style = getComputedStyle(field);
    const room =
      field.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
    // what stands in the padding is still seen: a field cuts at its border
    if (Math.max(room, field.clientHeight - tolerance) < inkOf(words, style))
      say('cut off in its field', field, words);
  }
  return [...found];

  function cutOff(element: Element, lines: readonly DOMRect[]): boolean {
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(box);
      if (webkitLineClamp !== 'none') return false; // shortened at the end of a line, with its dots
      if (/auto|scroll/.test(overflowX + overflowY)) return false;
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      if (
        hides(overflowX) &&
        lines.some((line) => line.right > right + tolerance || line.left < left - tolerance)
      )
        return true;
      if (
        hides(overflowY) &&
        lines.some((line) => line.bottom > bottom + tolerance || line.top < top - tolerance)
      )
        return true;
    }
    return false;
  }
}
