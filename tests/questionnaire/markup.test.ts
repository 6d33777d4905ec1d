import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inline, markup, plainText } from '../../src/questionnaire/index.ts';

const one = (text: string) => markup(text)[0];
const strong = (...inside: Inline[]): Inline => ({ kind: 'strong', inside });
const em = (...inside: Inline[]): Inline => ({ kind: 'em', inside });

test('bold and italic, in Markdown and in HTML', () => {
  expect(one('**a** and *b*')).toEqual([strong('a'), ' and ', em('b')]);
  expect(one('<b>a</b> and <I>b</I>')).toEqual([strong('a'), ' and ', em('b')]);
  expect(one('**a *b* c**')).toEqual([strong('a ', em('b'), ' c')]);
  expect(one('__a__ _b_')).toEqual([strong('a'), ' ', em('b')]);
  expect(one('สอง**คำ**ไทย')).toEqual(['สอง', strong('คำ'), 'ไทย']);
});

test('a star or an underscore alone is a star or an underscore', () => {
  for (const text of ['2 * 3 * 4', 'file_name_one', '5*', '**', 'a ** b', '*a', '<b', 'a < b > c']) {
    expect(one(text)).toEqual([text]);
  }
});

test('lines, paragraphs and headings', () => {
  expect(markup('a\nb<br>c\n\nd')).toEqual([['a', { kind: 'break' }, 'b', { kind: 'break' }, 'c'], ['d']]);
  expect(markup('# Part 1\nfirst')).toEqual([[strong('Part 1'), { kind: 'break' }, 'first']]);
  expect(markup('<p>a</p><p>b</p>')).toEqual([['a'], ['b']]);
  expect(markup('')).toEqual([]);
});

test('links go to the web, a telephone or a mailbox, and nowhere else', () => {
  expect(one('[here](https://example.org/?a=1)')).toEqual([
    { kind: 'link', href: 'https://example.org/?a=1', inside: ['here'] },
  ]);
  expect(one('<a href="tel:+66123">call</a>')).toEqual([
    { kind: 'link', href: 'tel:+66123', inside: ['call'] },
  ]);
  expect(one("<a href='mailto:a@b.example'>write</a>")).toEqual([
    { kind: 'link', href: 'mailto:a@b.example', inside: ['write'] },
  ]);
  for (const href of [
    'javascript:alert',
    'data:text/html,x',
    ' javascript:x',
    'java&#115;cript:x',
    '//evil.example',
  ]) {
    expect(JSON.stringify(markup(`<a href="${href}">x</a>`))).not.toContain('link');
    expect(JSON.stringify(markup(`[x](${href})`))).not.toContain('link');
  }
});

test('colours are taken off and unknown tags are words', () => {
  expect(one('<span style="color:red">a</span><font color=red>b</font>')).toEqual(['ab']);
  expect(one('<script>x</script>')).toEqual(['<script>x</script>']);
  expect(one('<img src=x onerror=y>')).toEqual(['<img src=x onerror=y>']);
});

test('escapes and entities are the signs that they stand for', () => {
  expect(one(String.raw`\*a\* \# \_`)).toEqual(['*a* # _']);
  expect(one('a &lt;b&gt; &amp;amp; &#3585; &nope; &#xD800;')).toEqual(['a <b> &amp; ก &nope; &#xD800;']);
});

test('the words alone', () => {
  expect(plainText('**a**\n[b](https://x.example) <i>c</i>')).toBe('a b c');
});

test('whatever an author writes, it is a tree of known parts, in time that its length allows', () => {
  const odd = fc.array(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '<b>',
      '</b>',
      '<a href="https://x.example">',
      '</a>',
      '\n',
      '[',
      '](',
      ')',
      'a ',
      '#',
      '&',
      ';',
      '\\',
    ),
    { maxLength: 60 },
  );
  const check = (inline: Inline): void => {
    if (typeof inline === 'string') return;
    expect(['strong', 'em', 'link', 'break']).toContain(inline.kind);
    if ('inside' in inline) for (const each of inline.inside) check(each);
  };
  fc.assert(
    fc.property(odd, (parts) => {
      for (const paragraph of markup(parts.join(''))) for (const inline of paragraph) check(inline);
    }),
  );
  for (const part of ['*', '_a', '<b>', '[', '<a', '&', '**a', '\n', '# ']) markup(part.repeat(50_000));
});
