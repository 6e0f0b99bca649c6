/** What sticks out of the window to the right. */
export const OVERFLOW = `[document.documentElement, ...document.body.querySelectorAll('*')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth || each.closest('section')?.scrollWidth > innerWidth)
  .map((each) => each.outerHTML.slice(0, 80))`;

/** The least contrast of all texts with what is behind them, and the text. */
export const CONTRAST = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return rgb(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === '') continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    found.push([Math.round((a + 0.05) / (b + 0.05) * 100) / 100, walker.currentNode.data.trim()]);
  }
  return found.sort((x, y) => x[0] - y[0])[0];
})()`;
