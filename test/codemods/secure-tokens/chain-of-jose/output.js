import * as jose from 'jose';

const access = (user) => new jose.SignJWT({ sub: user.id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key);
const refresh = (user) =>
  new jose.SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user.id)
    .setExpirationTime('1h')
    .sign(key);
const ends = (user) => new jose.SignJWT({ sub: user.id }).setExpirationTime('7d').setIssuedAt().sign(key);
const endsToo = (user) => new jose.SignJWT({ sub: user.id, exp: later() }).setIssuedAt().sign(key);
const handedIn = (payload) => new jose.SignJWT(payload).setIssuedAt().sign(key);
const other = (user) => new SignJWT({ sub: user.id }).setIssuedAt().sign(key);
