import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTemplate, oneLine, type TemplateSource } from './compile-template.ts';

const source: TemplateSource = {
  values: ['name', 'total'],
  subject: 'For {{name}}',
  text: '{{name}} owes {{total}}; {{name}} pays.',
  html: '<p title="{{name}}">{{total}}</p>',
};
const template = compileTemplate('bill', source);

describe('compileTemplate', () => {
  it('puts values where their names stand', () => {
    expect(template.render({ name: 'Ada', total: 5 })).toEqual({
      subject: 'For Ada',
      text: 'Ada owes 5; Ada pays.',
      html: '<p title="Ada">5</p>',
    });
  });

  it('tells what is missing, and takes zero and the empty text for values', () => {
    expect(template.missing({ total: 1 })).toEqual(['name']);
    expect(template.missing({ name: '', total: 0 })).toEqual([]);
  });

  it.each([
    ['a name it does not declare', { text: '{{nmae}}' }, /nmae/],
    ['a placeholder that is not closed', { html: '<p>{{name</p>' }, /broken/],
    ['a placeholder with blanks in it', { text: '{{ name }}' }, /broken/],
    ['a value that nothing uses', { values: ['name', 'total', 'idle'] }, /idle/],
    ['a broken subject', { subject: 'Hello }}' }, /broken/],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => compileTemplate('bill', { ...source, ...wrong })).toThrow(message);
  });

  it('never lets a value become markup', () => {
    const { html, text } = template.render({ name: `"><script>'&`, total: '<b>' });
    expect(html).toBe('<p title="&quot;&gt;&lt;script&gt;&#39;&amp;">&lt;b&gt;</p>');
    expect(text).toContain('<b>');
  });

  it('does not look for placeholders in values', () => {
    expect(template.render({ name: '{{total}}', total: '$& {{name}}' }).text).toBe(
      '{{total}} owes $& {{name}}; {{total}} pays.',
    );
  });

  it('keeps secrets out of the record and in the message', () => {
    const reset = compileTemplate('reset', {
      values: ['token'],
      secret: ['token'],
      subject: 's',
      text: '{{token}}',
      html: '{{token}}',
    });
    expect(reset.render({ token: 't0p' }).text).toBe('t0p');
    expect(JSON.stringify(reset.renderForRecord({ token: 't0p' }))).not.toContain('t0p');
  });

  it('keeps every subject on one line, and every html free of a value’s markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { subject, html } = template.render({ name, total: name });
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(html.match(/[<>]/g)).toHaveLength(4);
      }),
    );
  });
});

describe('oneLine', () => {
  it('takes line breaks out, so that no value begins a header', () => {
    expect(oneLine('Hello\r\nBcc: eve@example.com')).toBe('Hello Bcc: eve@example.com');
    expect(oneLine('x'.repeat(1000))).toHaveLength(200);
  });
});
