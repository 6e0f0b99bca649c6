import { check } from './guards';

export default async function (app) {
  app.post('/login', { preHandler: check }, handler);
}
