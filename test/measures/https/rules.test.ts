import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

describe('https/host-redirect', () => {
  it.each([
    ['the header', "app.use((req, res) => res.redirect('https://' + req.headers.host + req.url));"],
    ['the header in brackets', "app.use((req, res) => res.redirect(`https://${req.headers['host']}${req.url}`));"],
    ['the name of the host', 'app.use((req, res) => res.redirect(301, `https://${req.hostname}${req.originalUrl}`));'],
    ['get()', "app.use((request, response) => response.redirect('https://' + request.get('Host') + request.url));"],
    ['parts that are joined', "app.use((req, res) => res.redirect(['https://', req.get('Host'), req.url].join('')));"],
    ['a name for it', 'app.use((req, res) => { const host = req.headers.host; res.redirect(`https://${host}/`); });'],
    [
      'a destructured name for it',
      "app.use((req, res) => { const { host } = req.headers; res.redirect('https://' + host); });",
    ],
  ])('is found in a redirect made of %s', async (_name, text) => {
    const [finding, ...others] = await findingsOf('https/host-redirect', app(text));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ line: 3, fix: 'manual', cwe: 'CWE-601' });
  });

  it.each([
    ['goes to a setting', 'app.use((req, res) => res.redirect(`https://${process.env.HOST}${req.url}`));'],
    ['goes to a configured host', "app.use((req, res) => res.redirect('https://' + config.host + req.url));"],
    ['goes to a literal', "app.use((req, res) => res.redirect('https://example.com/host' + req.url));"],
    ['stays here', "app.use((req, res) => res.redirect('/hostname/' + req.hostname));"],
    ['is none', "app.use((req, res) => log('https://' + req.headers.host));"],
    ['stands in a comment', "// res.redirect('https://' + req.headers.host + req.url);"],
    [
      'uses a name for something else',
      "const host = 'example.com';\napp.use((req, res) => res.redirect(`https://${host}${req.url}`));",
    ],
  ])('is not where the redirect %s', async (_name, text) => {
    expect(await linesOf('https/host-redirect', text)).toEqual([]);
  });
});

describe('https/reject-unauthorized', () => {
  it.each([
    ['an agent', "const agent = new (require('https').Agent)({ rejectUnauthorized: false });"],
    ['a database', 'const db = new Pool({ ssl: { rejectUnauthorized: false } });'],
    ['production', "const ssl = process.env.NODE_ENV === 'production' ? { rejectUnauthorized: false } : false;"],
    ['the process', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';"],
    ['the process, by a number', 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = 0;'],
    ['the process, in brackets', "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';"],
  ])('is found at %s', async (_name, text) => {
    expect(await linesOf('https/reject-unauthorized', text)).toEqual([1]);
  });

  it.each([
    ['switched on', 'const agent = new Agent({ rejectUnauthorized: true });'],
    ['decided elsewhere', "const agent = new Agent({ rejectUnauthorized: process.env.STRICT !== 'false' });"],
    ['off in development', "if (process.env.NODE_ENV === 'development') db.connect({ rejectUnauthorized: false });"],
    ['off in tests', "process.env.NODE_ENV !== 'production' && db.connect({ rejectUnauthorized: false });"],
    [
      'about certificates of clients',
      "require('https').createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, app);",
    ],
    [
      'an option of the server',
      "const options = { key, cert, rejectUnauthorized: false };\nrequire('https').createServer(options, app);",
    ],
    ['in a comment', '// rejectUnauthorized: false'],
    ['in text', "log('rejectUnauthorized: false', 'NODE_TLS_REJECT_UNAUTHORIZED');"],
    ['read', 'const off = process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0";'],
    ['switched on for the process', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';"],
  ])('is not where it is %s', async (_name, text) => {
    expect(await linesOf('https/reject-unauthorized', text)).toEqual([]);
  });
});
