import { guards } from './guards';

export default async function (app) {
  app.post('/login', { preHandler: guards }, handler);
}
