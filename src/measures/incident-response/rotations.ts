/** How a secret of a kind is replaced, and what that does to those who use the app. */
interface Kind {
  names: RegExp;
  title: string;
  how: string;
}

/** The first that a name fits is its kind. */
const KINDS: Kind[] = [
  {
    names: /STRIPE.*(WEBHOOK|WHSEC)|WEBHOOK.*SECRET/,
    title: 'Webhook secrets',
    how: 'Make a new one where the service has the webhook, set it, restart, then end the old one. Requests in between fail and are sent again.',
  },
  {
    names: /STRIPE/,
    title: 'Stripe keys',
    how: 'Roll the key in the dashboard (Developers, API keys) with an end for the old one, set the new one, restart; look for payments, refunds and payouts that nobody made.',
  },
  {
    names: /AWS|S3_|DYNAMO/,
    title: 'AWS keys',
    how: 'Make a second access key, set it, restart, deactivate the old one, look at CloudTrail for what it did, then delete it. Better: a role of the task or instance, and no key at all.',
  },
  {
    names: /REFRESH.*(SECRET|KEY)|JWT|(ACCESS_)?TOKEN_(SECRET|KEY)|SIGNING|^AUTH_SECRET|PRIVATE_?KEY/,
    title: 'Keys that sign tokens',
    how: 'Set a new one (`openssl rand -base64 32`, or a new pair) and restart: every token that was signed with the old one ends, and everybody logs in again. In an incident that is what you want; end refresh tokens in their store as well.',
  },
  {
    names: /SESSION|COOKIE|CSRF|^(APP_)?SECRET(_KEY)?$/,
    title: 'Secrets of sessions and cookies',
    how: 'Set a new one (`openssl rand -base64 32`) and restart: all sessions end. Empty the session store too, since whoever has a stolen session may keep it there.',
  },
  {
    names: /ENCRYPT|CRYPTO|CIPHER/,
    title: 'Keys that encrypt data',
    how: 'Data has to be decrypted with the old key and encrypted with the new one before the old one goes: keep both until every row is done, and count what the thief could read as known.',
  },
  {
    names: /DATABASE|(^|_)DB_|POSTGRES|(^|_)PG|MYSQL|MONGO|MSSQL/,
    title: 'Access to the database',
    how: 'Make a second user with the same rights, set it, restart, end the connections of the old one and drop it; read the log of the database for what it asked.',
  },
  {
    names: /REDIS|AMQP|RABBIT|KAFKA/,
    title: 'Access to Redis and queues',
    how: 'Set a new password there (Redis: `ACL SETUSER`, or `CONFIG SET requirepass`), set it here, restart, and end the connections that are left.',
  },
  {
    names: /SMTP|MAIL|SENDGRID|MAILGUN|POSTMARK|RESEND|SES_/,
    title: 'Access to the mail service',
    how: 'Make a new key with the provider, set it, restart, delete the old one; look at what was sent in your name, since it reaches your users.',
  },
  {
    names: /GITHUB|GITLAB|NPM_|SLACK|CLIENT_SECRET|OAUTH/,
    title: 'Tokens and clients of other platforms',
    how: 'Revoke it where it was made and make a new one with fewer rights; read the audit log of that platform.',
  },
];
const OTHER = {
  title: 'Others',
  how: 'Make a new one where it comes from, set it wherever the app runs, restart, then end the old one, and look at what was done with it.',
};

/** The secrets by kind, with how each kind is rotated. */
export function rotations(names: readonly string[]): { title: string; how: string; names: string[] }[] {
  const kinds = [...KINDS, { ...OTHER, names: /^/ }];
  const kindOf = (name: string): string => kinds.find((kind) => kind.names.test(name.toUpperCase()))!.title;
  return kinds
    .map(({ title, how }) => ({ title, how, names: names.filter((name) => kindOf(name) === title) }))
    .filter((kind) => kind.names.length > 0);
}
